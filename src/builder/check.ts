import { timesOf } from '../inspection/life.ts';
import { NONE } from '../jwt/algorithms.ts';
import type { Problem } from '../jwt/problem.ts';
import { saysMissing } from '../kinds/checks.ts';
import { fieldsFor, fieldsOf } from '../kinds/fields.ts';
import type { Field, FieldValues, WritableKind } from '../kinds/kind.ts';
import {
  bringsKey,
  draftedToken,
  draftToken,
  judgeDraft,
  type Making,
  refusal,
  type Draft as WrittenToken,
} from '../recipes/create.ts';
import { RecipeError } from '../recipes/errors.ts';
import { algorithmOf, checkField, type Recipe, valueReference } from '../recipes/recipe.ts';
import { type DraftReading, type InputFault, readDraft } from './draft.ts';
import type { FormDraft } from './protocol.ts';

/** What is wrong with one field of a form, as facts. `field` is empty where it is about none in particular. */
export type FormProblem = { readonly field: string } & (
  | { readonly missing: Field }
  | { readonly fault: InputFault }
  | { readonly error: RecipeError }
  /** `kind` is the one that judges so. */
  | {
      readonly problem: Problem;
      readonly kind: string;
      readonly severity: 'error' | 'warning';
      /** The field is empty, and the claim that it would bring is missing. */
      readonly isMissing: boolean;
    }
);

/** The token that a form would make, as far as its fields stand for values. */
export interface WrittenForm extends DraftReading {
  readonly values: FieldValues;
  readonly written: WrittenToken;
  readonly problems: readonly FormProblem[];
}

/** What is wrong with a form, and when its token would expire, in seconds since the epoch. */
export interface FormCheck {
  readonly reading: DraftReading;
  /** In the order of the fields. */
  readonly problems: readonly FormProblem[];
  readonly expires: number | undefined;
}

/**
 * Checks a form as it is filled in: each field by its type, then the token that it would make by the rules of its kind.
 * Nothing is read for it: the key, and a value that a reference stands for, are judged when the token is made.
 * @throws RecipeError `recipe.unknown-kind`
 */
export function checkDraft(draft: FormDraft, making: Making): FormCheck {
  const form = writeForm(draft, making);
  const { kind, recipe, values, written } = form;
  const problems = [...form.problems];
  const { refused, warned } = judgeDraft(kind, written, making.now);
  const said = new Set(problems.map(({ field }) => field));
  const found = [
    ...refused.map((problem) => ({ problem, severity: 'error' as const })),
    ...warned.map((problem) => ({ problem, severity: 'warning' as const })),
  ];
  for (const { problem, severity } of found) {
    const { field: place, kind: judge } = refusal(kind, problem, values).data;
    const field = fieldAt(kind, place, problem);
    if (said.has(field) || standsForUnknown(kind, field, recipe) || bringsKey(kind, field, values)) continue;
    said.add(field);
    const isMissing = recipe[field] === undefined && saysMissing(problem.code);
    problems.push({ field, problem, kind: judge, severity, isMissing });
  }
  const places = fieldsOf(kind).map(({ name }) => name);
  const inOrder = problems.toSorted((a, b) => places.indexOf(a.field) - places.indexOf(b.field));
  const { expires } = timesOf(draftedToken(written), kind, 0);
  return { reading: form, problems: inOrder, expires };
}

/** Writes the token that a form would make, with what is wrong with its fields by their types. @throws RecipeError `recipe.unknown-kind` */
export function writeForm(draft: FormDraft, making: Making): WrittenForm {
  const reading = readDraft(draft);
  const { kind, recipe, faults } = reading;
  const { problems, values } = checkFields(kind, recipe, new Set(faults.map(({ field }) => field)));
  const written = draftToken(kind, values, making);
  return { ...reading, values, written, problems: [...faults, ...problems] };
}

/** Each field by its type; for one that is wrong, its default stands in the token, so that the others can be judged. */
function checkFields(
  kind: WritableKind,
  recipe: Recipe,
  wrong: ReadonlySet<string>,
): { readonly problems: readonly FormProblem[]; readonly values: Recipe } {
  const problems: FormProblem[] = [];
  const values: Record<string, unknown> = {};
  const isUnsecured = algorithmOf(kind, recipe) === NONE;
  for (const field of fieldsFor(kind, recipe)) {
    const { name } = field;
    const value = wrong.has(name) ? field.default : (recipe[name] ?? field.default);
    const outcome = checkValue(field, value, isUnsecured);
    if (outcome instanceof RecipeError) {
      problems.push({ field: name, error: outcome });
      if (field.default !== undefined) values[name] = checkField(field, field.default);
    } else if (outcome !== missing) values[name] = outcome;
    else if (!wrong.has(name)) problems.push({ field: name, missing: field });
  }
  for (const { name, excludes } of fieldsFor(kind, recipe)) {
    if (excludes !== undefined && values[name] !== undefined && values[excludes] !== undefined)
      problems.push({ field: excludes, error: new RecipeError('recipe.two-fields', { field: name, other: excludes }) });
  }
  return { problems, values };
}

const missing = Symbol('missing');

/** A field's value after checking; `undefined` where it needs none. */
function checkValue(field: Field, value: unknown, isUnsecured: boolean): unknown {
  const isKeyOfNone = isUnsecured && field.type === 'key';
  if (value === undefined) return field.required && !isKeyOfNone ? missing : undefined;
  if (isKeyOfNone) return new RecipeError('recipe.key-with-none', {});
  try {
    return checkField(field, value);
  } catch (error) {
    if (error instanceof RecipeError) return error;
    throw error;
  }
}

/** The field that a refusal leads back to: a claim that no field brings is a matter of the free claims or header. */
function fieldAt(kind: WritableKind, place: string, { part }: Problem): string {
  const [first = ''] = place.split('.');
  if (fieldsOf(kind).some(({ name }) => name === first)) return first;
  return part === undefined ? '' : part === 'header' ? 'header' : 'claims';
}

/** A reference stands for a value that is not known before the token is made. */
function standsForUnknown(kind: WritableKind, name: string, recipe: Recipe): boolean {
  const field = fieldsOf(kind).find((candidate) => candidate.name === name);
  return field !== undefined && valueReference(field, recipe[name]) !== undefined;
}
