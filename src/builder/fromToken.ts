import { timesOf } from '../inspection/life.ts';
import { member, memberValue, prettyJson } from '../jwt/json.ts';
import type { JsonObject, JsonPart, Token } from '../jwt/token.ts';
import { fieldsOf } from '../kinds/fields.ts';
import { lifeOf } from '../kinds/index.ts';
import type { Field, WritableKind } from '../kinds/kind.ts';
import { hasPlace } from '../kinds/offers.ts';
import { algorithmOf } from '../recipes/recipe.ts';
import { parseReference } from '../recipes/reference.ts';
import { writeForm } from './check.ts';
import { inputOf } from './draft.ts';
import type { FormDraft, Input } from './protocol.ts';

type Inputs = Readonly<Record<string, Input>>;
type Written = { readonly header: JsonObject; readonly payload: JsonObject };

/** A form that was filled in from a token. */
export interface TokenDraft {
  readonly draft: FormDraft;
  /** Claims that the new token will have and the old one lacks. */
  readonly added: readonly string[];
}

/**
 * Fills the form of a kind in from a token of it, so that it makes the same claims and header anew, with new times and
 * a new id. Each claim goes to its field; what no field brings goes to the free claims and header, as it is written in
 * the token. No claim becomes a reference, and no key is told from a token.
 */
export function draftOfToken(kind: WritableKind, token: Token): TokenDraft {
  const { header, payload } = token;
  const fields = fieldsOf(kind);
  let inputs: Inputs = {
    ...fields.reduce(fromClaim(kind, token), {}),
    ...lifeInput(kind, token),
    ...startInput(kind, token),
  };
  for (const field of fields) inputs = closestOption(kind, field, inputs, payload?.value ?? {});
  const placed = fields.filter((field) => hasPlace(fields, field, inputs)).map(({ name }) => name);
  inputs = Object.fromEntries(Object.entries(inputs).filter(([name]) => placed.includes(name)));

  const written = write(kind, inputs);
  const claims = rest(
    payload,
    (name, value) =>
      isSame(value, memberValue(written.payload, name)) || (madeAnew.has(name) && Object.hasOwn(written.payload, name)),
  );
  const parameters = rest(header, (name, value) => name === 'alg' || isSame(value, memberValue(written.header, name)));
  return {
    draft: {
      kind: kind.id,
      inputs: { ...inputs, ...(claims && { claims }), ...(parameters && { header: parameters }) },
    },
    added: Object.keys(written.payload).filter((name) => !Object.hasOwn(payload?.value ?? {}, name)),
  };
}

/** Adds the input of a field that becomes a claim, where the token has it. */
function fromClaim(kind: WritableKind, { header, payload }: Token) {
  return (inputs: Inputs, field: Field): Inputs => {
    const { claim, parameter = field.type === 'algorithm' ? claim : undefined } = field;
    if (field.type === 'duration' || field.type === 'time') return inputs;
    const value =
      parameter !== undefined
        ? memberValue(header.value, parameter)
        : claim !== undefined && partOfClaim(kind, field, memberValue(payload?.value, claim));
    const isGiven = value !== undefined && value !== false && !isSame(value, field.default);
    // A foreign token must not make the builder read the environment.
    const isReference = field.reference && typeof value === 'string' && parseReference(value) !== undefined;
    const isImplied = field.type === 'algorithm' && value === algorithmOf(kind, {});
    return !isGiven || isReference || isImplied ? inputs : { ...inputs, [field.name]: inputOf(field, value) };
  };
}

/** The part of a claim's value that is a field's: one member of it, or what no other field brings. */
function partOfClaim(kind: WritableKind, { claim, member: own }: Field, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (own !== undefined) return memberValue(value as JsonObject, own);
  const others = fieldsOf(kind).flatMap((field) => (field.claim === claim && field.member ? [field.member] : []));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !others.includes(name)));
}

/** The life of the token, else the time when it expires; nothing where it is the kind's default or the token does not say. */
function lifeInput(kind: WritableKind, token: Token): Inputs {
  const { default: byDefault } = lifeOf(kind, token.payload?.value);
  const { issuedAt, notBefore, expires } = timesOf(token, kind, 0);
  if (expires === undefined) return {};
  const start = issuedAt ?? notBefore;
  const life = start === undefined ? byDefault : Math.ceil(expires - start - (kind.issuedBack ?? 0));
  if (life === undefined) return { expiresAt: new Date(expires * 1000).toISOString() };
  return life === byDefault || life <= 0 ? {} : { expiresIn: durationText(life) };
}

/** How far the token's `nbf` is from its `iat`, in a field that has that: it moves with the time of issue, as in a renewal. */
function startInput(kind: WritableKind, token: Token): Inputs {
  const { issuedAt, notBefore } = timesOf(token, kind, 0);
  const field = fieldsOf(kind).find(({ type, claim }) => type === 'duration' && claim === 'nbf');
  if (!field || notBefore === undefined) return {};
  return { [field.name]: durationText(Math.round(notBefore - (issuedAt ?? notBefore))) };
}

function durationText(seconds: number): string {
  if (seconds === 0 || seconds % 60 !== 0) return `${seconds}s`;
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${seconds / 60}m`;
}

/** For a field that decides which claims there are: the option that gives those of the token. */
function closestOption(kind: WritableKind, field: Field, inputs: Inputs, claims: JsonObject): Inputs {
  if (field.claim !== undefined || field.parameter !== undefined) return inputs;
  const candidates = options(field).map((option) => ({ ...inputs, [field.name]: option }));
  const distance = (candidate: Inputs) => differences(write(kind, candidate).payload, claims);
  let [best, least] = [inputs, distance(inputs)];
  for (const candidate of candidates) {
    const size = distance(candidate);
    if (size < least) [best, least] = [candidate, size];
  }
  return best;
}

/** How many names one object has and the other lacks. */
function differences(a: JsonObject, b: JsonObject): number {
  const lacking = (from: JsonObject, names: JsonObject) =>
    Object.keys(names).filter((name) => !Object.hasOwn(from, name)).length;
  return lacking(a, b) + lacking(b, a);
}

function options({ type, options = [] }: Field): readonly Input[] {
  const texts = options.filter((option) => typeof option === 'string');
  if (type === 'flag') return [false, true];
  if (type === 'choice') return texts;
  return type === 'choices' ? subsets(texts).filter((set) => set.length > 0) : [];
}

function subsets(items: readonly string[]): readonly (readonly string[])[] {
  const [first, ...others] = items;
  if (first === undefined) return [[]];
  const without = subsets(others);
  return [...without, ...without.map((set) => [first, ...set])];
}

/** The claims that are new in each token. */
const madeAnew: ReadonlySet<string> = new Set(['iat', 'nbf', 'exp', 'jti']);

/** What a form makes; its times and ids are of no meaning. */
function write(kind: WritableKind, inputs: Inputs): Written {
  const { written } = writeForm({ kind: kind.id, inputs }, { now: 0, uuid: () => '' });
  return { header: JSON.parse(written.header) as JsonObject, payload: JSON.parse(written.payload) as JsonObject };
}

/** The members of a part that the form does not make, as JSON text. */
function rest(part: JsonPart | undefined, isMade: (name: string, value: unknown) => boolean): string | undefined {
  const { root, text, value } = part ?? {};
  if (root?.type !== 'object' || text === undefined || !value) return undefined;
  const members = root.members.filter(
    (candidate) => member(root, candidate.name) === candidate && !isMade(candidate.name, value[candidate.name]),
  );
  if (members.length === 0) return undefined;
  const slices = members.map(({ nameSpan, value: node }) => text.slice(nameSpan.start, node.end));
  return prettyJson(`{${slices.join(',')}}`, '  ');
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
