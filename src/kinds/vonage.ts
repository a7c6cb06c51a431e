import { findingAt } from '../jwt/findings.ts';
import { memberValue } from '../jwt/json.ts';
import { isTime } from '../jwt/time.ts';
import { aclFault } from './acl.ts';
import { algorithmCheck, claimCheck, requiredClaims } from './checks.ts';
import type { ClaimDescriptions, Field, Issue, KindCheck } from './kind.ts';

/** What all Vonage tokens share: their claims, limits and checks. */

export const vonagePage = 'https://developer.vonage.com/en/video/guides/authentication';

/** "If the exp claim is not provided, then the JWT will expire by default in 15 minutes. The max expiration time for a JWT is 24 hours." */
export const vonageLife = { default: 15 * 60, implied: 15 * 60, longest: 24 * 60 * 60, isEnforced: true } as const;

const uuidForm = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const uuid = new RegExp(`^${uuidForm}$`, 'i');

export const vonageClaims: ClaimDescriptions = {
  application_id: {
    meaning: 'Application ID: the Vonage application that the token speaks for.',
    type: 'string',
    source: vonagePage,
  },
  iat: { meaning: 'Issued at: when the token was made.', type: 'time', source: vonagePage },
  exp: {
    meaning: 'Expiration time: at most 24 hours after `iat`, 15 minutes where it is absent.',
    type: 'time',
    source: vonagePage,
  },
  jti: { meaning: 'JWT ID: names this one token.', type: 'string', source: vonagePage },
};

export const aclClaim: ClaimDescriptions = {
  acl: { meaning: 'Access control list: the paths this token may access.', type: 'object', source: vonagePage },
};

export const applicationField: Field = {
  name: 'applicationId',
  type: 'uuid',
  label: 'Application ID',
  help: 'The UUID of the Vonage application, as its dashboard shows it.',
  source: vonagePage,
  required: true,
  reference: true,
  form: uuidForm,
  example: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  claim: 'application_id',
};

/** The claims of any Vonage token, in the order of the contract. */
export function vonageBase(applicationId: unknown, issue: Issue): Readonly<Record<string, unknown>> {
  return { application_id: applicationId, iat: issue.issuedAt, jti: issue.uuid(), exp: issue.expires };
}

const lifetime: KindCheck = {
  code: 'vonage.lifetime-too-long',
  severity: 'error',
  source: vonagePage,
  message:
    'Vonage accepts a lifetime of at most 24 hours; this token has {hours}. Set `exp` to at most 24 hours after `iat`.',
  *find({ payload }, { now, isNew }) {
    const { iat, exp } = payload?.value ?? {};
    if (!payload || !isTime(iat) || !isTime(exp)) return;
    const life = exp - (isNew ? Math.min(iat, now / 1000) : iat);
    if (life > vonageLife.longest) yield findingAt(payload, 'exp', { hours: lifeInWords(life) });
  },
};

/** A life in whole days or hours with one decimal; a number with its unit's sign, the same in every language. */
function lifeInWords(seconds: number): string {
  const hours = seconds / 3600;
  return hours >= 48 ? `${Math.floor(hours / 24)} d` : `${Math.ceil(hours * 100) / 100} h`;
}

/** Options of `@vonage/jwt` that it leaves in the token as claims, which nobody reads. */
const sdkOptions: Readonly<Record<string, string>> = {
  ttl: 'exp',
  subject: 'sub',
  issued_at: 'iat',
  notBefore: 'nbf',
  expireTime: 'exp',
};

const sdkOptionAsClaim: KindCheck = {
  code: 'vonage.sdk-option-as-claim',
  severity: 'warning',
  source: 'https://github.com/Vonage/vonage-node-sdk/tree/3.x/packages/jwt',
  message: '`{claim}` is an SDK option, not a claim, and has no effect here. Use `{instead}`.',
  *find(token) {
    for (const [claim, instead] of Object.entries(sdkOptions)) {
      if (token.payload && memberValue(token.payload.value, claim) !== undefined)
        yield findingAt(token.payload, claim, { instead });
    }
  },
};

/** The checks of every Vonage token. `required` are the claims that the kind's page lists as required. */
export function vonageChecks(required: readonly string[]): readonly KindCheck[] {
  return [
    requiredClaims(
      {
        code: 'vonage.missing-claim',
        severity: 'error',
        source: vonagePage,
        message: 'Vonage requires `{claim}`, which is missing or empty.',
      },
      required,
    ),
    algorithmCheck(
      {
        code: 'vonage.wrong-algorithm',
        severity: 'error',
        source: vonagePage,
        message: 'Vonage accepts {allowed} only.',
      },
      ['RS256'],
    ),
    claimCheck(
      {
        code: 'vonage.application-id-not-uuid',
        severity: 'error',
        source: vonagePage,
        message: 'The application id is not a UUID. Copy it from the application in the Vonage dashboard.',
      },
      'application_id',
      (id) => typeof id !== 'string' || !uuid.test(id),
    ),
    lifetime,
    sdkOptionAsClaim,
  ];
}

/** The ACL's form, wherever a Vonage token carries one. */
export const aclIsMalformed: KindCheck = claimCheck(
  {
    code: 'vonage.invalid-acl',
    severity: 'error',
    source: vonagePage,
    message:
      'The ACL must be `{"paths": {"/path/**": {}}}`: paths begin with `/` and hold no white space; `methods` is a list, `filters` an object.',
  },
  'acl',
  (acl) => aclFault(acl) !== undefined,
);
