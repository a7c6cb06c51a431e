import type { Field, WritableKind } from './kind.ts';

/**
 * Whether a workspace makes tokens of a kind, as far as its keys tell: one is called as the issuer or its tools call theirs.
 * @param references of the keys and secrets that are known: `file:AuthKey_2X9R4HXF34.p8`, `env:LIVEKIT_API_SECRET`
 */
export function isFoundBy({ writing }: WritableKind, references: readonly string[]): boolean {
  const { keyNames } = writing;
  return keyNames !== undefined && references.some((reference) => keyNames.test(reference));
}

/** Kinds in the order in which they are offered: what was used last, then those whose keys are here, then the others. */
export function inGroups<T>(
  kinds: readonly T[],
  isLast: (kind: T) => boolean,
  isHere: (kind: T) => boolean,
): { readonly last: readonly T[]; readonly here: readonly T[]; readonly others: readonly T[] } {
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
