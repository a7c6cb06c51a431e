import { NONE } from '../jwt/algorithms.ts';
import { isObject, type JsonObject } from '../jwt/json.ts';
import { DEFAULT_SECRET_ENCODING, type SecretEncoding } from '../jwt/key.ts';
import { type FieldResult, fieldsFor, fieldsOf, readField } from '../kinds/fields.ts';
import { hasForm, writableKind, writableKinds } from '../kinds/index.ts';
import type { Field, FieldValues, WritableKind } from '../kinds/kind.ts';
import { hasPlace } from '../kinds/offers.ts';
import { RecipeError } from './errors.ts';
import { type Origin, ofWorkspace, parseReference, type Reference } from './reference.ts';

/** A recipe as JSON, not checked: as it stands in the settings, or as far as it has come. */
export type Recipe = JsonObject;

/** A recipe whose form was checked: each field is of its type; references are not resolved yet. */
export interface CheckedRecipe {
  readonly kind: WritableKind;
  /** Values by field name, defaults in place; durations and times in seconds. */
  readonly values: FieldValues;
  /** Where the key is; `undefined` only for an unsecured token (`algorithm: "none"`). */
  readonly key: Reference | undefined;
  /** Who the recipe is from. */
  readonly origin: Origin;
}

/** The fields whose values are references: to be resolved by the vault before the token is made. */
export function valueReferences({
  kind,
  values,
  origin,
}: CheckedRecipe): readonly { readonly field: Field; readonly reference: Reference }[] {
  return fieldsOf(kind).flatMap((field) => {
    const reference = valueReference(field, values[field.name], origin);
    return reference ? [{ field, reference }] : [];
  });
}

/**
 * The reference that a field's value is, in a field that takes one. `env:NAME` and `vonage-config` stand for values;
 * `file:` and `secret:` are for keys alone, so that no recipe carries those into a claim.
 */
export function valueReference(field: Field, value: unknown, origin?: Origin): Reference | undefined {
  if (!field.reference || field.type === 'key' || typeof value !== 'string') return undefined;
  const reference = parseReference(value, origin);
  return reference?.scheme === 'env' || reference?.scheme === 'vonage-config' ? reference : undefined;
}

/**
 * Checks a recipe's form: its kind, unknown, missing and empty fields, and types.
 * @param recipe JSON as from the settings or a command's argument.
 * @param expectedKind the kind that a command stands for; a recipe may then leave `kind` out.
 * @param origin who the recipe is from, which decides on where its references may lead
 * @throws RecipeError with the code and the field
 */
export function checkRecipe(recipe: unknown, expectedKind?: string, origin: Origin = ofWorkspace): CheckedRecipe {
  const { kind, given } = requireKnownFields(recipe, expectedKind);
  if (expectedKind && kind.id !== expectedKind)
    throw new RecipeError('recipe.other-kind', { expected: expectedKind, kind: kind.id });

  const fields = fieldsOf(kind);
  for (const { name, excludes } of fields) {
    if (excludes !== undefined && given[name] !== undefined && given[excludes] !== undefined)
      throw new RecipeError('recipe.two-fields', { field: name, other: excludes });
  }

  const unsecured = algorithmOf(kind, given) === NONE;
  if (unsecured && given.key !== undefined) throw new RecipeError('recipe.key-with-none', {});
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    if (!hasPlace(fields, field, given)) {
      if (given[field.name] !== undefined) throw new RecipeError('recipe.other-field', otherField(field, given));
      continue;
    }
    const value = given[field.name] ?? (given[field.name] === undefined ? field.default : null);
    if (value !== undefined) values[field.name] = checkField(field, value);
    else if (field.required && !(unsecured && field.type === 'key')) {
      throw new RecipeError('recipe.missing-field', { field: field.name, label: field.label });
    }
  }
  return { kind, values, key: unsecured ? undefined : keyReference(values.key, origin), origin };
}

/**
 * Checks that a recipe is an object, of a kind that can be written, with no fields but those of the kind.
 * @param expectedKind the kind where the recipe leaves it out
 * @throws RecipeError `recipe.not-an-object`, `recipe.unknown-kind`, `recipe.unknown-field`
 */
export function requireKnownFields(
  recipe: unknown,
  expectedKind?: string,
): { readonly kind: WritableKind; readonly given: Recipe } {
  if (!isObject(recipe)) throw new RecipeError('recipe.not-an-object', {});
  const kind = requireKind(recipe.kind ?? expectedKind);
  const fields = fieldsOf(kind);
  const unknown = Object.keys(recipe).find((name) => name !== 'kind' && !fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new RecipeError('recipe.unknown-field', { field: unknown, kind: kind.id });
  return { kind, given: recipe };
}

/** The writable kind of an id. @throws RecipeError `recipe.unknown-kind` */
export function requireKind(id: unknown): WritableKind {
  const kind = writableKind(id);
  if (!kind) throw new RecipeError('recipe.unknown-kind', { kinds: writableKinds.map((known) => known.id).join(', ') });
  return kind;
}

/** Which of a field's conditions a recipe does not fulfil. */
function otherField({ name: field, when = {} }: Field, given: Recipe) {
  const [other = ''] = Object.keys(when).filter((name) => !when[name]?.includes(given[name] as string));
  return { field, other };
}

/** The values of a recipe that is not complete yet: those that are of their type, and defaults for what is absent. */
export function knownValues(kind: WritableKind, recipe: Recipe): FieldValues {
  const values: Record<string, unknown> = {};
  for (const field of fieldsFor(kind, recipe)) {
    const result = recipe[field.name] === undefined ? { value: field.default } : readValue(field, recipe[field.name]);
    if ('value' in result && result.value !== undefined) values[field.name] = result.value;
  }
  return values;
}

/**
 * Reads a field's value, which has the form of the field. What it refers to is held to that when it is resolved; what the
 * person writes in its place only has no blanks, as the issuer may have other forms one day. A UUID is judged by its kind.
 */
function readValue(field: Field, value: unknown): FieldResult {
  const result = readField(field, value);
  const isFree = field.form === undefined || field.type === 'uuid' || valueReference(field, value);
  const isFit = (text: string) => (field.reference ? !/\s/.test(text.trim()) : hasForm(field, text));
  return isFree || 'fault' in result || isFit(String(value)) ? result : { fault: 'not-of-the-form' };
}

/** Checks one field's value, for a prompt or a form. @throws RecipeError `recipe.bad-field`, `recipe.bad-reference` */
export function checkField(field: Field, value: unknown): unknown {
  const result = readValue(field, value);
  if ('fault' in result) {
    const shown = result.fault === 'not-of-the-form' ? [field.example] : (field.options ?? []);
    const options = shown.filter((option) => typeof option === 'string').join(', ');
    throw new RecipeError('recipe.bad-field', { field: field.name, fault: result.fault, options });
  }
  if (field.type === 'key') keyReference(result.value);
  return result.value;
}

/** `alg` as the recipe's header or `algorithm` field names it; the kind's default; `undefined`: the key decides. */
export function algorithmOf(kind: WritableKind, values: FieldValues): string | undefined {
  const header = values.header as { readonly alg?: unknown } | undefined;
  const { algorithms, keyChoosesAlgorithm } = kind.writing;
  const named = header?.alg ?? values.algorithm ?? (keyChoosesAlgorithm ? undefined : algorithms?.[0]);
  return typeof named === 'string' ? named : undefined;
}

/** How the recipe's key is to be read, and what it is to sign: the `alg`, where the key does not decide on it, and the `kid`. */
export function keyOptions({ kind, values }: CheckedRecipe): {
  readonly secretEncoding: SecretEncoding;
  readonly wanted: { readonly algorithm: string | undefined; readonly id: unknown };
} {
  const header = values.header as { readonly kid?: unknown } | undefined;
  return {
    secretEncoding: (values.secretEncoding as SecretEncoding | undefined) ?? DEFAULT_SECRET_ENCODING,
    wanted: { algorithm: algorithmOf(kind, values), id: header?.kid ?? values.keyId },
  };
}

function keyReference(value: unknown, origin?: Origin): Reference {
  const reference = typeof value === 'string' ? parseReference(value, origin) : undefined;
  if (!reference) throw new RecipeError('recipe.bad-reference', { field: 'key' });
  return reference;
}
