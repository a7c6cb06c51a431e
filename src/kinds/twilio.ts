import { claimCheck } from './checks.ts';
import { defineKind, field } from './define.ts';
import type { Field, Issue } from './kind.ts';

const page = 'https://www.twilio.com/docs/iam/access-tokens';
const contentType = 'twilio-fpa;v=1';

const startsWith = (claim: string, start: string) =>
  claimCheck(
    {
      code: 'twilio.issuer-or-subject',
      severity: 'error',
      source: page,
      message: '`{claim}` must be a SID that starts with `{start}`.',
    },
    claim,
    (sid) => !(typeof sid === 'string' && sid.startsWith(start)) && { start },
  );

const sidField = (name: string, label: string, help: string, claim: string, start: string): Field =>
  field(name, label, help, { required: true, claim, example: start + '0'.repeat(32) });

/** The SID of the API key and the issue time. */
const tokenId = (apiKey: unknown, { issuedAt }: Issue): string => `${apiKey}-${issuedAt}`;

/** What a client signs in to Twilio's SDKs with. */
export const twilio = defineKind({
  id: 'twilio',
  label: 'Twilio',
  description: 'Signs a client in to Twilio Voice, Conversations, Sync or Video',
  issuer: 'Twilio',
  source: page,
  recognises: (_payload, { cty }) => cty === contentType,
  claims: {
    iss: 'Issuer: the SID of the API key.',
    sub: 'Subject: the SID of the account.',
    jti: 'JWT ID: the SID of the API key and the issue time.',
    grants: { meaning: 'Grants: the identity, and what it may use.', type: 'object' },
  },
  // "All tokens have a limited lifetime, configurable for up to 24 hours."
  life: { default: 3600, longest: 24 * 3600 },
  required: ['jti', 'grants', 'exp', 'sub', 'iss'],
  tokenId: ({ iss }, issue) => tokenId(iss, issue),
  replacesChecks: ['no-expiry'],
  checks: [startsWith('iss', 'SK'), startsWith('sub', 'AC')],
  writing: {
    algorithms: ['HS256'],
    keyNames: /^(env|secret):.*twilio/i,
    fields: [
      sidField('accountSid', 'Account SID', 'The SID of the account (`AC…`).', 'sub', 'AC'),
      sidField('apiKey', 'API key SID', 'The SID of the API key whose secret signs (`SK…`).', 'iss', 'SK'),
      field('identity', 'Identity', 'The name of the user.', { required: true, claim: 'grants', member: 'identity' }),
      field(
        'grants',
        'Grants',
        'What the token allows: `video`, `voice`, `chat`, `data_sync`, `task_router`, `player`.',
        { type: 'object', required: true, claim: 'grants' },
      ),
      field('region', 'Region', 'The region of the account (header `twr`).', { parameter: 'twr' }),
    ],
    header: ({ region }) => ({ cty: contentType, twr: region }),
    claims: ({ accountSid, apiKey, identity, grants }, issue) => ({
      jti: tokenId(apiKey, issue),
      grants: { identity, ...(grants as object) },
      iat: issue.issuedAt,
      exp: issue.expires,
      iss: apiKey,
      sub: accountSid,
    }),
  },
});
