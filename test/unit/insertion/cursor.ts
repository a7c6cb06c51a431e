import { applyEdits, inTextOrder, type TextEdit } from '../../../src/insertion/edit.ts';
import type { HttpReading } from '../../../src/insertion/httpFile.ts';
import { destinationOf, movedBy } from '../../../src/insertion/index.ts';
import type { InsertAs } from '../../../src/insertion/insertAs.ts';
import type { InsertionTarget } from '../../../src/insertion/place.ts';
import { type InsertionOptions, type Obstacle, planInsertion } from '../../../src/insertion/plan.ts';
import type { Source } from '../../../src/insertion/references.ts';

export const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

/** Takes the cursor `‸`, or the selection between two of them, out of a text. */
export function cursorIn(marked: string): { readonly text: string; readonly offset: number; readonly start: number } {
  const [before, ...rest] = marked.split('‸');
  if (before === undefined || rest.length === 0) throw new Error(`no cursor in ${marked}`);
  const end = rest.length > 1 ? before.length + (rest[0]?.length ?? 0) : before.length;
  return { text: before + rest.join(''), offset: end, start: before.length };
}

/** What an insertion is made with, beside the text and the cursor. */
export type With = Partial<InsertionOptions<Source>> &
  HttpReading &
  Pick<InsertionTarget, 'isAssertion'> & { readonly token?: string };

const defaults: InsertionOptions<Source> = {
  insertAs: 'header',
  sources: [],
  environment: undefined,
  recipe: undefined,
  replaces: false,
};

/** The text after an insertion, and the ones beside it. */
interface Written {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly beside: readonly string[];
}

/** The text after an insertion at a place, or what stands in its way. */
export function insertedAt(
  target: InsertionTarget,
  { startsAtMethods, isAssertion, token: written = token, ...options }: With = {},
): Written | Obstacle | 'script' {
  const found = destinationOf({ ...target, http: { startsAtMethods }, isAssertion });
  if (found === 'script') return found;
  const plan = planInsertion(found.text, found.slot, written, { ...defaults, ...options });
  if (plan.form !== 'plan') return plan;
  const { beside } = plan;
  const edits = inTextOrder(movedBy(plan.here, found.start));
  return {
    text: applyEdits(target.text, edits),
    edits,
    beside: beside ? [applyEdits(beside.source.text, inTextOrder(beside.edits))] : [],
  };
}

/** The edits of a text, in order, that an insertion at an offset makes in it. */
export function editsAt(languageId: string, text: string, offset: number, options: With = {}): readonly TextEdit[] {
  const found = destinationOf({ languageId, path: '/a', text, offset, http: options, isAssertion: false });
  if (found === 'script') return [];
  const plan = planInsertion(found.text, found.slot, options.token ?? token, {
    ...defaults,
    replaces: true,
    ...options,
  });
  return plan.form === 'plan' ? inTextOrder(movedBy(plan.here, found.start)) : [];
}

/** The text after an insertion at the cursor, with `TOKEN` for the token; in parentheses what stands in its way. */
export function inserted(languageId: string, path: string, marked: string, given: InsertAs | With = {}): string {
  const { text, offset, start } = cursorIn(marked);
  const options = typeof given === 'string' ? { insertAs: given } : given;
  const result = insertedAt({ languageId, path, text, offset, selection: { start, end: offset } }, options);
  if (typeof result === 'string') return `(${result})`;
  if ('form' in result) return `(${result.form})`;
  return [result.text, ...result.beside].join('\n=====\n').replaceAll(token, 'TOKEN');
}
