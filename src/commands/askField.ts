import { l10n } from 'vscode';
import type { Field, WritableKind } from '../kinds/kind.ts';
import { draftToken, judgeDraft, refusal } from '../recipes/create.ts';
import { checkField } from '../recipes/recipe.ts';
import type { Services } from '../services.ts';
import { environmentValue, vonageConfigValue } from '../vault/environment.ts';
import { errorWords } from '../words/errors.ts';
import { askKey } from './askKey.ts';
import { askPick, askText, back, type Progress } from './steps.ts';

type Recipe = Readonly<Record<string, unknown>>;

/** Asks for one field of a recipe, validating as one types; answers with the part of the recipe that it fills. @throws CancellationError */
export async function askField(
  services: Services,
  kind: WritableKind,
  field: Field,
  recipe: Recipe,
  progress: Progress,
): Promise<Recipe | typeof back> {
  if (field.type === 'key') {
    const reference = await askKey(services, kind, remembered(services, kind, field), progress);
    return reference === back ? back : { [field.name]: reference };
  }
  const asked = field.options && (field.type === 'choice' || field.type === 'acl') ? askOption : askValue;
  const value = await asked(services, kind, field, recipe, progress);
  return value === back ? back : value === undefined ? {} : { [field.name]: value };
}

async function askOption(
  services: Services,
  kind: WritableKind,
  field: Field,
  recipe: Recipe,
  progress: Progress,
): Promise<unknown | typeof back> {
  const custom = { label: `$(edit) ${l10n.t('Other…')}`, value: undefined };
  const items = (field.options ?? []).map((value) => ({
    label: typeof value === 'string' ? value : JSON.stringify(value),
    description: value === field.default ? l10n.t('default') : '',
    value,
  }));
  const last = JSON.stringify(remembered(services, kind, field));
  const picked = await askPick(field.type === 'acl' ? [...items, custom] : items, progress, {
    placeholder: `${l10n.t(field.label)}: ${l10n.t(field.help)}`,
    active: items.find(({ value }) => JSON.stringify(value) === last),
  });
  if (picked === back) return back;
  if (picked === custom) return askValue(services, kind, field, recipe, progress);
  return picked.value;
}

async function askValue(
  services: Services,
  kind: WritableKind,
  field: Field,
  recipe: Recipe,
  progress: Progress,
): Promise<unknown | typeof back> {
  const isJson = field.type === 'acl' || field.type === 'object';
  const suggested = remembered(services, kind, field) ?? (await found(field)) ?? field.default;
  const answer = await askText(
    {
      prompt: `${l10n.t(field.label)}: ${l10n.t(field.help)}`,
      value: suggested === undefined ? '' : typeof suggested === 'string' ? suggested : JSON.stringify(suggested),
      validate: (text) => whatIsWrong(kind, field, recipe, isJson ? parse(text) : text.trim()),
    },
    progress,
  );
  return answer === back ? back : isJson ? parse(answer) : answer.trim();
}

/** What is wrong with a field's value, by its type and by the rules of the kind, in words. */
function whatIsWrong(kind: WritableKind, field: Field, recipe: Recipe, value: unknown): string | undefined {
  try {
    const read = checkField(field, value);
    // A reference stands for a value that is not known before the token is made.
    if (field.reference && typeof value === 'string' && /^(env:.+|vonage-config)$/.test(value)) return undefined;
    const draft = draftToken(kind, { ...recipe, [field.name]: read }, { now: Date.now(), uuid: () => '' });
    const problem = judgeDraft(kind, draft, Date.now()).refused.find(
      ({ claim }) => claim !== undefined && claim === field.claim,
    );
    return problem && errorWords(refusal(kind, problem));
  } catch (error) {
    return errorWords(error);
  }
}

function remembered({ memory }: Services, kind: WritableKind, field: Field): unknown {
  return memory.get<Recipe>(`answers.${kind.id}`, {})[field.name];
}

/** Where Vonage's own tools keep values: offered, so that nobody has to copy them. */
async function found(field: Field): Promise<string | undefined> {
  if (field.name !== 'applicationId') return undefined;
  for (const look of [() => environmentValue('VONAGE_APPLICATION_ID'), () => vonageConfigValue('applicationId')]) {
    const value = await look().catch(() => undefined);
    if (value) return value;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
