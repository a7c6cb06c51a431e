import { duplicateMembers, type JsonNode, type JsonNumberNode, jsonErrorOffset, parseJson } from '../jwt/json.ts';
import { fieldsOf } from '../kinds/fields.ts';
import type { Field, FieldType, WritableKind } from '../kinds/kind.ts';
import { type Recipe, requireKind, requireKnownFields } from '../recipes/recipe.ts';
import { type AclInputFault, aclInput, readAcl } from './acl.ts';
import type { AclInput, FormDraft, Input } from './protocol.ts';

/** Why an input stands for no value, or not for the value that the person sees. */
export type InputFault =
  | { readonly reason: 'json'; readonly line: number }
  /** A number that JavaScript would round, or a name that stands twice: the token would not say what the text says. */
  | { readonly reason: 'inexact-number' | 'duplicate-name'; readonly text: string }
  | { readonly reason: 'too-deep' }
  | { readonly reason: 'acl'; readonly fault: AclInputFault };

/** A form read as a recipe: the fields that stand for a value, and what is wrong with the others. */
export interface DraftReading {
  readonly kind: WritableKind;
  readonly recipe: Recipe;
  readonly faults: readonly { readonly field: string; readonly fault: InputFault }[];
}

type Reading = { readonly value?: unknown; readonly faults?: readonly InputFault[] };

const trimmed = (input: Input): Reading => (typeof input === 'string' ? { value: input.trim() } : { value: input });
const asIs = (input: Input): Reading => ({ value: input });

/** How the input of each type of field is read. */
const readers: Readonly<Record<FieldType, (input: Input) => Reading>> = {
  text: asIs,
  uuid: trimmed,
  id: (input) => ({ value: /^\s*[1-9]\d{0,14}\s*$/.test(String(input)) ? Number(input) : trimmed(input).value }),
  key: trimmed,
  algorithm: trimmed,
  duration: trimmed,
  // Seconds come as digits.
  time: (input) => ({ value: /^\s*\d+\s*$/.test(String(input)) ? Number(input) : trimmed(input).value }),
  choice: asIs,
  choices: asIs,
  flag: asIs,
  words: asIs,
  list: (input) => ({
    value: String(input)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  }),
  acl: (input) => {
    const { acl, faults } = readAcl(input as AclInput);
    return { value: acl, faults: faults.map((fault) => ({ reason: 'acl', fault })) };
  },
  object: (input) => (String(input).trim() === '' ? {} : readJsonText(String(input))),
};

/** How a recipe's value is shown in the control of each type of field. */
const writers: Readonly<Record<FieldType, (value: unknown) => Input>> = {
  text: asText,
  uuid: asText,
  id: asText,
  key: asText,
  algorithm: asText,
  duration: asText,
  time: asText,
  choice: asText,
  choices: (value) => (Array.isArray(value) ? value.map(String) : [asText(value)]),
  flag: (value) => (typeof value === 'boolean' ? value : asText(value)),
  words: (value) => (Array.isArray(value) ? value.map(asText).join(' ') : asText(value)),
  list: (value) => (Array.isArray(value) ? value.map(asText).join(', ') : asText(value)),
  acl: aclInput,
  object: (value) => JSON.stringify(value, null, 2),
};

/** Reads a form as a recipe. @throws RecipeError `recipe.unknown-kind` */
export function readDraft(draft: FormDraft): DraftReading {
  const kind = requireKind(draft.kind);
  const recipe: Record<string, unknown> = { kind: kind.id };
  const faults: { field: string; fault: InputFault }[] = [];
  for (const field of fieldsOf(kind)) {
    const input = draft.inputs[field.name];
    if (input === undefined || input === '') continue;
    // No value that has a form begins or ends with a blank, which is easily copied with it.
    const reading = readers[field.type](field.form !== undefined && typeof input === 'string' ? input.trim() : input);
    faults.push(...(reading.faults ?? []).map((fault) => ({ field: field.name, fault })));
    if (reading.value !== undefined && reading.value !== '') recipe[field.name] = reading.value;
  }
  return { kind, recipe, faults };
}

/**
 * Fills a form in from a recipe, which may be incomplete and hold values of a wrong type.
 * @throws RecipeError `recipe.not-an-object`, `recipe.unknown-kind`, `recipe.unknown-field`
 */
export function draftOfRecipe(recipe: unknown): FormDraft {
  const { kind, given } = requireKnownFields(recipe);
  const present = fieldsOf(kind).filter(({ name }) => given[name] !== undefined);
  return {
    kind: kind.id,
    inputs: Object.fromEntries(present.map((field) => [field.name, inputOf(field, given[field.name])])),
  };
}

/** A field's value as its control shows it. */
export function inputOf(field: Field, value: unknown): Input {
  return writers[field.type](value);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** JSON nested deeper than this is refused: writing it would overflow the stack. */
const DEEPEST = 500;

function readJsonText(text: string): Reading {
  const root = parseJson(text);
  if (!root) {
    const line = text.slice(0, jsonErrorOffset(text)).split('\n').length;
    return { faults: [{ reason: 'json', line }] };
  }
  const faults = [...walk(root)].flatMap(({ node, depth }): InputFault[] => {
    if (depth > DEEPEST) return [{ reason: 'too-deep' }];
    return isInexact(node) ? [{ reason: 'inexact-number', text: node.literal }] : [];
  });
  if (faults.some(({ reason }) => reason === 'too-deep')) return { faults: [{ reason: 'too-deep' }] };
  const names = duplicateMembers(root).map(({ name }) => ({ reason: 'duplicate-name' as const, text: name }));
  return { value: JSON.parse(text), faults: [...faults, ...names] };
}

function* walk(root: JsonNode): Generator<{ readonly node: JsonNode; readonly depth: number }> {
  const pending = [{ node: root, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    yield next;
    const { node, depth } = next;
    if (depth > DEEPEST) return;
    const children =
      node.type === 'array' ? node.items : node.type === 'object' ? node.members.map(({ value }) => value) : [];
    for (const child of children) pending.push({ node: child, depth: depth + 1 });
  }
}

/** Whether a node is a number that a double does not hold: a whole one that would be rounded, or one beyond all. */
function isInexact(node: JsonNode): node is JsonNumberNode {
  if (node.type !== 'number') return false;
  if (!Number.isFinite(node.value)) return true;
  return /^-?\d+$/.test(node.literal) && BigInt(node.literal) !== BigInt(node.value);
}
