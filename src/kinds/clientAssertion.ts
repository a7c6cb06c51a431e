import { findingAt } from '../jwt/findings.ts';
import { isTime } from '../jwt/time.ts';
import type { JsonObject } from '../jwt/token.ts';
import { claimCheck } from './checks.ts';
import { defineKind, field } from './define.ts';
import type { KindCheck } from './kind.ts';
import { mediaType } from './profile.ts';

const rfc7523 = 'https://www.rfc-editor.org/rfc/rfc7523#section-3';
const type = 'client-authentication+jwt';

const algorithms = [
  'RS256',
  'PS256',
  'ES256',
  'EdDSA',
  'RS384',
  'RS512',
  'PS384',
  'PS512',
  'ES384',
  'ES512',
  'Ed25519',
  'ML-DSA-44',
  'ML-DSA-65',
  'ML-DSA-87',
];

const isTyped = (header: JsonObject): boolean => mediaType(header) === type;

/** A client says who it is itself, once, for a short time: OpenID Connect Core section 9. No `typ` tells that. */
function isAssertion({ iss, sub, aud, jti, iat, nbf, exp }: JsonObject, { alg }: JsonObject): boolean {
  const start = isTime(iat) ? iat : nbf;
  return (
    typeof iss === 'string' &&
    iss === sub &&
    aud !== undefined &&
    jti !== undefined &&
    isTime(exp) &&
    isTime(start) &&
    exp - start <= 600 &&
    algorithms.includes(String(alg))
  );
}

const checks: readonly KindCheck[] = [
  {
    code: 'client-assertion.subject',
    severity: 'error',
    source: rfc7523,
    message: '`sub` must be the client ID, as `iss` is.',
    *find({ header, payload }) {
      const { iss, sub } = payload?.value ?? {};
      if (payload && isTyped(header.value ?? {}) && iss && sub && iss !== sub) yield findingAt(payload, 'sub');
    },
  },
  claimCheck(
    {
      code: 'client-assertion.audience',
      severity: 'warning',
      source: 'https://datatracker.ietf.org/doc/draft-ietf-oauth-rfc7523bis/',
      message: 'The audience should be one string, the issuer of the authorization server: some servers reject a list.',
    },
    'aud',
    (aud) => Array.isArray(aud) && aud.length !== 1,
  ),
];

/** How an OAuth client says who it is with its private key (private_key_jwt), or asks for a token (JWT bearer grant). */
export const clientAssertion = defineKind({
  id: 'client-assertion',
  label: 'Client assertion',
  description: 'Authenticates an OAuth client (private_key_jwt), or asks for a token (JWT bearer grant)',
  issuer: 'RFC 7523',
  source: rfc7523,
  recognises: (payload, header) =>
    isTyped(header) || ((mediaType(header) || 'jwt') === 'jwt' && isAssertion(payload, header)),
  claims: {
    iss: 'Issuer: the client ID.',
    sub: 'Subject: the client ID, or whom a bearer grant is for.',
    aud: { meaning: 'Audience: the authorization server.', type: 'string-or-array' },
    jti: 'JWT ID: accepted once.',
  },
  life: { default: 300 },
  required: (_payload, header) => [...(isTyped(header) ? ['jti'] : []), 'exp', 'aud', 'sub', 'iss'],
  replacesChecks: ['no-expiry'],
  checks,
  writing: {
    algorithms,
    keyChoosesAlgorithm: true,
    usesKeyId: true,
    isAssertion: true,
    // With another subject, or a longer life.
    isAnybodys: true,
    refuses: ['client-assertion.audience'],
    fields: [
      field('clientId', 'Client ID', 'The ID of the OAuth client.', { required: true, claim: 'iss' }),
      field('audience', 'Audience', 'The issuer of the authorization server, or its token endpoint.', {
        required: true,
        claim: 'aud',
      }),
      field('subject', 'Subject', 'For a bearer grant: the user or account that the token is for.', {
        claim: 'sub',
        otherwise: 'clientId',
      }),
      field('keyId', 'Key ID', 'The ID of the key (`kid`), where the key has none of its own.', {
        parameter: 'kid',
        fromKey: 'id',
      }),
    ],
    claims: ({ clientId, audience, subject = clientId }, issue) => ({
      iss: clientId,
      sub: subject,
      aud: audience,
      jti: issue.uuid(),
      iat: issue.issuedAt,
      exp: issue.expires,
    }),
  },
});
