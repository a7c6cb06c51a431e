import ignore, { type Ignore } from 'ignore';

/** The longest rule that counts, in UTF-16 units: each becomes a regular expression, of which no engine takes any length. */
const longestRule = 1000;

/** The rules of one `.gitignore` or the like. */
export interface IgnoreRules {
  /** The folder that they count in: its path in the repository with a `/` at the end, empty for the root. */
  readonly folder: string;
  readonly rules: Ignore;
}

/** Reads the rules that a `.gitignore` in `folder` holds. */
export function readRules(folder: string, text: string): IgnoreRules {
  // Git on Linux tells cases apart; elsewhere a finding too many is better than one too few.
  const lines = text.split(/\r?\n/).filter(({ length }) => length <= longestRule);
  return { folder, rules: ignore({ ignorecase: false }).add(lines) };
}

/**
 * Whether git ignores a file (gitignore(5)): the last rule that matches decides, those of a nearer folder after those
 * of a farther one, and nothing in an ignored folder is looked at.
 * @param path the file's path in the repository
 * @param rules the weakest first
 */
export function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  const names = path.split('/');
  return names.some((_, i) => {
    const part = names.slice(0, i + 1).join('/') + (i + 1 < names.length ? '/' : '');
    const verdicts = rules.map((each) => verdictOn(part, each)).filter((verdict) => verdict !== undefined);
    return verdicts.at(-1) === true;
  });
}

/** Whether the rules ignore a file or folder that is in no ignored folder; `undefined` where none matches. */
function verdictOn(part: string, { folder, rules }: IgnoreRules): boolean | undefined {
  if (!part.startsWith(folder) || part === folder) return undefined;
  const inner = part.slice(folder.length);
  const { ignored, unignored, rule } = rules.test(inner);
  if (unignored) return false;
  // A rule that matches the folder around it was overruled there by a nearer one.
  const around = inner.slice(0, inner.lastIndexOf('/', inner.length - 2) + 1);
  return ignored && (around === '' || rules.test(around).rule !== rule) ? true : undefined;
}

/** The line of a `.gitignore` that covers one file: its path from there, rooted, with what is special in patterns escaped. */
export function ignoreLine(path: string): string {
  return `/${path.replace(/[\\*?[\]]/g, '\\$&').replace(/ $/, '\\ ')}`;
}

/** What makes a line more at the end of a text, in the text's own line ends. */
export function newLine(text: string, line: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text === '' || text.endsWith('\n') ? '' : end;
  return `${gap}${line}${end}`;
}
