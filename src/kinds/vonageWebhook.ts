import { findingAt } from '../jwt/findings.ts';
import { defineKind, field } from './define.ts';
import type { KindCheck } from './kind.ts';
import { fitOf, hashOf } from './payloadHash.ts';
import { applicationField, claimNotText, isWebhook, notUuid, vonagePage } from './vonage.ts';

const page = 'https://developer.vonage.com/en/getting-started/concepts/webhooks';

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const checks: readonly KindCheck[] = [
  notUuid,
  claimNotText,
  {
    code: 'vonage.payload-hash',
    severity: 'warning',
    source: page,
    message: "`payload_hash` doesn't fit the body of this request. Renew the token.",
    messages: { form: '`payload_hash` must be a SHA-256 hash: 64 hexadecimal digits in lower case.' },
    *find({ payload }, { document, isNew }) {
      const hash = payload?.value?.payload_hash;
      if (!payload || hash === undefined) return;
      if (!isHash(hash)) yield findingAt(payload, 'payload_hash', { reason: 'form' });
      const body = isNew ? undefined : document?.body?.();
      if (body && 'body' in body && isHash(hash) && !fitOf(hash, body.body)) yield findingAt(payload, 'payload_hash');
    },
  },
];

/** A webhook as Vonage signs it, to test one's own receiver with. */
export const vonageWebhook = defineKind({
  id: 'vonage-webhook',
  label: 'Vonage webhook',
  description: 'Signs a webhook as Vonage does, to test your own receiver',
  family: 'vonage',
  issuer: 'Vonage',
  source: vonagePage,
  recognises: isWebhook,
  claims: {
    payload_hash: { meaning: 'SHA-256 hash of the body of the request.', type: 'string', source: page },
    api_key: { meaning: 'API key: the account whose signature secret signs.', type: 'string', source: page },
    application_id: { meaning: 'Application ID: the Vonage application.', type: 'string', source: page },
  },
  life: { isEndless: true },
  required: ['jti', 'iat', 'api_key'],
  replacesChecks: ['no-expiry'],
  bodyClaims: (body) => ({ payload_hash: hashOf(body) }),
  checks,
  writing: {
    algorithms: ['HS256'],
    keyNames: /^(env|secret):.*vonage.*signature/i,
    fields: [
      field('apiKey', 'API key', 'The API key of the account, as its dashboard shows it.', {
        source: page,
        required: true,
        reference: true,
        form: '[\\da-zA-Z]{8}',
        example: 'abcd1234',
        claim: 'api_key',
      }),
      applicationField,
      field('payload', 'Payload', 'The body of the request; the token gets its SHA-256 hash.', {
        source: page,
        excludes: 'payloadHash',
        fromBody: true,
      }),
      field('payloadHash', 'Payload hash', 'The SHA-256 hash of the body, in lower-case hexadecimal.', {
        source: page,
        claim: 'payload_hash',
      }),
    ],
    refuses: ['vonage.payload-hash'],
    claims: ({ apiKey, applicationId, payload, payloadHash }, issue) => ({
      iat: issue.issuedAt,
      jti: issue.uuid(),
      iss: 'Vonage',
      payload_hash: typeof payload === 'string' ? hashOf(payload) : payloadHash,
      api_key: apiKey,
      application_id: applicationId,
      exp: issue.expires,
    }),
  },
});
