import { writableKind } from '../kinds/index.ts';
import type { WritableKind } from '../kinds/kind.ts';

/** The kind that a recipe of the settings names, not checked yet. */
export function kindOfRecipe(recipe: unknown): WritableKind | undefined {
  return writableKind((recipe as { readonly kind?: unknown } | null)?.kind);
}

/** Whether the tokens of a recipe are for requests to a host: one of the issuer's, or of the recipe's own audience. */
export function fitsHost(recipe: unknown, host: string): boolean {
  if (host === '') return false;
  const { audience, claims } = (recipe ?? {}) as {
    readonly audience?: unknown;
    readonly claims?: { readonly aud?: unknown };
  };
  const own = [audience, claims?.aud].flat().flatMap((each) => hostOfUrl(each) ?? []);
  const hosts = [...(kindOfRecipe(recipe)?.hosts ?? []), ...own];
  return hosts.some((each) => host === each || host.endsWith(`.${each}`));
}

const hostOfUrl = (value: unknown): string | undefined =>
  typeof value === 'string' ? /^https?:\/\/([\w.-]+)/.exec(value)?.[1] : undefined;
