import { findingAt } from '../jwt/findings.ts';
import type { JsonObject } from '../jwt/token.ts';
import { defineKind, field } from './define.ts';
import { uuidForm } from './forms.ts';
import type { Field, KindCheck, Life } from './kind.ts';

const docs = 'https://developer.apple.com/documentation';
const connectPage = `${docs}/appstoreconnectapi/generating-tokens-for-api-requests`;
const signInPage = `${docs}/accountorganizationaldatasharing/creating-a-client-secret`;

type Service = 'app-store-connect' | 'app-store-server' | 'apns' | 'sign-in';

const connectAudience = 'appstoreconnect-v1';
const signInAudience = 'https://appleid.apple.com';
const day = 24 * 3600;

/** Ids of teams and keys, and of apps and services. */
const idForm = '[A-Z0-9]{10}';
const appForm = '[\\w.-]+';
const isId = (value: unknown): boolean => typeof value === 'string' && new RegExp(`^${idForm}$`).test(value);

/** Which of Apple's services a token is for; `undefined`: none. */
function serviceOf(payload: JsonObject, { alg }: JsonObject): Service | undefined {
  const { aud, iss } = payload;
  if (aud === connectAudience) return Object.hasOwn(payload, 'bid') ? 'app-store-server' : 'app-store-connect';
  if (aud === signInAudience && isId(iss)) return 'sign-in';
  const hasOnly = Object.keys(payload).every((name) => name === 'iss' || name === 'iat');
  return alg === 'ES256' && isId(iss) && hasOnly && payload.iat !== undefined ? 'apns' : undefined;
}

/** The service that a token is judged by, though it lacks what tells: only tokens of APNs name nobody whom they are for. */
function judgedAs(payload: JsonObject, header: JsonObject): Service {
  const { aud, iss, sub } = payload;
  const isForNobody = aud === undefined && (iss !== undefined || sub === undefined);
  const likely = aud === signInAudience ? 'sign-in' : isForNobody ? 'apns' : 'app-store-connect';
  return serviceOf(payload, header) ?? likely;
}

/**
 * The life of each service's tokens: connectPage, …/appstoreserverapi/generating-json-web-tokens-for-api-requests,
 * …/usernotifications/establishing-a-token-based-connection-to-apns (which has no `exp`), signInPage.
 */
const lives: Readonly<Record<Service, Life>> = {
  'app-store-connect': { default: 15 * 60, longest: 20 * 60 },
  'app-store-server': { default: 15 * 60, longest: 3600 },
  apns: { longest: 3600, isEnforced: true },
  'sign-in': { default: 180 * day, longest: 15_777_000 },
};

/** With a `scope` of certain GET requests, a token of App Store Connect may live six months. */
const scopedLife: Life = { default: 15 * 60, longest: 183 * day };

const required: Readonly<Record<Service, readonly string[]>> = {
  'app-store-connect': ['exp', 'aud'],
  'app-store-server': ['iat', 'exp', 'bid', 'aud'],
  apns: ['iat', 'iss'],
  'sign-in': ['iat', 'exp', 'sub', 'iss', 'aud'],
};

const missingKeyId: KindCheck = {
  code: 'apple.missing-kid',
  severity: 'error',
  source: connectPage,
  message: 'Apple requires `kid` in the header: the ID of the key.',
  *find({ header }) {
    if (header.value && !header.value.kid) yield findingAt(header, 'kid');
  },
};

const fieldOf = (
  services: readonly Service[],
  name: string,
  claim: string,
  label: string,
  help: string,
  more: Partial<Field>,
): Field => field(name, label, help, { claim, asked: true, when: { service: services }, ...more });

/** What calls Apple's servers: App Store Connect, App Store Server, push notifications, Sign in with Apple. */
export const apple = defineKind({
  id: 'apple',
  hosts: ['appstoreconnect.apple.com', 'api.storekit.itunes.apple.com', 'push.apple.com', 'appleid.apple.com'],
  label: 'Apple',
  description: 'Calls App Store Connect, the App Store Server API or APNs, or signs in with Apple',
  issuer: 'Apple',
  source: connectPage,
  recognises: (payload, header) => {
    const service = serviceOf(payload, header);
    return service !== undefined && (service !== 'apns' || header.kid !== undefined);
  },
  claims: {
    iss: 'Issuer: the issuer ID of the keys page, or the team ID.',
    bid: 'Bundle ID of the app.',
    scope: {
      meaning: 'The requests that the token allows, such as `GET /v1/apps`.',
      type: 'array',
    },
    sub: { meaning: 'Subject: the client ID, or `user` for an individual key.', type: 'string', source: signInPage },
  },
  life: (payload, header) => {
    const service = judgedAs(payload, header);
    return service === 'app-store-connect' && payload.scope !== undefined ? scopedLife : lives[service];
  },
  required: (payload, header) => {
    const service = judgedAs(payload, header);
    const isIndividual = payload.sub === 'user' || service === 'apns' || service === 'sign-in';
    return [...required[service], ...(isIndividual ? [] : ['iss'])];
  },
  replacesChecks: ['no-expiry'],
  checks: [missingKeyId],
  writing: {
    algorithms: ['ES256'],
    keyNames: /(^file:|\/)(Auth|Subscription)Key_\w+\.p8$/,
    usesKeyId: true,
    fields: [
      field('service', 'Service', 'The service of Apple that the token is for.', {
        type: 'choice',
        required: true,
        default: 'app-store-connect',
        options: Object.keys(lives),
        asked: true,
      }),
      fieldOf(
        ['app-store-connect', 'app-store-server'],
        'issuer',
        'iss',
        'Issuer ID',
        'The issuer ID (a UUID) of the keys page in App Store Connect.',
        { form: uuidForm, example: '57246542-96fe-1a63-e053-0824d011072a' },
      ),
      fieldOf(['apns', 'sign-in'], 'teamId', 'iss', 'Team ID', 'The ID of the team: ten characters.', {
        required: true,
        form: idForm,
        example: 'ABCDE12345',
      }),
      fieldOf(['sign-in'], 'clientId', 'sub', 'Client ID', 'The services ID or the bundle ID of the app.', {
        required: true,
        form: appForm,
        example: 'com.example.signin',
      }),
      fieldOf(['app-store-server'], 'bundleId', 'bid', 'Bundle ID', 'The bundle ID of the app.', {
        required: true,
        form: appForm,
        example: 'com.example.app',
      }),
      field('keyId', 'Key ID', 'The ID of the key: ten characters. A key file `AuthKey_<id>.p8` says it.', {
        parameter: 'kid',
        fromKey: 'id',
        asked: true,
        form: idForm,
        example: '2X9R4HXF34',
      }),
      field('subject', 'Subject', '`user` for an individual key, which has no issuer ID.', {
        type: 'choice',
        options: ['user'],
        claim: 'sub',
        when: { service: ['app-store-connect'] },
        excludes: 'issuer',
      }),
      field('scope', 'Scope', 'The requests that the token allows, such as `GET /v1/apps`.', {
        type: 'list',
        claim: 'scope',
        when: { service: ['app-store-connect'] },
      }),
    ],
    claims: ({ service, issuer, teamId, clientId, bundleId, subject, scope }, issue) => ({
      iss: issuer ?? teamId,
      iat: issue.issuedAt,
      exp: issue.expires,
      aud: service === 'apns' ? undefined : service === 'sign-in' ? signInAudience : connectAudience,
      sub: clientId ?? subject,
      bid: bundleId,
      scope,
    }),
  },
});
