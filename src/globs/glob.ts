import { fitsWhole, type Machine, machineOf, type Pattern } from './machine.ts';
import { anything, folders, inName, literal, nameCharacters, oneOf, optional, separator, sequence } from './units.ts';

/**
 * How much the globs of one list may have, so that holding a path against all of them takes no more than a few
 * milliseconds: UTF-16 units in all, and wild cards (`*`, `?`, `{`, `[`) in all.
 */
export const mostGlobs = { length: 20_000, wildCards: 1000 };

/** Globs as VS Code's settings have them: `*`, `?`, `**`, `{a,b}`, `[a-z]`, `[!a-z]`. */
export interface Globs {
  /** Whether one of them matches a path, with `/` between its names. */
  readonly match: (path: string) => boolean;
}

/** Whether a list of globs is short enough to be used. */
export function areFewEnough(globs: readonly string[]): boolean {
  const all = globs.join('');
  return all.length <= mostGlobs.length && (all.match(/[*?{[]/g)?.length ?? 0) <= mostGlobs.wildCards;
}

/** Makes globs ready. A `path` is held against each as a whole, so that `*.log` matches in no folder. */
export function globsOf(globs: readonly string[]): Globs {
  let machines: readonly Machine[] | undefined;
  return {
    match(path) {
      machines ??= globs.map((glob) => machineOf(patternOf(glob)));
      return machines.some((machine) => fitsWhole(machine, path));
    },
  };
}

function patternOf(glob: string): Pattern {
  const names = split(glob, '/').filter((name, i, all) => name !== '**' || all[i - 1] !== '**');
  if (names.length === 1 && names[0] === '**') return anything;
  const last = names.length - 1;
  return sequence(
    names.flatMap((name, i) => {
      if (name === '**') return [i === last ? optional(sequence([separator, anything])) : folders];
      // The folder `a` itself is in `a/**`, too.
      const isWhole = i === last || (i === last - 1 && names[last] === '**');
      return [namePattern(name), ...(isWhole ? [] : [separator])];
    }),
  );
}

function namePattern(name: string): Pattern {
  const parts: Pattern[] = [];
  for (let i = 0; i < name.length; i++) {
    const unit = name.charAt(i);
    const end = closing(name, i);
    if (unit === '{' && end !== undefined) {
      parts.push({ is: 'either', choices: split(name.slice(i + 1, end), ',').map(patternOf) });
      i = end;
    } else if (unit === '[' && end !== undefined) {
      parts.push(bracket(name.slice(i + 1, end)));
      i = end;
    } else if (unit === '*') parts.push(nameCharacters);
    else if (unit === '?') parts.push({ is: 'unit', fits: inName });
    else parts.push(literal(unit));
  }
  return sequence(parts);
}

function bracket(content: string): Pattern {
  const isNegated = /^[!^]/.test(content);
  const ranges = [...content.slice(isNegated ? 1 : 0).matchAll(/(.)(?:-(.))?/gs)].map(
    ([, from = '', to = from]) => [from.charCodeAt(0), to.charCodeAt(0)] as const,
  );
  return oneOf(ranges, isNegated);
}

/** Where the bracket or brace that opens at an index closes; `undefined` where it does not, and stands for itself. */
function closing(text: string, open: number): number | undefined {
  if (text[open] === '[') {
    // A `]` right behind it is one of the characters.
    const end = text.indexOf(']', open + (/^[!^]/.test(text.slice(open + 1)) ? 3 : 2));
    return end < 0 ? undefined : end;
  }
  if (text[open] !== '{') return undefined;
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return undefined;
}

/** Parts a text at a separator outside of brackets and braces. */
function split(text: string, at: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const end = closing(text, i);
    if (end !== undefined) i = end;
    else if (text[i] === at) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}
