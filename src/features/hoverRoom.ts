import { cut } from '../messages/markdown.ts';

/**
 * What VS Code's hover has room for, which is 750 by 250 pixels: a row that wraps pushes another out of sight. Lengths are
 * in characters of code at the usual size.
 */

const lineLength = 80;
/** The width of a character of words, and of bold ones. */
const wordWidth = 0.84;
const boldWidth = 0.97;
const pictureLength = 7;
/** The longest value shown whole, and the room that a long one always has. */
const longestValue = 56;
const shortestCut = 24;
/** The room for the way to the whole. */
const moreLength = 6;
/** So many rows are in sight without scrolling; a problem, which VS Code shows above them, takes the room of some. */
const mostInSight = 9;
const rowsOfProblem = 2.5;

/** The longest name shown whole, and the longest part beside the links. */
export const longestName = 32;
export const longestAside = 32;
/** At most this many members of a part are shown. */
export const mostClaims = 50;

/** The room for what stands beside names of at most a length. */
export function roomBeside(nameLength: number): number {
  return lineLength - nameLength;
}

/** Whether a picture fits behind bold words. */
export function takesPicture(words: string, room: number): boolean {
  return words.length * boldWidth + pictureLength <= room;
}

/**
 * A value and what is known of it, as far as both fit: the first of the sayings that the whole value leaves room for; else
 * the last, with the value cut.
 */
export function fitted(written: string, sayings: readonly string[], room: number): { value: string; words: string } {
  const fits = (words: string) => written.length + words.length * wordWidth <= room;
  const words = sayings.find(fits) ?? sayings.at(-1) ?? '';
  const left = Math.floor(room - words.length * wordWidth) - moreLength;
  const length = fits(words) ? longestValue : Math.min(longestValue, Math.max(shortestCut, left));
  return { value: cut(written, length), words };
}

/** Whether so many rows, below so many problems, are more than stand in sight. */
export function isLong(rows: number, problems: number): boolean {
  return rows + problems * rowsOfProblem > mostInSight;
}
