import { findNodeAtLocation, getLocation, type Node, parseTree } from 'jsonc-parser';
import { parseReference } from '../recipes/reference.ts';

const setting = 'tokensmith.recipes';

/** Where the settings stand in a file: at its root, in a `.code-workspace` file under `settings`. */
const places: readonly (readonly string[])[] = [[setting], ['settings', setting]];

/** The `key` of a recipe in the text of a settings file. Offsets are UTF-16, of the value with its quotation marks. */
export interface WrittenKey {
  readonly recipe: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The keys of the recipes in the text of a settings file (JSON with comments) that are no references: keys and secrets themselves. */
export function rawKeys(text: string): readonly WrittenKey[] {
  const root = unlessTooDeep(() => parseTree(text));
  return places.flatMap((path) => recipesIn(root, path)).filter(({ value }) => parseReference(value) === undefined);
}

/**
 * The recipe whose `key` is written at an offset of a settings file's text: its kind as it stands there, and the offsets
 * of the value, which are equal where there is none yet. `undefined` anywhere else.
 */
export function keyAt(
  text: string,
  offset: number,
): { readonly kind: unknown; readonly start: number; readonly end: number } | undefined {
  const location = unlessTooDeep(() => getLocation(text, offset));
  if (!location) return undefined;
  const { path, isAtPropertyKey, previousNode } = location;
  const place = places.find((candidate) => candidate.every((name, i) => path[i] === name));
  if (!place || isAtPropertyKey || path.length !== place.length + 2 || path.at(-1) !== 'key') return undefined;
  const root = unlessTooDeep(() => parseTree(text));
  const kind = root && findNodeAtLocation(root, [...path.slice(0, -1), 'kind'])?.value;
  const isValue = previousNode?.type === 'string' && offset <= previousNode.offset + previousNode.length;
  return isValue
    ? { kind, start: previousNode.offset, end: previousNode.offset + previousNode.length }
    : { kind, start: offset, end: offset };
}

function recipesIn(root: Node | undefined, path: readonly string[]): readonly WrittenKey[] {
  const recipes = root && findNodeAtLocation(root, [...path]);
  return (recipes?.children ?? []).flatMap((property): WrittenKey[] => {
    const [name, recipe] = property.children ?? [];
    const key = recipe && findNodeAtLocation(recipe, ['key']);
    if (key?.type !== 'string') return [];
    return [{ recipe: String(name?.value), value: String(key.value), start: key.offset, end: key.offset + key.length }];
  });
}

/** Reads a text by jsonc-parser, which runs out of stack at some thousand brackets in each other; no settings are so deep. */
function unlessTooDeep<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
