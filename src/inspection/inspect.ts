import { nestedToken } from '../jwt/decode.ts';
import type { CheckContext, Finding, Problem, RequestBody, Severity } from '../jwt/problem.ts';
import type { Token } from '../jwt/token.ts';
import type { ClaimsVerdict, SignatureVerdict, StructureVerdict } from '../jwt/verdict.ts';
import { type Judgement, judgeWithoutKey } from '../jwt/verify.ts';
import { saysMissing } from '../kinds/checks.ts';
import { kindOf } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import { type Expected, type Facts, generalChecks } from './checks.ts';
import { nextChange, type TimeState, type Times, type TokenTime, timeState, timesOf, turningPoints } from './life.ts';

/** What a token is held against. */
export interface InspectionContext extends CheckContext {
  /** What the workspace expects of its tokens (`tokensmith.expect`). */
  readonly expected?: Expected;
  /** The severities that the settings give to problems, by code (`tokensmith.problems.severity`). */
  readonly severities?: Readonly<Record<string, string>>;
  /** The kind whose rules it has to keep, whatever its content makes of it; for a token that is being made. */
  readonly kind?: Kind;
  /** It is being written: that it has no signature yet is no fault. */
  readonly isDraft?: boolean;
  /** The kinds of the recipes whose key is to sign it, while it is being written. */
  readonly proven?: readonly string[];
}

/** All that is known of a token at a moment. Every feature words this, and decides nothing. */
export interface Inspection extends TokenTime {
  /** The token as it stands. */
  readonly token: Token;
  /** The token that has the claims: what a JWE holds once it is decrypted, the innermost of nested tokens, else `token`. */
  readonly innermost: Token;
  /** What `innermost` is for. */
  readonly kind: Kind;
  readonly times: Times;
  readonly structure: StructureVerdict;
  /** The verdict on the signature, of nested tokens on the innermost that was judged; `undefined`: not known yet. */
  readonly signature: SignatureVerdict | undefined;
  readonly claims: ClaimsVerdict;
  /** By which key, and why; `undefined`: not known yet. */
  readonly judgement: Judgement | undefined;
  /** Those of the token as it stands first, then those of what is nested in it. */
  readonly problems: readonly Problem[];
  /** The body of the request that it stands in, where its kind has claims that follow from that. */
  readonly body?: RequestBody;
  /** The clock when it was made, in milliseconds since the epoch. */
  readonly now: number;
  /** The instant until which the clock changes nothing about it nor about distances in words; Infinity: never. */
  readonly validUntil: number;
}

/** A token, and what it is for by all that is known of it: what whoever writes it anew goes by. */
export type TokenOfKind = Pick<Inspection, 'token' | 'kind'>;

/**
 * Says all that is known of a token at a moment: what it is for, its times, its state, the three verdicts, and what is
 * wrong with it.
 * @param given what is known of its signature, or of what is in it; `undefined` as long as that is not known
 */
export function inspect(token: Token, given: Judgement | undefined, context: InspectionContext): Inspection {
  // What nobody has signed can be told where nobody may look at keys, too.
  const isOpen = given === undefined || given.signature === 'not-checked';
  const judgement = (isOpen && !context.isDraft ? judgeWithoutKey(token) : undefined) ?? given;
  const layers = layersOf(token, judgement);
  const { token: innermost, judgement: proof } = layers.at(-1) ?? { token, judgement };
  const kind = context.kind ?? kindOf(innermost, proof?.key?.kinds ?? context.proven ?? []);
  const times = timesOf(innermost, kind, context.tolerance);
  const points = turningPoints(times, context);
  const time = timeState(innermost, times, context);
  const problems = layers.flatMap((layer) => {
    const facts: Facts = {
      token: layer.token,
      times,
      ...time,
      points,
      context,
      expected: context.expected,
      isDraft: context.isDraft ?? false,
      signature: layer.judgement?.signature,
      key: layer.judgement?.key,
    };
    return layer.token === innermost
      ? problemsOf(layer, kind.checks, facts, kind, context)
      : problemsOf(layer, [], withoutTimes(facts), kind, context);
  });
  const body = kind.bodyClaims && context.document?.body?.();
  return {
    token,
    innermost,
    kind,
    times,
    ...time,
    structure: structureVerdict(problems),
    signature: judgement?.signature,
    claims: claimsVerdict(problems, time.state, innermost),
    judgement,
    problems,
    ...(body && { body }),
    now: context.now,
    validUntil: nextChange(times, points, time.at, context.now),
  };
}

/** A token on the way from the one that stands there to the innermost. */
interface Layer {
  readonly token: Token;
  /** What is known of its signature. */
  readonly judgement: Judgement | undefined;
  readonly isDecrypted: boolean;
  readonly isNested: boolean;
}

function layersOf(token: Token, judgement: Judgement | undefined): readonly Layer[] {
  const { decryption } = judgement ?? {};
  if (!decryption) {
    const layer = { token, judgement, isDecrypted: false, isNested: false };
    const inner = nestedToken(token);
    return inner?.header.value
      ? [layer, ...layersOf(inner, undefined).map((below) => ({ ...below, isNested: true }))]
      : [layer];
  }
  const { nested } = decryption;
  if (!nested) return [{ token: decryption.token, judgement, isDecrypted: true, isNested: false }];
  const inner = layersOf(nested.token, nested.judgement);
  return [
    { token, judgement: undefined, isDecrypted: false, isNested: false },
    ...inner.map((layer) => ({ ...layer, isDecrypted: true, isNested: true })),
  ];
}

/** The facts of a token that has no claims of its own: those of the token in it are told there. */
function withoutTimes(facts: Facts): Facts {
  const points = { issued: Number.NaN, valid: Number.NaN, expiresSoon: Number.NaN, expired: Number.NaN };
  return { ...facts, state: 'unreadable', points };
}

interface Row {
  readonly code: string;
  readonly severity: Severity;
  readonly isQuiet?: true;
}

/** The problems of a token by its kind's checks and the general ones, in the order of these. */
function problemsOf(
  layer: Layer,
  checks: Kind['checks'],
  facts: Facts,
  kind: Kind,
  context: InspectionContext,
): readonly Problem[] {
  const { token, isDecrypted, isNested } = layer;
  const isPublic = (code: string, { part }: Finding) =>
    !isDecrypted || (!isNested && part === 'header' && generalChecks.some((check) => check.code === code));
  const problem = (row: Row, { tokenSpan, ...finding }: Finding): Problem => {
    const severity = severityOf(row, kind, context);
    return {
      ...finding,
      // Offsets in a nested token lead nowhere in the token as it stands.
      ...(tokenSpan && !isNested && { tokenSpan }),
      code: row.code,
      severity,
      level: levelOf(row.code, severity, context.severities ?? {}),
      ...(!isPublic(row.code, finding) && { isDecrypted: true }),
    };
  };
  const { replacesChecks = [] } = kind;
  return oneOfEach([
    ...checks.flatMap((check) => [...check.find(token, context)].map((finding) => problem(check, finding))),
    ...generalChecks
      .filter(({ code }) => !replacesChecks.includes(code))
      .flatMap((check) => [...check.find(facts)].map((finding) => problem(check, finding))),
  ]);
}

/**
 * One fault is one problem: a claim that is there and says nothing (`null`, an empty text) is missing, and breaks no rule
 * about its value besides; where a time should be, it is no number, and not missing.
 */
function oneOfEach(problems: readonly Problem[]): readonly Problem[] {
  const placeOf = ({ part, span }: Problem) => span && `${part} ${span.start}`;
  const valuesWith = (isMeant: (code: string) => boolean) =>
    new Set(problems.flatMap((problem) => (isMeant(problem.code) ? (placeOf(problem) ?? []) : [])));
  const empty = valuesWith(saysMissing);
  if (empty.size === 0) return problems;
  const untimely = valuesWith((code) => code === 'time-not-a-number');
  return problems.filter((problem) => {
    const value = placeOf(problem);
    return !value || !empty.has(value) || saysMissing(problem.code) !== untimely.has(value);
  });
}

/** A problem's severity: its kind's, and where nobody sends the token a hint, else the table's. */
function severityOf({ code, severity, isQuiet }: Row, kind: Kind, { document }: InspectionContext): Severity {
  if (isQuiet && document?.isQuiet) return 'hint';
  return kind.severities?.[code] ?? severity;
}

const LEVELS: readonly (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];

/**
 * What the settings make of the severity of a problem; the severity itself where they say nothing that can be used.
 * @param severities by code (`tokensmith.problems.severity`)
 */
export function levelOf(
  code: string,
  severity: Severity,
  severities: Readonly<Record<string, unknown>>,
): Severity | 'off' {
  const level = Object.hasOwn(severities, code) ? severities[code] : undefined;
  return LEVELS.find((each) => each === level) ?? severity;
}

/** Codes that answer to another verdict: a claim is none the worse for a bad signature or a padded part. */
const OTHER_VERDICTS: ReadonlySet<string> = new Set(['malformed', 'signature-invalid', 'signature-missing']);

/** The verdict on a token's structure. */
function structureVerdict(problems: readonly Problem[]): StructureVerdict {
  return problems.some(({ code }) => code === 'malformed') ? 'malformed' : 'ok';
}

/**
 * The verdict on a token's claims: `unknown` where they cannot be read, `problems` for any error about a claim or header
 * parameter. What only the structure or the signature says is left to their verdicts.
 */
function claimsVerdict(problems: readonly Problem[], state: TimeState, { payload }: Token): ClaimsVerdict {
  if (!payload?.value) return 'unknown';
  if (state === 'expired' || state === 'not-yet-valid') return state;
  const isError = ({ code, severity }: Problem) => severity === 'error' && !OTHER_VERDICTS.has(code);
  return problems.some(isError) ? 'problems' : 'ok';
}
