import { describe, expect, it } from 'vitest';
import { codeCases } from './codeCases.ts';
import { cursorIn, inserted, insertedAt, token } from './cursor.ts';

describe.each(Object.entries(codeCases))('%s', (languageId, cases) => {
  it.each(Object.entries(cases))('%s', (_, [marked, expected]) => {
    expect(inserted(languageId, '/a', marked)).toBe(expected);
    const { text, offset, start } = cursorIn(marked);
    const once = insertedAt({ languageId, path: '/a', text, offset, selection: { start, end: offset } });
    if (typeof once === 'string' || 'form' in once) return;
    const again = insertedAt({ languageId, path: '/a', text: once.text, offset: once.text.indexOf(token) + 3 });
    expect(again, 'twice is once').toMatchObject({ text: once.text });
  });
});
