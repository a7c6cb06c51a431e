import { expect, it } from 'vitest';
import { applyEdits, insertAt, replace, writtenSpans } from '../../../src/insertion/edit.ts';

it('says where edits have written, without the line breaks around it', () => {
  const text = 'first\nold value\nlast';
  const edits = [
    insertAt(0, '@token = a\n\n'),
    replace({ start: 6, end: 9 }, 'new'),
    replace({ start: 9, end: 15 }, ''),
    insertAt(20, '\r\n  Authorization: b'),
  ];
  const after = applyEdits(text, edits);
  expect(writtenSpans(edits).map(({ start, end }) => after.slice(start, end))).toEqual([
    '@token = a',
    'new',
    'Authorization: b',
  ]);
});
