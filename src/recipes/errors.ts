import { CodedError } from '../jwt/errors.ts';
import type { FieldFault } from '../kinds/fields.ts';

/** What can be wrong with a recipe, and the facts that the words name. `field` is the recipe's property. */
export interface RecipeErrorData {
  readonly 'recipe.not-an-object': Readonly<Record<string, never>>;
  readonly 'recipe.unknown-kind': { readonly kinds: string };
  readonly 'recipe.other-kind': { readonly expected: string; readonly kind: string };
  readonly 'recipe.unknown-field': { readonly field: string; readonly kind: string };
  readonly 'recipe.missing-field': { readonly field: string; readonly label: string };
  readonly 'recipe.bad-field': { readonly field: string; readonly fault: FieldFault; readonly options: string };
  /** Two fields that exclude each other. */
  readonly 'recipe.two-fields': { readonly field: string; readonly other: string };
  /** A field that the recipe cannot have, as its field `other` has another value. */
  readonly 'recipe.other-field': { readonly field: string; readonly other: string };
  /** `alg: none` signs nothing, so a key beside it is a mistake. */
  readonly 'recipe.key-with-none': Readonly<Record<string, never>>;
  readonly 'recipe.bad-reference': { readonly field: string };
  /** The token that the recipe makes has a problem that its issuer refuses; `problem` is its code, the rest the finding's data. */
  readonly 'recipe.refused': { readonly problem: string; readonly field: string; readonly kind: string } & Readonly<
    Record<string, string | number>
  >;
  /** The token cannot be read as far as renewal needs, or its kind is read, never written. */
  readonly 'renew.not-renewable': { readonly kind: string };
  /** An SD-JWT: its disclosures and key binding hold for the signature that it has. */
  readonly 'renew.disclosures': Readonly<Record<string, never>>;
  /** The token has no `exp` that counts from `iat` or `nbf`, and its kind has no default life: how long shall it live? */
  readonly 'renew.no-life': Readonly<Record<string, never>>;
  /** The token has claims that follow from a body which is not known, for want of these. */
  readonly 'renew.unknown-body': { readonly names: string };
  /** The token's own life, in seconds, is longer than its issuer accepts. */
  readonly 'renew.life-too-long': { readonly life: number; readonly longest: number };
  /** The token cannot be broken in this way: its claims cannot be read, or it has none that it could lack. */
  readonly 'variant.no-claims': Readonly<Record<string, never>>;
  /** An unsecured token has no signature that could be wrong. */
  readonly 'variant.unsigned': Readonly<Record<string, never>>;
  readonly 'variant.encrypted': Readonly<Record<string, never>>;
}

/** A recipe, or a token to renew or to break, of which no token can be made. */
export class RecipeError<
  Code extends keyof RecipeErrorData & string = keyof RecipeErrorData & string,
> extends CodedError<RecipeErrorData, Code> {}
