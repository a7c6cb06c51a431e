import type { Field, WritableKind } from './kind.ts';

/**
 * Whether a workspace makes tokens of a kind, as far as its keys tell: one is called as the issuer or its tools call theirs.
 * @param references of the keys and secrets that are known: `file:AuthKey_2X9R4HXF34.p8`, `env:LIVEKIT_API_SECRET`
 */
export function isFoundBy({ writing }: WritableKind, references: readonly string[]): boolean {
  const { keyNames } = writing;
  return keyNames !== undefined && references.some((reference) => keyNames.test(reference));
}

/**
 * Kinds in the order in which they are offered: what was used last, then those of which tokens are made here, then the others.
 * @param lastKinds ids, the last first
 * @param kindsHere ids
 */
export function inGroups<T>(
  kinds: readonly T[],
  idOf: (kind: T) => string,
  [last]: readonly string[],
  kindsHere: readonly string[],
): { readonly last: readonly T[]; readonly here: readonly T[]; readonly others: readonly T[] } {
  const isLast = (kind: T) => idOf(kind) === last;
  const isHere = (kind: T) => kindsHere.includes(idOf(kind));
  const rest = kinds.filter((kind) => !isLast(kind));
  return { last: kinds.filter(isLast), here: rest.filter(isHere), others: rest.filter((kind) => !isHere(kind)) };
}

/** Whether a recipe with these values can have one of its kind's fields. */
export function hasPlace(
  fields: readonly Field[],
  { when = {} }: Field,
  values: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(when).every(([name, allowed]) => {
    const value = values[name] ?? fields.find((field) => field.name === name)?.default;
    return allowed.includes(value as string);
  });
}
