import type { JsonObject } from '../jwt/token.ts';
import { claimCheck } from './checks.ts';
import { defineKind, field } from './define.ts';
import { emailForm, urlForm } from './forms.ts';

const page = 'https://developers.google.com/identity/protocols/oauth2/service-account';
const tokenEndpoint = 'https://oauth2.googleapis.com/token';

const isGoogle = (aud: unknown): boolean =>
  typeof aud === 'string' &&
  /^https:\/\/([\w.-]+\.)?googleapis\.com(\/|$)|^https:\/\/accounts\.google\.com\/o\/oauth2\/token$/.test(aud);

/** Addresses where a token is exchanged: it has to say for what. */
const isTokenEndpoint = (aud: unknown): boolean => isGoogle(aud) && /\/token$/.test(String(aud));

const accountForm = '.*@[\\w.-]+\\.gserviceaccount\\.com';
const account = new RegExp(`^${accountForm}$`);

const isServiceAccount = ({ iss }: JsonObject): boolean => typeof iss === 'string' && account.test(iss);

/** What a service account exchanges for an access or ID token, or calls Google's APIs with by itself. */
export const googleServiceAccount = defineKind({
  id: 'google-service-account',
  label: 'Google service account',
  description: 'Gets a Google access or ID token for a service account',
  issuer: 'Google',
  source: page,
  recognises: (payload) =>
    isServiceAccount(payload) &&
    ([payload.aud].flat().some(isGoogle) ||
      Object.hasOwn(payload, 'scope') ||
      Object.hasOwn(payload, 'target_audience')),
  claims: {
    iss: 'Issuer: the e-mail address of the service account.',
    sub: 'Subject: the user that the account acts for (domain-wide delegation).',
    scope: 'Scopes of the access token, separated by spaces.',
    target_audience: 'Audience of the ID token.',
    aud: "Audience: Google's token endpoint.",
  },
  // "This value has a maximum of 1 hour after the issued time."
  life: { default: 3600, longest: 3600 },
  required: (payload) => [
    'iat',
    'exp',
    ...(isTokenEndpoint(payload.aud) && payload.target_audience === undefined ? ['scope'] : []),
    ...(payload.scope === undefined ? ['aud'] : []),
    'iss',
  ],
  replacesChecks: ['no-expiry'],
  checks: [
    claimCheck(
      {
        code: 'google-service-account.scope-not-text',
        severity: 'error',
        source: page,
        message: '`scope` must be one string, with the scopes separated by spaces.',
      },
      'scope',
      (scope) => typeof scope !== 'string',
    ),
  ],
  writing: {
    algorithms: ['RS256'],
    keyNames: /service[-_]?account[^/]*\.json$/i,
    usesKeyId: true,
    isAssertion: true,
    fields: [
      field('scope', 'Scopes', 'The scopes of the access token, separated by spaces.', {
        type: 'words',
        asked: true,
        claim: 'scope',
        excludes: 'targetAudience',
      }),
      field('targetAudience', 'Target audience', 'The audience of an ID token, instead of scopes.', {
        claim: 'target_audience',
      }),
      field('issuer', 'Service account', "The account's e-mail address, where the key file does not say it.", {
        claim: 'iss',
        fromKey: 'email',
        form: accountForm,
        example: 'robot@project.iam.gserviceaccount.com',
      }),
      field('audience', 'Audience', "Google's token endpoint, where the key file does not say it.", {
        claim: 'aud',
        fromKey: 'tokenUri',
        form: urlForm,
        example: tokenEndpoint,
        options: [tokenEndpoint],
      }),
      field('subject', 'User', 'The user to act for, with domain-wide delegation.', {
        claim: 'sub',
        form: emailForm,
        example: 'alice@example.com',
      }),
      field('keyId', 'Key ID', 'The ID of the key, where the key file does not say it.', {
        parameter: 'kid',
        fromKey: 'id',
      }),
    ],
    claims: ({ scope, targetAudience, issuer, audience = tokenEndpoint, subject }, issue) => ({
      iss: issuer,
      sub: subject,
      scope,
      target_audience: targetAudience,
      aud: audience,
      iat: issue.issuedAt,
      exp: issue.expires,
    }),
  },
});
