import { l10n, type QuickPickItem } from 'vscode';
import type { Field, FieldType, WritableKind } from '../kinds/kind.ts';
import { errorWords } from '../messages/errors.ts';
import { draftToken, judgeDraft, refusal } from '../recipes/create.ts';
import { RecipeError } from '../recipes/errors.ts';
import { checkField, knownValues, type Recipe, valueReference } from '../recipes/recipe.ts';
import { parseReference, referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { askAlgorithm } from './askAlgorithm.ts';
import { askKey } from './askKey.ts';
import { askPick, askText, back, type Progress } from './steps.ts';

interface Question {
  readonly services: Services;
  readonly kind: WritableKind;
  readonly field: Field;
  readonly recipe: Recipe;
  readonly progress: Progress;
  readonly canCustomize: boolean;
  /** What was answered last, in this flow or in an earlier one. */
  readonly last: unknown;
}

/** The person chose to leave a field out. */
const absent = Symbol('absent');

/** The person wants to be asked for the fields that are usually left out, too. */
export const customize = Symbol('customize');

/** A field's value; `undefined`: there was nothing to ask. */
type Answer = unknown | typeof back | typeof absent | typeof customize;

/** How each type of field is asked for, where it is not a text. */
const questions: Readonly<Partial<Record<FieldType, (question: Question) => Promise<Answer>>>> = {
  key: async (question) => askKey(question.services, question.kind, await likelyKeys(question), question.progress),
  algorithm: ({ services, kind, recipe, progress, last }) => askAlgorithm(services, kind, recipe, progress, last),
  choice: askOption,
  duration: askOption,
  acl: askOption,
};

/**
 * Asks for one field of a recipe, validating as one types.
 * @param options.canCustomize whether a list offers to be asked for the fields that are usually left out, too
 * @param options.last what was answered to it in this flow
 * @returns the recipe with the field; the very recipe that was given, where there is nothing to ask
 * @throws CancellationError
 */
export async function askField(
  services: Services,
  kind: WritableKind,
  field: Field,
  recipe: Recipe,
  { title, ...progress }: Progress,
  { canCustomize, last }: Pick<Question, 'canCustomize' | 'last'>,
): Promise<Recipe | typeof back | typeof customize> {
  const ask = questions[field.type] ?? askValue;
  const asked = { title: `${title}: ${l10n.t(field.label)}`, ...progress };
  const question = { services, kind, field, recipe, progress: asked, canCustomize };
  const answer = await ask({ ...question, last: last ?? remembered(services, kind, field) });
  if (answer === back || answer === customize) return answer;
  if (answer === undefined) return recipe;
  return answer === absent ? { ...recipe } : { ...recipe, [field.name]: answer };
}

type OptionItem = QuickPickItem & { readonly answer: (question: Question) => Promise<Answer> };

/** Offers the values that a field usually has, and any other. */
async function askOption(question: Question): Promise<Answer> {
  const { field, progress, canCustomize, last } = question;
  const options = field.options ?? [];
  const isKnown = last === undefined || options.some((option) => same(option, last));
  const items: OptionItem[] = [...options, ...(isKnown ? [] : [last])].map((option, i) => ({
    ...optionWords(option, field.default, field.optionNames?.[i]),
    description: same(option, field.default) ? l10n.t('default') : same(option, last) ? l10n.t('last used') : '',
    answer: async () => option,
  }));
  if (field.type !== 'choice') items.push({ label: `$(edit) ${l10n.t('Other…')}`, answer: askValue });
  if (!field.required && field.default === undefined)
    items.push({ label: `$(circle-slash) ${l10n.t('None')}`, answer: async () => absent });
  if (canCustomize) items.push({ label: `$(gear) ${l10n.t('Customize…')}`, answer: async () => customize });
  const picked = await askPick(items, progress, {
    placeholder: l10n.t(field.help),
    active: last === undefined ? undefined : items[[...options, last].findIndex((option) => same(option, last))],
  });
  return picked === back ? back : picked.answer(question);
}

/** An option as a person reads it: a text as it is, an ACL by its paths, those that the usual one lacks first. */
function optionWords(option: unknown, usual: unknown, text?: string): Pick<QuickPickItem, 'label' | 'detail'> {
  if (typeof option === 'string') return { label: option };
  const paths = pathsOf(option);
  const [only] = paths;
  if (paths.length === 1 && only !== undefined) return { label: only };
  const known = new Set(same(option, usual) ? [] : pathsOf(usual));
  const more = paths.filter((path) => !known.has(path));
  const detail = [...more, ...paths.filter((path) => known.has(path))].join('  ');
  const count = l10n.t('{count} paths', { count: paths.length });
  return { label: text === undefined ? count : `${l10n.t(text)} (${count})`, detail };
}

function pathsOf(acl: unknown): readonly string[] {
  return Object.keys((acl as { readonly paths?: object } | undefined)?.paths ?? {});
}

async function askValue({ services, kind, field, recipe, progress, last }: Question): Promise<Answer> {
  const read = field.type === 'acl' || field.type === 'object' ? parse : (text: string) => text.trim();
  const suggested = last ?? (await found(services, field)) ?? field.default ?? example(field);
  const answer = await askText(
    {
      prompt: field.required ? l10n.t(field.help) : `${l10n.t(field.help)} ${l10n.t('Leave it empty for none.')}`,
      value: suggested === undefined ? '' : typeof suggested === 'string' ? suggested : JSON.stringify(suggested),
      placeholder: field.example ?? '',
      validate: (text) =>
        !field.required && text.trim() === '' ? undefined : whatIsWrong(services, kind, field, recipe, read(text)),
    },
    progress,
  );
  return answer === back ? back : !field.required && answer.trim() === '' ? absent : read(answer);
}

/** What is wrong with a field's value, by its type, by where it leads and by the rules of the kind, in words. */
async function whatIsWrong(
  services: Services,
  kind: WritableKind,
  field: Field,
  recipe: Recipe,
  given: unknown,
): Promise<string | undefined> {
  try {
    const read = checkField(field, given);
    const reference = valueReference(field, read);
    const value = reference ? (await services.vault.value(reference, field)).text : read;
    const values = { ...knownValues(kind, recipe), [field.name]: value };
    const draft = draftToken(kind, values, { now: Date.now(), uuid: () => '-' });
    const claims = field.type === 'object' ? Object.keys(Object(value)) : [field.claim];
    const problem = judgeDraft(kind, draft, Date.now()).refused.find(
      ({ claim }) => claim !== undefined && claims.includes(claim),
    );
    if (!problem) return undefined;
    const { data } = refusal(kind, problem, values);
    // A step is about one field, which needs no name; of an object's members the one that is wrong does.
    return errorWords(new RecipeError('recipe.refused', field.type === 'object' ? data : { ...data, field: '' }));
  } catch (error) {
    return errorWords(error);
  }
}

function remembered({ memory }: Services, kind: WritableKind, field: Field): unknown {
  return memory.get<Recipe>(`answers.${kind.id}`, {})[field.name];
}

/** A reference to where Vonage's own tools keep a value: offered, so that nobody has to copy it. */
async function found({ vault }: Services, field: Field): Promise<string | undefined> {
  if (field.name !== 'applicationId') return undefined;
  for (const text of ['env:VONAGE_APPLICATION_ID', 'vonage-config']) {
    const reference = parseReference(text);
    if (reference && (await vault.value(reference, field).catch(() => undefined))) return text;
  }
  return undefined;
}

/** The keys to begin with: that of the last time, that beside a value of Vonage's configuration, those that `.env` names by the convention of Vonage. */
async function likelyKeys({ services, recipe, last }: Question): Promise<readonly unknown[]> {
  const beside = Object.values(recipe).filter((value) => value === 'vonage-config');
  const variables = (await services.keys.all())
    .map(({ reference }) => referenceText(reference))
    .filter((text) => /^env:VONAGE_.*KEY/.test(text));
  return [last, ...beside, ...variables];
}

/** What to start from where nothing is known. */
function example({ type }: Field): unknown {
  return type === 'object' ? {} : undefined;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
