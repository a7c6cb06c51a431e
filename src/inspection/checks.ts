import { NONE } from '../jwt/algorithms.ts';
import { criticalFindings } from '../jwt/critical.ts';
import { findingAt, rfc } from '../jwt/findings.ts';
import { duplicateMembers, memberValue } from '../jwt/json.ts';
import type { Finding, Severity } from '../jwt/problem.ts';
import { isTime, type TimeContext } from '../jwt/time.ts';
import type { Fault, JsonPart, Token } from '../jwt/token.ts';
import type { SignatureVerdict } from '../jwt/verdict.ts';
import { type Candidate, otherEncoding } from '../jwt/verify.ts';
import { isMissing } from '../kinds/checks.ts';
import { mediaType } from '../kinds/profile.ts';
import { secondsUntil, type TimeState, type Times, type TurningPoints } from './life.ts';

/** What the general checks look at. */
export interface Facts {
  readonly token: Token;
  readonly times: Times;
  readonly state: TimeState;
  readonly points: TurningPoints;
  readonly context: TimeContext;
  /** What the token should say; `undefined` where nobody expects anything. */
  readonly expected: Expected | undefined;
  /** It is being written, and has no signature yet. */
  readonly isDraft: boolean;
  /** What is known of the signature. */
  readonly signature: SignatureVerdict | undefined;
  /** The key that proved it. */
  readonly key: Candidate | undefined;
}

/** What the tokens of a workspace should say, any of each list; where a list is empty, anything. */
export interface Expected {
  readonly issuer: readonly string[];
  readonly audience: readonly string[];
}

/** A row of the table of problems that any token can have. */
export interface GeneralCheck {
  readonly code: string;
  /** The default severity. */
  readonly severity: Severity;
  /** It is a hint in a file that only shows tokens. */
  readonly isQuiet?: true;
  /** The page of the one who issued the rule. */
  readonly source: string;
  readonly find: (facts: Facts) => Iterable<Finding>;
}

/** The claims of an access token (RFC 9068 section 2.2). */
const ACCESS_TOKEN_CLAIMS = ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'];

/** The checks that hold for a token of any kind. Spans of seconds in `data` are whole. */
export const generalChecks: readonly GeneralCheck[] = [
  {
    // data: `part`, and `reason`: a fault's, `compressed` (with its `name`) for a payload that cannot be read because it
    // is, `algorithm` for an `alg` that is no string, or one of critical.ts
    code: 'malformed',
    severity: 'error',
    source: rfc(7519, '7.2'),
    *find({ token: { text, header, faults } }) {
      for (const fault of faults) {
        const { part, offset } = fault;
        if (part === 'payload' && isUnencoded(header)) continue;
        const tokenSpan = { start: offset, end: Math.min(offset + 1, text.length) };
        const data = { part, ...(compression(fault, header) ?? { reason: fault.reason }) };
        yield { ...((part === 'header' || part === 'payload') && { part }), tokenSpan, data };
      }
      if (!header.value) return;
      if (typeof memberValue(header.value, 'alg') !== 'string') {
        yield findingAt(header, 'alg', { part: header.name, reason: 'algorithm' });
      }
      yield* criticalFindings(header);
    },
  },
  {
    code: 'unsigned',
    severity: 'warning',
    source: rfc(7519, '6'),
    *find({ token: { form, header } }) {
      if (form === 'jws' && memberValue(header.value, 'alg') === NONE) yield findingAt(header, 'alg');
    },
  },
  {
    code: 'signature-missing',
    severity: 'error',
    source: rfc(7515, '5.2'),
    *find({ token: { form, header, parts }, isDraft }) {
      const signature = parts[2];
      if (isDraft || form !== 'jws' || !signature || signature.start < signature.end) return;
      if (header.value && memberValue(header.value, 'alg') !== NONE) yield { tokenSpan: lastCharacter(signature.end) };
    },
  },
  {
    code: 'duplicate-claim',
    severity: 'warning',
    source: rfc(7519, '4'),
    *find({ token: { header, payload } }) {
      for (const part of payload ? [header, payload] : [header]) {
        for (const { name, nameSpan } of part.root ? duplicateMembers(part.root) : []) {
          yield { part: part.name, claim: name, span: nameSpan };
        }
      }
    },
  },
  {
    // data: `unit`: milliseconds, microseconds or nanoseconds
    code: 'time-in-milliseconds',
    severity: 'error',
    source: rfc(7519, '2'),
    *find({ token: { payload }, times }) {
      for (const claim of Object.values(times.claims)) {
        const value = memberValue(payload?.value, claim);
        if (payload && typeof value === 'number' && !isTime(value))
          yield findingAt(payload, claim, { unit: unitOf(value) });
      }
    },
  },
  {
    // data: `type`, what it is instead
    code: 'time-not-a-number',
    severity: 'error',
    source: rfc(7519, '2'),
    *find({ token: { payload }, times }) {
      for (const claim of Object.values(times.claims)) {
        const value = memberValue(payload?.value, claim);
        if (payload && value !== undefined && typeof value !== 'number')
          yield findingAt(payload, claim, { type: jsonType(value) });
      }
    },
  },
  {
    // data: `other`, the claim that the expiry does not come after
    code: 'expires-before-issued',
    severity: 'error',
    source: rfc(7519, '4.1.4'),
    *find({ token: { payload }, times: { issuedAt = -Infinity, notBefore = -Infinity, claims } }) {
      const expires = memberValue(payload?.value, claims.expires);
      if (!payload || !isTime(expires) || expires > Math.max(issuedAt, notBefore)) return;
      yield findingAt(payload, claims.expires, { other: expires <= issuedAt ? claims.issuedAt : claims.notBefore });
    },
  },
  {
    // data: `ago`; and where no claim decides on the expiry `life` and `origin`
    code: 'expired',
    severity: 'warning',
    isQuiet: true,
    source: rfc(7519, '4.1.4'),
    *find(facts) {
      if (facts.state === 'expired') yield* atExpiry(facts, { ago: -distance(facts, facts.times.expires) });
    },
  },
  {
    // data: `in`; and where no claim decides on the expiry `life` and `origin`
    code: 'expires-soon',
    severity: 'hint',
    source: rfc(7519, '4.1.4'),
    *find(facts) {
      const { points, context } = facts;
      if (context.now >= points.expiresSoon && context.now < points.expired)
        yield* atExpiry(facts, { in: Math.max(0, distance(facts, facts.times.expires)) });
    },
  },
  {
    // data: `in`
    code: 'not-yet-valid',
    severity: 'warning',
    isQuiet: true,
    source: rfc(7519, '4.1.5'),
    *find(facts) {
      const { token, times, points, context } = facts;
      if (token.payload && context.now < points.valid)
        yield findingAt(token.payload, times.claims.notBefore, { in: distance(facts, times.notBefore) });
    },
  },
  {
    // data: `in`
    code: 'issued-in-future',
    severity: 'warning',
    isQuiet: true,
    source: rfc(7519, '4.1.6'),
    *find(facts) {
      const { token, times, points, context } = facts;
      if (token.payload && context.now < points.issued)
        yield findingAt(token.payload, times.claims.issuedAt, { in: distance(facts, times.issuedAt) });
    },
  },
  {
    code: 'no-expiry',
    severity: 'information',
    isQuiet: true,
    source: rfc(7519, '4.1.4'),
    *find({ token, times }) {
      if (token.payload?.value && times.isOpen && !times.isEndless)
        yield { part: 'payload', claim: times.claims.expires };
    },
  },
  {
    code: 'access-token.missing-claim',
    severity: 'warning',
    source: rfc(9068, '2.2'),
    *find({ token: { header, payload } }) {
      if (!payload?.value || mediaType(header.value) !== 'at+jwt') return;
      for (const claim of ACCESS_TOKEN_CLAIMS) {
        if (isMissing(payload.value, claim)) yield findingAt(payload, claim);
      }
    },
  },
  {
    code: 'unexpected-issuer',
    severity: 'warning',
    source: rfc(7519, '4.1.1'),
    *find({ token: { payload }, expected }) {
      if (payload && isUnexpected(memberValue(payload.value, 'iss'), expected?.issuer)) yield findingAt(payload, 'iss');
    },
  },
  {
    code: 'unexpected-audience',
    severity: 'warning',
    source: rfc(7519, '4.1.3'),
    *find({ token: { payload }, expected }) {
      if (payload && isUnexpected(memberValue(payload.value, 'aud'), expected?.audience))
        yield findingAt(payload, 'aud');
    },
  },
  {
    code: 'secret-encoding',
    severity: 'information',
    source: rfc(7518, '3.2'),
    // data: `stated` and `proved`, the encodings of the recipe and of the token; `recipe`, its name where it has one
    *find({ token: { parts }, signature, key }) {
      const tokenSpan = parts.at(-1);
      if (signature !== 'valid' || !tokenSpan || !key?.encoding) return;
      const { encoding: stated, recipe = '' } = key;
      const proved = otherEncoding(key);
      if (proved) yield { tokenSpan, data: { stated, proved, recipe } };
    },
  },
  {
    code: 'signature-invalid',
    severity: 'error',
    source: rfc(7515, '5.2'),
    // data: `form`: of a JWE, that it does not decrypt
    *find({ token: { form, parts }, signature }) {
      const tokenSpan = parts[form === 'jwe' ? 4 : 2];
      if (signature !== 'invalid' || !tokenSpan || tokenSpan.start === tokenSpan.end) return;
      yield { tokenSpan, ...(form === 'jwe' && { data: { form } }) };
    },
  },
];

/** Faults of a payload that is no text. */
const ILLEGIBLE: ReadonlySet<Fault['reason']> = new Set(['utf-8', 'json', 'json-cut-off']);

/** That a payload cannot be read because it is compressed, which RFC 7516 section 4.1.3 has for JWEs alone. */
function compression({ part, reason }: Fault, header: JsonPart) {
  const zip = memberValue(header.value, 'zip');
  return part === 'payload' && typeof zip === 'string' && ILLEGIBLE.has(reason)
    ? { reason: 'compressed', name: zip }
    : undefined;
}

/** Whether a payload is no base64url, by the header's own word (RFC 7797), of which `crit` is told that no JWT may say it. */
function isUnencoded({ value }: JsonPart): boolean {
  const critical = memberValue(value, 'crit');
  return memberValue(value, 'b64') === false && Array.isArray(critical) && critical.includes('b64');
}

/** Where a part of no length is to be marked: at the dot before it. */
function lastCharacter(end: number) {
  return { start: end - 1, end };
}

/** A finding about the expiry: at its claim, or where there is none at the issue that it is counted from. */
function* atExpiry({ token: { payload }, times }: Facts, data: Readonly<Record<string, number>>): Generator<Finding> {
  if (!payload) return;
  const { claims, origin, life } = times;
  const isStated = memberValue(payload.value, claims.expires) !== undefined;
  yield findingAt(payload, isStated ? claims.expires : claims.issuedAt, {
    ...data,
    ...(life !== undefined && origin && { life, origin }),
  });
}

function distance({ context }: Facts, instant = 0): number {
  return secondsUntil(instant, context.now);
}

/** The unit in which a number that is too large for seconds is a time of our day. */
function unitOf(value: number): string {
  const size = Math.abs(value);
  return size < 1e15 ? 'milliseconds' : size < 1e18 ? 'microseconds' : 'nanoseconds';
}

function jsonType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** Whether a claim names somebody, and nobody whom one expects. */
function isUnexpected(value: unknown, expected: readonly string[] = []): boolean {
  const named = Array.isArray(value) ? value : [value];
  return expected.length > 0 && value !== undefined && !named.some((name) => expected.includes(name));
}
