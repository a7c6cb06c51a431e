import type { TimeRules } from '../jwt/time.ts';
import type { JsonObject, Token } from '../jwt/token.ts';
import { custom } from './custom.ts';
import type { Kind, Life, WritableKind } from './kind.ts';
import { saysOtherwise } from './profile.ts';
import { registeredClaims } from './registered.ts';
import { kinds } from './table.ts';

export { kinds };

/** The kinds that can be written. */
export const writableKinds: readonly WritableKind[] = kinds.filter(isWritableKind);

/**
 * What a token is for, by its content. A token whose payload cannot be read is `custom`.
 * @param proven the kinds of the recipes whose key verifies the token: where content alone makes it `custom`, and these
 *   are of one family, it is of the kind of that family that its claims come nearest
 */
export function kindOf(token: Token, proven: readonly string[] = []): Kind {
  const payload = token.payload?.value ?? {};
  const header = token.header.value ?? {};
  const kind = kinds.find(({ recognises }) => recognises(payload, header)) ?? custom;
  return (kind === custom && token.payload?.value && nearestOf(proven, payload, header)) || kind;
}

function nearestOf(proven: readonly string[], payload: JsonObject, header: JsonObject): Kind | undefined {
  const families = new Set(kinds.filter(({ id }) => proven.includes(id)).map(familyOf));
  const relatives = families.size === 1 ? kinds.filter((kind) => families.has(familyOf(kind))) : [];
  const own = new Set(relatives.flatMap(({ claims }) => Object.keys(claims)));
  if (saysOtherwise(payload, header, own)) return undefined;
  const distances = relatives.map((kind) => distance(kind, payload, header));
  return relatives[distances.indexOf(Math.min(...distances))];
}

/** How many claims a token has that a kind does not know, and how many it lacks that the kind requires; the former count more. */
function distance(kind: Kind, payload: JsonObject, header: JsonObject): number {
  const known = { ...registeredClaims, ...kind.claims };
  const foreign = Object.keys(payload).filter((name) => !Object.hasOwn(known, name));
  const lacking = requiredOf(kind, payload, header).filter((name) => !Object.hasOwn(payload, name));
  return foreign.length * 100 + lacking.length;
}

/** The kinds whose tokens one key signs. */
export function familyOf({ family, id }: Kind): string {
  return family ?? id;
}

/** The writable kind of an id; `undefined` for any other text. */
export function writableKind(id: unknown): WritableKind | undefined {
  return writableKinds.find((kind) => kind.id === id);
}

/** Whether tokens of a kind can be written, and not only read. */
export function isWritableKind(kind: Kind): kind is WritableKind {
  return kind.writing !== undefined;
}

/** How long a token of a kind lives, and by whose word. */
export function lifeOf(kind: Kind, payload: JsonObject = {}, header: JsonObject = {}): Life {
  return typeof kind.life === 'function' ? kind.life(payload, header) : kind.life;
}

/** The claims that the issuer requires of a token. */
export function requiredOf(kind: Kind, payload: JsonObject = {}, header: JsonObject = {}): readonly string[] {
  return typeof kind.required === 'function' ? kind.required(payload, header) : kind.required;
}

/** How the issuer of a kind reads the times of its tokens. */
export function timeRules(kind: Kind): TimeRules {
  const { implied, fallback } = lifeOf(kind);
  return { ...(implied !== undefined && { impliedLife: implied }), ...(fallback && { timeClaims: fallback }) };
}
