import { findingAt } from '../jwt/findings.ts';
import { defineKind, field } from './define.ts';
import { emailForm, urlForm } from './forms.ts';
import type { Field, KindCheck } from './kind.ts';
import { saysOtherwise } from './profile.ts';

const vanillaPage = 'https://success.vanillaforums.com/kb/articles/228-authenticating-apiv2-calls-with-jwt';
const algorithms = ['HS256', 'HS384', 'HS512'];
const required = ['aud', 'iss', 'email', 'sub', 'exp', 'displayname'];

const text = (name: string, claim: string, label: string, help: string, example: string): Field =>
  field(name, label, help, { claim, example });

const noIssueTime: KindCheck = {
  code: 'vanilla.no-issue-time',
  severity: 'error',
  source: vanillaPage,
  message: 'Vanilla rejects tokens without `iat` or `nbf`.',
  *find(token) {
    const payload = token.payload?.value;
    if (payload && payload.iat === undefined && payload.nbf === undefined) yield { part: 'payload' };
  },
};

const wrongType: KindCheck = {
  code: 'vanilla.wrong-type',
  severity: 'error',
  source: vanillaPage,
  message: 'Vanilla requires `"typ": "JWT"` in the header.',
  *find({ header }) {
    if (header.value && header.value.typ !== 'JWT') yield findingAt(header, 'typ');
  },
};

/** Calls to the API v2 of a Higher Logic Vanilla community. */
export const vanilla = defineKind({
  id: 'vanilla',
  label: 'Vanilla',
  description: 'Calls to the API of a Vanilla community',
  recognises: (payload, header) =>
    Object.hasOwn(payload, 'displayname') &&
    (Object.hasOwn(payload, 'email') || Object.hasOwn(payload, 'sub')) &&
    !saysOtherwise(payload, header),
  claims: {
    iss: 'Issuer: usually the domain of the authentication provider.',
    sub: 'Subject: the unique id that stays with the user.',
    aud: { meaning: 'Audience: usually the URL of the community.', type: 'string-or-array' },
    email: 'E-mail address of the user.',
    displayname: 'The user name that the site displays.',
    picture: "URL of the user's profile picture.",
    exp: { meaning: 'Expiration time.', type: 'time' },
    iat: { meaning: 'Issued at: never in the future.', type: 'time' },
    nbf: { meaning: 'Not before: may replace `iat`; never in the future.', type: 'time' },
  },
  issuer: 'Vanilla',
  source: vanillaPage,
  life: { default: 15 * 60 },
  required,
  // "We will reject any token that … has one set in the future."
  severities: { 'issued-in-future': 'error' },
  replacesChecks: ['no-expiry'],
  checks: [noIssueTime, wrongType],
  writing: {
    command: { id: 'createVanillaToken', title: 'Create Vanilla Token' },
    algorithms,
    keyNames: /^(env|secret):.*vanilla/i,
    // "We will reject any token that … has one set in the future."
    refuses: ['issued-in-future', 'not-yet-valid'],
    fields: [
      {
        ...text(
          'issuer',
          'iss',
          'Issuer',
          'Usually the domain of the authentication provider.',
          'https://sso.example.com',
        ),
        required: true,
      },
      { ...text('subject', 'sub', 'Subject', 'The unique id that stays with the user.', '42'), required: true },
      {
        ...text('audience', 'aud', 'Audience', 'Usually the URL of the community.', 'https://community.example.com'),
        required: true,
      },
      {
        ...text('email', 'email', 'E-mail', 'The e-mail address of the user.', 'alice@example.com'),
        required: true,
        form: emailForm,
      },
      {
        ...text('displayName', 'displayname', 'Display name', 'The user name that the site displays.', 'Alice'),
        required: true,
      },
      {
        ...text(
          'picture',
          'picture',
          'Picture',
          "The URL of the user's profile picture.",
          'https://example.com/alice.png',
        ),
        form: urlForm,
      },
      field('issueTime', 'Issue time', 'The claims that say when the token was made; Vanilla wants at least one.', {
        type: 'choice',
        default: 'iat',
        options: ['iat', 'nbf', 'both'],
      }),
    ],
    claims: (values, issue) => ({
      iss: values.issuer,
      sub: values.subject,
      aud: values.audience,
      email: values.email,
      displayname: values.displayName,
      exp: issue.expires,
      iat: values.issueTime === 'nbf' ? undefined : issue.issuedAt,
      nbf: values.issueTime === 'iat' ? undefined : issue.issuedAt,
      picture: values.picture,
    }),
  },
});
