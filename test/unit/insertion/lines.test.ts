import { expect, it } from 'vitest';
import { applyEdits } from '../../../src/insertion/edit.ts';
import { insertLine, lineAt, lineBefore, lineBreakAt, linesIn, ownLine } from '../../../src/insertion/lines.ts';

const text = 'a\r\nbc\rd\n\n e';
/** The lines of it, with what ends each. */
const lines = ['a\r\n', 'bc\r', 'd\n', '\n', ' e'];

it('lines end at each sort of line break, and at the end of the text', () => {
  expect([...linesIn(text, { start: 0, end: text.length })].map(({ start, next }) => text.slice(start, next))).toEqual(
    lines,
  );
  expect([...linesIn('', { start: 0, end: 0 })]).toEqual([{ start: 0, end: 0, next: 0 }]);
  expect([...linesIn('a\n', { start: 0, end: 2 })]).toHaveLength(1);
  // A part of a text ends where it says.
  expect([...linesIn(text, { start: 3, end: 5 })]).toEqual([{ start: 3, end: 5, next: 5 }]);
});

it('every offset is of one line, that between the two marks of a line break too', () => {
  const of = [...Array(text.length + 1).keys()].map((offset) => lineAt(text, offset));
  expect(of.map(({ start, next }) => lines.indexOf(text.slice(start, next)))).toEqual([
    0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 4, 4,
  ]);
  expect(of.map((line) => lineBefore(text, line)?.start)).toEqual([
    ...Array(3).fill(undefined),
    ...Array(3).fill(0),
    3,
    3,
    6,
    ...Array(3).fill(8),
  ]);
});

it.each([
  ['a', '\n'],
  ['a\r\nb', '\r\n'],
  ['a\rb', '\r'],
  ['a\nb', '\n'],
  ['\nb', '\n'],
  ['\rb', '\r'],
])('a line beside the last of %j ends as the one before', (given, lineBreak) => {
  expect(lineBreakAt(given, lineAt(given, given.length))).toBe(lineBreak);
});

it.each([
  ['  a', 3, '  a\nX', '  a\n  X'],
  ['a\r\n', 0, 'a\r\nX\r\n', 'a\r\nX\r\n'],
  ['a\r\n  \r\nb', 4, 'a\r\nX\r\nb', 'a\r\n  X\r\nb'],
  ['\uFEFF', 1, '\uFEFFX', '\uFEFFX'],
  ['\uFEFF  a', 4, '\uFEFF  a\nX', '\uFEFF  a\n  X'],
])('a line of its own in %j', (given, offset, bare, indented) => {
  expect(applyEdits(given, [insertLine(given, offset, 'X')])).toBe(bare);
  expect(applyEdits(given, [ownLine(given, offset, 'X')])).toBe(indented);
});
