import { type Machine, machineOf, type Pattern } from './machine.ts';
import { anything, folders, inName, literal, nameCharacters, oneOf, separator, sequence } from './units.ts';

/**
 * How much of one `.gitignore` counts, so that holding a path against it takes no more than a few milliseconds: the length
 * of a rule, in bytes, and wild cards (`*`, `?`, `[`) in all. Rules beyond that are passed over.
 */
const most = { length: 1000, wildCards: 1000 };

interface Rule {
  readonly isNegated: boolean;
  /** A rule that ends with `/` matches folders alone. */
  readonly isFolder: boolean;
  /** A rule without `/` matches the name alone, wherever it is. */
  readonly isName: boolean;
  /** The text before the first character that is special, and behind the last: most paths are told by these. */
  readonly head: string;
  readonly tail: string;
  /** Made when first asked for; matches nothing where the rule can match nothing. */
  readonly machine: () => Machine | undefined;
}

/** The rules of one `.gitignore` or the like. */
export interface IgnoreRules {
  /** The folder that they count in: its path in the repository with a `/` at the end, empty for the root. */
  readonly folder: string;
  readonly rules: readonly Rule[];
}

/** Reads the rules that a `.gitignore` in `folder` holds (gitignore(5)). */
export function readRules(folder: string, text: string): IgnoreRules {
  let wildCards = 0;
  const rules = text.split(/\r?\n/).flatMap((line) => {
    // Git compares bytes, on Linux with their case; elsewhere a finding too many is better than one too few.
    const rule = bytesOf(line.slice(0, most.length + 1));
    const more = rule.match(/[*?[]/g)?.length ?? 0;
    if (rule.length > most.length || wildCards + more > most.wildCards) return [];
    wildCards += more;
    return readRule(rule) ?? [];
  });
  return { folder: bytesOf(folder), rules };
}

/**
 * Whether git ignores a file: the last rule that matches decides, those of a nearer folder after those of a farther one,
 * and nothing in an ignored folder is looked at.
 * @param path the file's path in the repository
 * @param rules the weakest first
 */
export function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  const bytes = bytesOf(path);
  const verdicts = rules.map((each) => verdictsOn(bytes, each));
  const names = bytes.split('/');
  return names.some((_, i) => {
    const { length } = names.slice(0, i + 1).join('/');
    return verdicts.findLast((verdict) => verdict.has(length))?.get(length) === true;
  });
}

/** A name in a path, and the offset at which it ends. */
interface Name {
  readonly text: string;
  readonly end: number;
}

/** What rules say of a path and the folders that it is in: whether they ignore it, by the length of its path. */
function verdictsOn(path: string, { folder, rules }: IgnoreRules): ReadonlyMap<number, boolean> {
  const verdicts = new Map<number, boolean>();
  if (!path.startsWith(folder)) return verdicts;
  const inner = path.slice(folder.length);
  const names: Name[] = [];
  for (const text of inner.split('/')) names.push({ text, end: (names.at(-1)?.end ?? -1) + 1 + text.length });
  for (const rule of rules) {
    for (const end of rule.isName ? endsOfNames(rule, names) : endsOf(rule, inner)) {
      // What has more behind it is a folder, or no name's end.
      if (end < inner.length || !rule.isFolder) verdicts.set(folder.length + end, !rule.isNegated);
    }
  }
  return verdicts;
}

/** The offsets at which what a rule matches can end, from the start of a path. */
function endsOf({ head, machine }: Rule, path: string): readonly number[] {
  return path.startsWith(head) ? (machine()?.ends(path) ?? []) : [];
}

/** The offsets at which the names of a path end that fit. */
function endsOfNames({ head, tail, machine }: Rule, names: readonly Name[]): readonly number[] {
  return names
    .filter(({ text }) => text.startsWith(head) && text.endsWith(tail))
    .filter(({ text }) => machine()?.ends(text).at(-1) === text.length)
    .map(({ end }) => end);
}

function readRule(line: string): Rule | undefined {
  if (line.startsWith('#')) return undefined;
  const isNegated = line.startsWith('!');
  const text = withoutSpaces(isNegated ? line.slice(1) : line);
  const isFolder = text.endsWith('/');
  const path = isFolder ? text.slice(0, -1) : text;
  if (path === '') return undefined;
  const isName = !path.includes('/');
  const rule = path.replace(/^\//, '');
  const [head = ''] = /^[^*?[\]\\]*/.exec(rule) ?? [];
  const [tail = ''] = /[^*?[\]\\]*$/.exec(rule) ?? [];
  let machine: Machine | undefined | null = null;
  return {
    isNegated,
    isFolder,
    isName,
    head,
    tail,
    machine: () => {
      if (machine === null) {
        const pattern = patternOf(rule, isName, head.length);
        machine = pattern && machineOf(pattern);
      }
      return machine;
    },
  };
}

/** Spaces at the end count only where a `\` stands before them. */
function withoutSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--;
  return line.slice(0, end);
}

function isEscaped(text: string, index: number): boolean {
  let start = index;
  while (text[start - 1] === '\\') start--;
  return (index - start) % 2 === 1;
}

/**
 * The pattern of a rule (git's wildmatch.c); `undefined` where nothing matches it.
 * @param head how long the text before the first special character is: git takes `**` there for one behind a `/`
 */
function patternOf(rule: string, isName: boolean, head: number): Pattern | undefined {
  const parts: Pattern[] = [];
  for (let i = 0; i < rule.length; i++) {
    const unit = rule.charAt(i);
    if (unit === '\\') {
      i++;
      if (i === rule.length) return undefined;
      parts.push(literal(rule.charAt(i)));
    } else if (unit === '?') parts.push({ is: 'unit', fits: inName });
    else if (unit === '*') {
      const start = i;
      while (rule[i + 1] === '*') i++;
      const next = rule[i + 1];
      const isWhole = i > start && (start === head || rule[start - 1] === '/') && (next === undefined || next === '/');
      if (!isWhole || isName) parts.push(nameCharacters);
      else if (next === undefined) parts.push(anything);
      else {
        parts.push(folders);
        i++;
      }
    } else if (unit === '[') {
      const read = bracketAt(rule, i);
      if (!read) return undefined;
      parts.push(read.pattern);
      i = read.end;
    } else parts.push(unit === '/' ? separator : literal(unit));
  }
  return sequence(parts);
}

/** The POSIX classes, of ASCII. */
const classes: Readonly<Record<string, string>> = {
  alnum: '09AZaz',
  alpha: 'AZaz',
  blank: '\t\t  ',
  cntrl: '\0\x1f\x7f\x7f',
  digit: '09',
  graph: '!~',
  lower: 'az',
  print: ' ~',
  punct: '!/:@[`{~',
  space: '\t\r  ',
  upper: 'AZ',
  xdigit: '09AFaf',
};

/** The characters in brackets at an index, and where the bracket closes; `undefined` where it does not. */
function bracketAt(rule: string, open: number): { readonly pattern: Pattern; readonly end: number } | undefined {
  const isNegated = rule[open + 1] === '!' || rule[open + 1] === '^';
  const ranges: (readonly [number, number])[] = [];
  const first = open + (isNegated ? 2 : 1);
  for (let i = first; i < rule.length; i++) {
    const unit = rule.charAt(i);
    if (unit === ']' && i > first) return { pattern: oneOf(ranges, isNegated), end: i };
    const named = unit === '[' && rule[i + 1] === ':' ? /^\[:(\w*):\]/.exec(rule.slice(i)) : null;
    if (named) {
      const pairs = classes[named[1] ?? ''];
      if (pairs === undefined) return undefined;
      for (let p = 0; p < pairs.length; p += 2) ranges.push([pairs.charCodeAt(p), pairs.charCodeAt(p + 1)]);
      i += named[0].length - 1;
      continue;
    }
    if (unit === '\\') i++;
    const from = rule.charCodeAt(i);
    if (rule[i + 1] === '-' && rule[i + 2] !== ']' && i + 2 < rule.length) {
      i += rule[i + 2] === '\\' ? 3 : 2;
      ranges.push([from, rule.charCodeAt(i)]);
    } else ranges.push([from, from]);
  }
  return undefined;
}

/** A text as git sees it: a UTF-16 unit for each byte of its UTF-8. */
function bytesOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
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
