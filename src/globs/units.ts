import type { Fits, Pattern } from './machine.ts';

const slash = 0x2f;

/** Any unit of a name in a path. */
export const inName: Fits = (unit) => unit !== slash;
export const anything: Pattern = { is: 'many', fits: () => true };
export const nameCharacters: Pattern = { is: 'many', fits: inName };
export const separator: Pattern = literal('/');
/** Folders, none included, each with the separator behind it. */
export const folders: Pattern = optional(sequence([anything, separator]));

/** One pattern behind the other. */
export function sequence(parts: readonly Pattern[]): Pattern {
  return { is: 'sequence', parts };
}

/** A pattern, or nothing. */
export function optional(pattern: Pattern): Pattern {
  return { is: 'either', choices: [sequence([]), pattern] };
}

/** A text as it is. */
export function literal(text: string): Pattern {
  return sequence(
    Array.from({ length: text.length }, (_, i): Pattern => {
      const code = text.charCodeAt(i);
      return { is: 'unit', fits: (unit) => unit === code };
    }),
  );
}

/** One unit of a name that is in some of the ranges, or with `isNegated` in none. */
export function oneOf(ranges: readonly (readonly [from: number, to: number])[], isNegated: boolean): Pattern {
  const fits: Fits = (unit) => inName(unit) && ranges.some(([from, to]) => from <= unit && unit <= to) !== isNegated;
  return { is: 'unit', fits };
}
