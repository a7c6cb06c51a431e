import { jsonTokens } from '../jwt/jsonTokens.ts';
import { parseReference } from '../recipes/reference.ts';

const setting = 'tokensmith.recipes';

/** Where the settings are in a file: at its root, in a `.code-workspace` file under `settings`. */
const places: readonly string[] = [JSON.stringify([setting]), JSON.stringify(['settings', setting])];

/** The `key` of a recipe in the text of a settings file. Offsets are UTF-16, of the value with its quotation marks. */
export interface WrittenKey {
  readonly recipe: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The value of a member of a recipe, as it is written. */
interface Member {
  readonly recipe: string;
  readonly name: string;
  /** The offset behind the colon. */
  readonly colon: number;
  readonly start: number;
  readonly end: number;
  /** What it says, where it is a string. */
  readonly string: string | undefined;
}

/** The keys of the recipes in the text of a settings file (JSON with comments) that are no references: keys and secrets themselves. */
export function rawKeys(text: string): readonly WrittenKey[] {
  return [...membersOfRecipes(text)].flatMap(({ recipe, name, start, end, string: value }) =>
    name === 'key' && value !== undefined && parseReference(value) === undefined ? [{ recipe, value, start, end }] : [],
  );
}

/**
 * The recipe whose `key` is written at an offset of a settings file's text: its kind as it is written, and the offsets
 * of the value, which are equal where there is none yet. `undefined` anywhere else.
 */
export function keyAt(
  text: string,
  offset: number,
): { readonly kind: unknown; readonly start: number; readonly end: number } | undefined {
  const members = [...membersOfRecipes(text)];
  const key = members.find(({ name, colon, end }) => name === 'key' && colon <= offset && offset <= end);
  if (!key) return undefined;
  const kind = members.find(({ recipe, name }) => recipe === key.recipe && name === 'kind')?.string;
  return key.string === undefined ? { kind, start: offset, end: offset } : { kind, start: key.start, end: key.end };
}

/** An object or array around a token, with the name of the member that is read in it. */
interface Bracket {
  readonly isObject: boolean;
  name: string;
  /** The offset behind the colon of that member; 0 before it. */
  colon: number;
}

/** The members of all recipes that are neither objects nor lists. One that has no value yet ends where the next token begins. */
function* membersOfRecipes(text: string): Generator<Member> {
  const levels: Bracket[] = [];
  const plain = withoutComments(text);
  for (const token of jsonTokens(plain)) {
    const first = plain.charAt(token.start);
    const level = levels.at(-1);
    const member = level && level.colon > 0 ? memberOf(levels, level) : undefined;
    const isEnd = first === '}' || first === ']' || first === ',';
    if (member && (isEnd || !'{['.includes(first))) {
      const at = isEnd ? { start: token.start, end: token.start } : token;
      yield { ...member, start: at.start, end: at.end, string: first === '"' ? token.string : undefined };
    }
    if (first === '{' || first === '[') {
      levels.push({ isObject: first === '{', name: '', colon: 0 });
      if (level) level.colon = 0;
    } else if (first === '}' || first === ']') levels.pop();
    else if (first === ':' && level?.isObject) level.colon = token.end;
    else if (first === '"' && level?.isObject && level.colon === 0) level.name = token.string;
    else if (level) level.colon = 0;
  }
}

/** The member of a recipe that a level reads; `undefined` where it is none of a recipe. */
function memberOf(
  levels: readonly Bracket[],
  { name, colon }: Bracket,
): Pick<Member, 'recipe' | 'name' | 'colon'> | undefined {
  // Settings are no deeper than this, whatever text it is.
  if (levels.length < 3 || levels.length > 4 || levels.some(({ isObject }) => !isObject)) return undefined;
  const path = levels.map((level) => level.name);
  const recipe = path.at(-2) ?? '';
  return places.includes(JSON.stringify(path.slice(0, -2))) ? { recipe, name, colon } : undefined;
}

/** A text with its comments as blanks: every offset stays. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, (found) =>
    found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found,
  );
}
