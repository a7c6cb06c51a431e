import { findingAt } from '../jwt/findings.ts';
import { memberValue } from '../jwt/json.ts';
import type { JsonObject } from '../jwt/token.ts';
import { aclFault } from './acl.ts';
import { claimCheck } from './checks.ts';
import { type ClaimTexts, defineKind, field } from './define.ts';
import { uuidForm } from './forms.ts';
import type { Field, Issue, Kind, KindCheck, Writing } from './kind.ts';

/** What the tokens of a Vonage application share: recognition, claims, limits and checks. */

/** Vonage's page on the tokens of an application. */
export const vonagePage = 'https://developer.vonage.com/en/video/guides/authentication';

const uuid = new RegExp(`^${uuidForm}$`);

/** Whether a token is one that Vonage signs a webhook with; it may name an application, too. */
export function isWebhook(payload: JsonObject): boolean {
  return payload.iss === 'Vonage' && (Object.hasOwn(payload, 'payload_hash') || Object.hasOwn(payload, 'api_key'));
}

type ApplicationKind = 'vonage-rest' | 'vonage-video' | 'vonage-user';

/** Which token of a Vonage application this is. An `application_id` alone is anybody's: it must be a UUID, or an RSA key must sign. */
function applicationKind(payload: JsonObject, { alg }: JsonObject): ApplicationKind | undefined {
  const has = (name: string) => Object.hasOwn(payload, name);
  const { application_id: id, scope, sub } = payload;
  if (isWebhook(payload)) return undefined;
  const joinsSession = scope === 'session.connect';
  if (!has('application_id')) return joinsSession && has('session_id') && !has('ist') ? 'vonage-video' : undefined;
  if (!(typeof id === 'string' && uuid.test(id)) && !/^[RP]S\d+$/.test(String(alg))) return undefined;
  if (joinsSession || has('session_id') || sub === 'video') return 'vonage-video';
  return has('sub') ? 'vonage-user' : 'vonage-rest';
}

const claims: ClaimTexts = {
  application_id: 'Application ID: the Vonage application that the token speaks for.',
  iat: { meaning: 'Issued at: when the token was made.', type: 'time' },
  exp: {
    meaning: 'Expiration time: at most 24 hours after `iat`, 15 minutes where it is absent.',
    type: 'time',
  },
  jti: 'JWT ID: names this one token.',
  acl: { meaning: 'Access control list: the paths this token may access.', type: 'object' },
};

/** The application that a token speaks for. */
export const applicationField: Field = field(
  'applicationId',
  'Application ID',
  'The UUID of the Vonage application, as its dashboard shows it.',
  {
    type: 'uuid',
    reference: true,
    form: uuidForm,
    example: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
    claim: 'application_id',
  },
);

/** The claims of any token of an application, in the order of the contract. */
export function vonageBase(applicationId: unknown, issue: Issue): Readonly<Record<string, unknown>> {
  return { application_id: applicationId, iat: issue.issuedAt, jti: issue.uuid(), exp: issue.expires };
}

/** The form of application ids. */
export const notUuid: KindCheck = claimCheck(
  {
    code: 'vonage.application-id-not-uuid',
    severity: 'error',
    source: vonagePage,
    message: 'The application id is not a UUID. Copy it from the application in the Vonage dashboard.',
  },
  'application_id',
  (id) => typeof id !== 'string' || !uuid.test(id),
);

/** What must be text where it is there: the SDKs take it for such, and readers fail on anything else. */
export const claimNotText: KindCheck = {
  code: 'vonage.claim-not-text',
  severity: 'error',
  source: vonagePage,
  message: '`{claim}` must be a string.',
  *find({ payload }) {
    for (const claim of ['jti', 'session_id', 'data', 'connection_data', 'role']) {
      const value = memberValue(payload?.value, claim);
      // That `null` is nothing is said of a required claim by `vonage.missing-claim`.
      if (payload && value !== undefined && value !== null && typeof value !== 'string')
        yield findingAt(payload, claim);
    }
  },
};

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

const invalidAcl: KindCheck = claimCheck(
  {
    code: 'vonage.invalid-acl',
    severity: 'error',
    source: vonagePage,
    message: 'The ACL must be an object: `{"paths": {"/path/**": {}}}`.',
    messages: {
      'no-paths': 'The ACL has no object `paths`: `{"paths": {"/path/**": {}}}`.',
      path: "ACL path `{path}`: paths start with `/` and can't contain spaces.",
      rule: 'ACL path `{path}`: its value must be an object, such as `{}`.',
      methods: 'ACL path `{path}`: `methods` must be an array, such as `["GET"]`.',
      filters: 'ACL path `{path}`: `filters` must be an object.',
    },
  },
  'acl',
  aclFault,
);

type ApplicationKindData = Pick<Kind, 'label' | 'description' | 'required' | 'checks'> & {
  readonly id: ApplicationKind;
  readonly claims?: ClaimTexts;
  readonly writing: Pick<Writing, 'command' | 'fields' | 'claims'>;
};

/** A kind of token that an application's private key signs. */
export function applicationToken(kind: ApplicationKindData): Kind {
  return defineKind({
    ...kind,
    family: 'vonage',
    hosts: ['nexmo.com', 'vonage.com', 'opentok.com'],
    issuer: 'Vonage',
    source: vonagePage,
    recognises: (payload, header) => applicationKind(payload, header) === kind.id,
    claims: { ...claims, ...kind.claims },
    // "If the exp claim is not provided, then the JWT will expire by default in 15 minutes. The max expiration time for a
    // JWT is 24 hours." Later than that it is refused whatever `exp` says: Vonage's support article 360000958407.
    life: { default: 15 * 60, implied: 15 * 60, longest: 24 * 60 * 60, isEnforced: true },
    replacesChecks: ['no-expiry'],
    checks: [notUuid, claimNotText, sdkOptionAsClaim, invalidAcl, ...kind.checks],
    writing: {
      algorithms: ['RS256'],
      keyNames: /^vonage-config$|^env:VONAGE_(?!.*SIGNATURE)|^file:(.*\/)?private\.key$/,
      ...kind.writing,
    },
  });
}
