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
    ['behind the comma of a member', '{\n  "a": 1,‸\n  "b": 2\n}'],
    ['between members of a line', '{ "a": 1, "b": "c"‸, "d": 1 }'],
    ['in front of a value', '{\n  "a": ‸1,\n  "b": 2\n}'],
    ['in front of a member', '{ ‸"a": 1 }'],
    ['on a free line', '{\n  "a": 1,\n  ‸\n}'],
    ['behind the comma of a list', '{ "a": 0, "tests": [1,‸] }'],
    ['among the values of a list', '{ "a": 0, "tests": [1, ‸2], "b": 3 }'],
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
    ['as the last argument', 'check(a,‸);'],
    ['behind the comma of a member', 'const all = {\n  b: 1,‸\n};'],
    ['as what a function gives', 'const f = () => ‸;'],
    ['as what is returned', 'function f() {\n  return ‸\n}'],
    ['as one of two', 'const a = b ? ‸ : c;'],
    ['in front of a value', 'const a = ‸1;'],
    ['before a comment', 'const a = ‸ // why\n;'],
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

  const [one, two] = ['eyJa.eyJi.one', 'eyJa.eyJi.two'];
  const pair: readonly FixtureToken[] = [
    { name: 'expired', title: 'Expired', expected: 'expect 401', token: one },
    { name: 'wrong-key', title: 'Wrong key', expected: 'expect 403', token: two },
  ];
  const written = (languageId: string, marked: string) => {
    const { text, offset, start } = cursorIn(marked);
    const place = { languageId, path: '/a', text, selection: { start, end: offset }, original };
    return applyEdits(text, inTextOrder(fixtureEdits(pair, place)));
  };
  const lines = (...each: readonly string[]) => each.join('\n');

  it.each<[string, string, string]>([
    [
      'python',
      '  x = ‸',
      lines('  x = {', `    "expired": "${one}", # expect 401`, `    "wrong-key": "${two}" # expect 403`, '  }'),
    ],
    [
      'ruby',
      '‸',
      lines(
        'broken_tokens = {',
        `  "expired" => "${one}", # expect 401`,
        `  "wrong-key" => "${two}" # expect 403`,
        '}',
      ),
    ],
    [
      'php',
      '‸',
      lines(
        '$brokenTokens = [',
        `  'expired' => '${one}', // expect 401`,
        `  'wrong-key' => '${two}' // expect 403`,
        '];',
      ),
    ],
    [
      'powershell',
      '‸',
      lines('$brokenTokens = @{', `  'expired' = '${one}' # expect 401`, `  'wrong-key' = '${two}' # expect 403`, '}'),
    ],
    [
      'go',
      '‸',
      lines(
        'var brokenTokens = map[string]string{',
        `  "expired": "${one}", // expect 401`,
        `  "wrong-key": "${two}", // expect 403`,
        '}',
      ),
    ],
    [
      'csharp',
      '‸',
      lines(
        'var brokenTokens = new Dictionary<string, string> {',
        `  { "expired", "${one}" }, // expect 401`,
        `  { "wrong-key", "${two}" } // expect 403`,
        '};',
      ),
    ],
    [
      'java',
      '‸',
      lines(
        'var brokenTokens = Map.of(',
        `  "expired", "${one}", // expect 401`,
        `  "wrong-key", "${two}" // expect 403`,
        ');',
      ),
    ],
    [
      'rust',
      'let x = ‸;',
      lines(
        'let x = HashMap::from([',
        `  ("expired", "${one}"), // expect 401`,
        `  ("wrong-key", "${two}") // expect 403`,
        ']);',
      ),
    ],
    [
      'typescript',
      'const f = () => ‸;',
      lines(
        'const f = () => ({',
        `  'expired': '${one}', // expect 401`,
        `  'wrong-key': '${two}', // expect 403`,
        '});',
      ),
    ],
    [
      'typescript',
      'const a = {\n  b: 1,‸\n};',
      lines(
        'const a = {',
        '  b: 1,',
        '  "brokenTokens": {',
        `    'expired': '${one}', // expect 401`,
        `    'wrong-key': '${two}', // expect 403`,
        '  },',
        '};',
      ),
    ],
    [
      'jsonc',
      '{\n  "a": 1\n  ‸\n}',
      lines(
        '{',
        '  "a": 1,',
        '  "brokenTokens": {',
        `    "expired": "${one}", // expect 401`,
        `    "wrong-key": "${two}" // expect 403`,
        '  }',
        '}',
      ),
    ],
    [
      'json',
      '{\n  "a": 1,\n  ‸\n}',
      lines(
        '{',
        '  "a": 1,',
        '  "brokenTokens": {',
        `    "expired": "${one}",`,
        `    "wrong-key": "${two}"`,
        '  }',
        '}',
      ),
    ],
    [
      'yaml',
      'a: 1\nb: 2‸\nc: 3',
      lines(
        'a: 1',
        'b: 2',
        '# Expired. expect 401',
        `expired: ${one}`,
        '# Wrong key. expect 403',
        `wrong-key: ${two}`,
        'c: 3',
      ),
    ],
    [
      'dockercompose',
      '  ‸',
      lines('  # Expired. expect 401', `  expired: ${one}`, '  # Wrong key. expect 403', `  wrong-key: ${two}`),
    ],
    [
      'env',
      '‸',
      lines('# Expired. expect 401', `TOKEN_EXPIRED=${one}`, '# Wrong key. expect 403', `TOKEN_WRONG_KEY=${two}`),
    ],
    ['plaintext', '‸', lines('{', `  "expired": "${one}",`, `  "wrong-key": "${two}"`, '}')],
  ])('has the form of %s: %j', (languageId, marked, expected) => {
    expect(written(languageId, marked)).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['one blank line before it', 'GET https://a‸', 'GET https://a\n\n### Expired'],
    ['that line, if there is an end of a line', 'GET https://a‸\n', 'GET https://a\n\n### Expired'],
    ['that line, if it is there', 'GET https://a‸\n\n', 'GET https://a\n\n### Expired'],
    ['that line of its own sort', 'GET https://a‸\r\n\r\n', 'GET https://a\r\n\r\n### Expired'],
    ['no line at the start', '‸', '### Expired'],
  ])('has %s', (_what, marked, start) => {
    expect(written('http', marked).startsWith(`${start}\n`) || written('http', marked).startsWith(`${start}\r\n`)).toBe(
      true,
    );
  });

  it('of a request stands between that and the next', () => {
    const text = 'POST https://a‸\nA: b\n\n { }\n\n\n### two\nGET https://b\n';
    expect(written('http', text)).toBe(
      lines(
        'POST https://a',
        'A: b',
        '',
        ' { }',
        '',
        '',
        ...pair.flatMap(({ title, expected, token }) => [
          `### ${title}`,
          `# ${expected}`,
          'POST https://a',
          'A: b',
          `Authorization: Bearer ${token}`,
          '',
          ' { }',
          '',
        ]),
        '### two',
        'GET https://b',
        '',
      ),
    );
  });

  it('is of the request at the cursor, if that has the token or none has it', () => {
    const both = `### one\nGET https://a\nAuthorization: Bearer ${original}\n\n### two\nGET https://b\n`;
    const requestOf = (text: string) => /### Expired\n.*\n(GET .*)\n/.exec(written('http', text))?.[1];
    expect(requestOf(`${both}Authorization: Bearer ${original}‸\n`)).toBe('GET https://b');
    expect(requestOf(`${both}‸`)).toBe('GET https://a');
    expect(requestOf('### one\nGET https://a\n\n### ‸two\nGET https://b\n')).toBe('GET https://b');
    expect(requestOf('### one\nGET https://a\n\n‸### two\nGET https://b\n')).toBe('GET https://b');
    // A head without a request has an example.
    expect(requestOf('### one‸\n\n### two\nGET https://b\n')).toBe('GET https://api.example.com/');
  });

  it('replaces nothing that is selected', () => {
    expect(withFixture('plaintext', 'a ‸TOKEN‸ b')).toContain(`a ${original} b\n{`);
  });
});
