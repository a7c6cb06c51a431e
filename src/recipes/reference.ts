/** Where a key, or a value that the issuer's tools keep, is to be found; data only, resolved by the vault. */
export type Reference =
  | { readonly scheme: 'file'; readonly path: string }
  | { readonly scheme: 'env'; readonly name: string }
  | { readonly scheme: 'secret'; readonly name: string }
  | { readonly scheme: 'vonage-config' };

/** Reads `file:…`, `env:…`, `secret:…` or `vonage-config`; `undefined` for any other text. */
export function parseReference(text: string): Reference | undefined {
  if (text === 'vonage-config') return { scheme: 'vonage-config' };
  const [, scheme, rest] = /^(file|env|secret):(.+)$/su.exec(text) ?? [];
  if (!scheme || !rest || rest.trim() !== rest) return undefined;
  if (scheme === 'file') return { scheme, path: rest };
  return /^[\w.-]+$/u.test(rest) ? { scheme: scheme as 'env' | 'secret', name: rest } : undefined;
}
