/** Who names a reference, which decides on where it may lead. */
export type Origin =
  /** The person: a recipe of the user's own settings. */
  | { readonly by: 'person' }
  /** The workspace: its settings, its files, or an argument of a command. */
  | {
      readonly by: 'workspace';
      /** The URI of the workspace folder, where it is named in one alone: that folder is looked into first. */
      readonly folder?: string;
    };

/** What names nothing of the person's own. */
export const ofWorkspace: Origin = { by: 'workspace' };

/** Where a key, or a value that the issuer's tools keep, is to be found, and who says so; data only, resolved by the vault. */
export type Reference = { readonly origin: Origin } & (
  | { readonly scheme: 'file'; readonly path: string }
  | { readonly scheme: 'env'; readonly name: string }
  | { readonly scheme: 'secret'; readonly name: string }
  | { readonly scheme: 'vonage-config' }
);

/** Reads `file:…`, `env:…`, `secret:…` or `vonage-config`; `undefined` for any other text. */
export function parseReference(text: string, origin: Origin = ofWorkspace): Reference | undefined {
  if (text === 'vonage-config') return { scheme: 'vonage-config', origin };
  const [, scheme, rest] = /^(file|env|secret):(.+)$/su.exec(text) ?? [];
  if (!scheme || !rest || rest.trim() !== rest) return undefined;
  if (scheme === 'file') return { scheme, path: rest, origin };
  return /^[\w.-]+$/u.test(rest) ? { scheme: scheme as 'env' | 'secret', name: rest, origin } : undefined;
}

/** A reference as it stands in a recipe. */
export function referenceText(reference: Reference): string {
  switch (reference.scheme) {
    case 'file':
      return `file:${reference.path}`;
    case 'vonage-config':
      return reference.scheme;
    default:
      return `${reference.scheme}:${reference.name}`;
  }
}

/** Whether a path of the reference may lead out of the workspace: only where the person names it. */
export function mayLeadOut({ origin }: Reference): boolean {
  return origin.by === 'person';
}
