import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/insertion/edit.ts';
import { insertHeader } from '../../../src/insertion/httpHeader.ts';
import { insertionFor } from '../../../src/insertion/index.ts';
import { cell, corpusFiles, features, forms, headers, OLD, readCorpus } from './corpus.ts';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

describe('the corpus', () => {
  it('has each file for a feature, and each feature a file', () => {
    expect(
      Object.values(features)
        .map(({ file }) => file)
        .sort(),
    ).toEqual(corpusFiles.toSorted());
  });

  it.each(corpusFiles)('%s has one header to replace', (file) => {
    expect(readCorpus(file).split(OLD)).toHaveLength(2);
  });
});

describe.each(Object.entries(features))('%s', (_, { file }) => {
  describe.each(headers)('header %s', (header) => {
    it.each(forms)('lines with %s', (form) => {
      const { before, after, cursors, everywhere } = cell(readCorpus(file), header, form);
      const expected = after(token);
      for (const [where, offset] of Object.entries(cursors)) {
        const { edits, token: span } = insertHeader(before, offset, token);
        const written = applyEdits(before, edits);
        expect(written, `cursor ${where} the request`).toBe(expected);
        expect(edits).toHaveLength(1);
        expect(written.slice(span.start, span.end)).toBe(token);
      }
      for (const offset of everywhere) {
        const { edits } = insertionFor('http', '/a.http', before, offset, token, { insertAs: 'header' });
        expect(applyEdits(before, edits), `cursor at ${offset}`).toBe(expected);
      }
    });
  });
});
