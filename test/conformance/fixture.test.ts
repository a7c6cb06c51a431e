import { cli } from 'httpyac';
import { beforeAll, expect, it } from 'vitest';
import { applyEdits, inTextOrder } from '../../src/insertion/edit.ts';
import { type FixtureToken, fixtureEdits } from '../../src/insertion/fixture.ts';
import { grammars, treeSitter } from './grammars.ts';
import { httpYacRegions } from './httpYacParser.ts';

/** Fixtures of broken tokens are read by the languages' own parsers, and by httpYac's. */

const tokens: readonly FixtureToken[] = ['expired', 'not-yet-valid', 'wrong-key'].map((name, i) => ({
  name,
  title: name,
  expected: 'expect 401 Unauthorized',
  token: `TOKEN${i}`,
}));

function fixture(languageId: string, text: string, offset = text.length): string {
  const place = { languageId, path: '/a', text, selection: { start: offset, end: offset }, original: 'eyJ.a.b' };
  return applyEdits(text, inTextOrder(fixtureEdits(tokens, place)));
}

/** Code around the place of a statement: before and behind it. */
const statements: Readonly<Record<string, readonly [before: string, behind: string]>> = {
  go: ['package a\n\n', '\n'],
  php: ['<?php\n', '\n'],
  java: ['class A {\n  void a() {\n    ', '\n  }\n}\n'],
  csharp: ['class A {\n  void B() {\n    ', '\n  }\n}\n'],
  rust: ['fn a() {\n    ', '\n}\n'],
  kotlin: ['fun a() {\n    ', '\n}\n'],
  dart: ['void a() {\n  ', '\n}\n'],
};

const { Parser, Language } = treeSitter;
beforeAll(() => {
  cli.initFileProvider();
  return Parser.init();
});

it.each(Object.entries(grammars))('is code of %s', async (languageId, grammar) => {
  const [before, behind] = statements[languageId] ?? ['', '\n'];
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  const written = fixture(languageId, `${before}${behind}`, before.length);
  expect(parser.parse(written).rootNode.hasError, written).toBe(false);
  for (const { token } of tokens) expect(written).toContain(token);
});

it('is requests of httpYac: the one that it was made of, with each token', async () => {
  const request =
    'POST https://a.example/x\nAccept: text/plain\nAuthorization: Bearer eyJ.a.b\n\n{"a":1}\n\n?? status == 200\n';
  const regions = await httpYacRegions(fixture('http', `${request}\n### other\nGET https://a.example/y\n`, 5));
  const sent = regions.flatMap((region) => region.request ?? []);
  expect(sent.map(({ line, authorization }) => [line, ...authorization])).toEqual([
    ['POST https://a.example/x', 'Bearer eyJ.a.b'],
    ...tokens.map(({ token }) => ['POST https://a.example/x', `Bearer ${token}`]),
    ['GET https://a.example/y'],
  ]);
  for (const { headers, body } of sent.slice(1, 4)) {
    expect(headers).toEqual(['Accept: text/plain']);
    expect(body.trim()).toBe('{"a":1}');
  }
});
