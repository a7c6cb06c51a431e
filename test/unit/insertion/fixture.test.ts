import { parse } from 'dotenv';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { applyEdits, inTextOrder } from '../../../src/insertion/edit.ts';
import { type FixtureToken, fixtureEdits } from '../../../src/insertion/fixture.ts';
import { cursorIn, token as original } from './cursor.ts';

const tokens: readonly FixtureToken[] = ['expired', 'wrong-key', 'alg-none'].map((name, i) => ({
  name,
  title: `Title of ${name}`,
  expected: 'expect 401 Unauthorized',
  token: `eyJhbGciOiJIUzI1NiJ9.eyJuIjp${i}.c2ln`,
}));
const byName = Object.fromEntries(tokens.map(({ name, token }) => [name, token]));

/** The text once the fixture is in it; the cursor is `‸`, and `TOKEN` the token that it was made of. */
function withFixture(languageId: string, marked: string, path = '/a'): string {
  const { text, offset, start } = cursorIn(marked.replaceAll('TOKEN', original));
  const place = { languageId, path, text, selection: { start, end: offset }, original };
  return applyEdits(text, inTextOrder(fixtureEdits(tokens, place)));
}

describe('a fixture in an .http file', () => {
  const file = [
    '@host = https://api.example.com',
    '',
    '### one',
    '# @name one',
    'POST {{host}}/things?a=1',
    'Content-Type: application/json',
    'authorization: Bearer TOKEN‸',
    '',
    '{ "a": 1 }',
    '',
    '> {% client.test("ok", () => client.assert(response.status === 200)) %}',
    '',
    '### two',
    'GET {{host}}/others',
    '',
  ].join('\n');

  it('is the request of the token with each of them, below it, with the answer that is expected', () => {
    const text = withFixture('http', file);
    const [before, ...others] = text.split(/^### /m);
    expect(`${before}${others[0]}`).toContain(original);
    expect(others.map((each) => each.split('\n')[0])).toEqual([
      'one',
      'Title of expired',
      'Title of wrong-key',
      'Title of alg-none',
      'two',
    ]);
    expect(others[1]).toBe(
      [
        'Title of expired',
        '# expect 401 Unauthorized',
        'POST {{host}}/things?a=1',
        'Content-Type: application/json',
        `authorization: Bearer ${tokens[0]?.token}`,
        '',
        '{ "a": 1 }',
        '',
        '',
      ].join('\n'),
    );
  });

  it('is made of the request that has the token, wherever the cursor is', () => {
    const text = withFixture('http', `${file.replace('‸', '')}\n‸`);
    expect(text.indexOf('### Title of expired')).toBeLessThan(text.indexOf('### two'));
    expect(text.match(/POST {{host}}/g)).toHaveLength(4);
  });

  it.each(['GET https://x.example/‸\r\n', 'GET https://x.example/\r\nAuthorization: Bearer {{token}}‸'])(
    'has a header where the request had none, or a reference: %j',
    (marked) => {
      const text = withFixture('http', marked);
      expect(text.match(/GET https:\/\/x\.example\/\r\nAuthorization: Bearer eyJ/g)).toHaveLength(3);
      expect(text).not.toMatch(/[^\r]\n/);
    },
  );

  it('has the body, but nothing that is done with the answer', () => {
    const rows = ['{{payload}}', '', '?? status == 200', '<> answer.json', '>> answer.json'];
    const text = withFixture('http', `POST https://x.example/\nAuthorization: Bearer TOKEN‸\n\n${rows.join('\n')}\n`);
    const [, first = ''] = text.split(/^### /m);
    expect(first.trimEnd()).toMatch(/\n\n\{\{payload\}\}$/);
  });

  it('is of an example where there is no request', () => {
    expect(withFixture('http', '‸')).toMatch(
      /^### Title of expired\n# expect 401 .*\nGET https:\/\/api\.example\.com\//,
    );
  });
});

describe('a fixture elsewhere', () => {
  it.each([
    ['on an empty page', '‸'],
    ['in an object', '{\n  "a": 1‸\n}'],
    ['in a member', `{\n  "token": "TO‸KEN",\n  "b": 2\n}`.replace('TO‸KEN', 'TOKEN‸')],
    ['in a value', '{ "tests": ‸ }'],
    ['in a list', '{ "tests": [‸] }'],
  ])('is JSON still: %s', (_, marked) => {
    const { text } = cursorIn(marked.replaceAll('TOKEN', original));
    const written = withFixture('json', marked);
    const found = JSON.stringify(JSON.parse(written));
    expect(found).toContain(JSON.stringify(byName));
    // What stood there stands there still.
    const rest = written.replace(/\s|,/g, '');
    for (const part of text.match(/"[^"]*"/g) ?? []) expect(rest).toContain(part.replace(/\s|,/g, ''));
  });

  it.each([
    ['as an expression', 'const cases = ‸;'],
    ['below a statement', 'const token = "TOKEN‸";\nuse(token);'],
    ['in an object', 'const all = { token: "TOKEN‸", b: 2 };'],
    ['in a function', 'function f() {\n  const token = "TOKEN‸";\n  return token;\n}'],
    ['as an argument', 'check(‸);'],
  ])('is TypeScript still: %s', async (_, marked) => {
    const written = withFixture('typescript', marked);
    const { code } = await transform(written, { loader: 'ts' });
    for (const { token } of tokens) expect(code).toContain(token);
    expect(written.match(/expect 401/g)).toHaveLength(3);
    if (marked.includes('TOKEN')) expect(written).toContain(`"${original}"`);
  });

  it('is variables of a .env file and of a shell', () => {
    const variables = { TOKEN_EXPIRED: byName.expired, TOKEN_WRONG_KEY: byName['wrong-key'] };
    expect(parse(withFixture('plaintext', 'A=TOKEN‸\nB=1', '/x/.env.local'))).toMatchObject({
      ...variables,
      A: original,
      B: '1',
    });
    expect(withFixture('shellscript', '‸')).toContain(`\nTOKEN_WRONG_KEY='${byName['wrong-key']}'\n`);
  });

  it('replaces nothing that is selected', () => {
    expect(withFixture('plaintext', 'a ‸TOKEN‸ b')).toContain(`a ${original} b\n{`);
  });
});
