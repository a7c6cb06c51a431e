import type { WritableKind } from './kind.ts';

/**
 * Whether a workspace makes tokens of a kind, as far as its keys tell: one is called as the issuer or its tools call theirs.
 * @param references of the keys and secrets that are known: `file:AuthKey_2X9R4HXF34.p8`, `env:LIVEKIT_API_SECRET`
 */
export function isFoundBy({ writing }: WritableKind, references: readonly string[]): boolean {
  const { keyNames } = writing;
  return keyNames !== undefined && references.some((reference) => keyNames.test(reference));
}
