import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/insertion/edit.ts';
import { cell, corpusFiles, features, forms, headers, OLD, readCorpus } from './corpus.ts';
import { editsAt, token } from './cursor.ts';

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
        const edits = editsAt('http', before, offset);
        expect(applyEdits(before, edits), `cursor ${where} the request`).toBe(expected);
        expect(edits).toHaveLength(1);
      }
      for (const offset of everywhere) {
        expect(applyEdits(before, editsAt('http', before, offset)), `cursor at ${offset}`).toBe(expected);
      }
    });
  });
});
