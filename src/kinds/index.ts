import { algorithmsFor, isHmac } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import type { JsonObject, Token } from '../jwt/token.ts';
import { custom } from './custom.ts';
import { type Field, type Kind, lifeOf, requiredOf, type WritableKind, type Writing } from './kind.ts';
import { saysOtherwise } from './profile.ts';
import { kinds } from './table.ts';

export { kinds, lifeOf, requiredOf };

/** The kinds that can be written. */
export const writableKinds: readonly WritableKind[] = kinds.filter(isWritableKind);

/**
 * What a token is for. Only `inspect` asks: whoever wants to know what a token is for reads its inspection.
 * @param proven the kinds of the recipes whose key verifies the token: where content alone makes it `custom`, and these
 *   are of one family, it is of the kind of that family that its claims come nearest
 */
export function kindOf(token: Token, proven: readonly string[]): Kind {
  const kind = kindByContent(token);
  if (kind !== custom || !token.payload?.value) return kind;
  return nearestOf(proven, token.payload.value, token.header.value ?? {}) ?? kind;
}

/** What a token is for as far as its content tells, before any key has proved it. One whose payload cannot be read is `custom`. */
export function kindByContent({ header, payload }: Token): Kind {
  return kindFor(payload?.value ?? {}, header.value ?? {});
}

/** What a token with these claims and header is for, by these alone. */
export function kindFor(payload: JsonObject, header: JsonObject): Kind {
  return kinds.find(({ recognises }) => recognises(payload, header)) ?? custom;
}

function nearestOf(proven: readonly string[], payload: JsonObject, header: JsonObject): Kind | undefined {
  const families = new Set(kinds.filter(({ id }) => proven.includes(id)).map(familyOf));
  const relatives = families.size === 1 ? kinds.filter((kind) => families.has(familyOf(kind))) : [];
  const own = new Set(relatives.flatMap(({ claims }) => Object.keys(claims)));
  if (saysOtherwise(payload, header, own)) return undefined;
  const distances = relatives.map((kind) => distance(kind, payload, header));
  return relatives[distances.indexOf(Math.min(...distances))];
}

/**
 * The less, the nearer: first counts whether the kind takes the algorithm, then the claims that only the kind knows, then
 * those that it requires and the token lacks.
 */
function distance(kind: Kind, payload: JsonObject, header: JsonObject): number {
  const taken = kind.writing?.algorithms?.includes(String(header.alg)) ? 0 : 1e6;
  const known = Object.keys(payload).filter((name) => Object.hasOwn(kind.claims, name));
  const lacking = requiredOf(kind, payload, header).filter((name) => !Object.hasOwn(payload, name));
  return taken + lacking.length - 100 * known.length;
}

/** The kinds whose tokens one key signs. */
function familyOf({ family, id }: Kind): string {
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

/** Whether a text has the form of a field's values. A field without a form takes none. */
export function hasForm({ form }: Field, value: string): boolean {
  return form !== undefined && new RegExp(`^(?:${form})$`).test(value);
}

/** The algorithms with which a key can sign tokens of a kind, the one to take without a choice first. @param writing absent: of any kind */
export function signingAlgorithms(key: Key, writing?: Writing): readonly string[] {
  return algorithmsFor(key).filter((name) => writing?.algorithms?.includes(name) !== false);
}

/** Whether tokens of a kind can be signed with a secret (HMAC). */
export function takesSecrets({ algorithms }: Writing): boolean {
  return algorithms === undefined || algorithms.some(isHmac);
}

/** Whether tokens of a kind are signed with secrets and with no key pair. */
export function takesOnlySecrets({ algorithms }: Writing): boolean {
  return algorithms?.every(isHmac) === true;
}
