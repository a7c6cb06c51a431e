import { parseEnv } from 'node:util';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/insertion/edit.ts';
import { surroundingsAt } from '../../../src/insertion/objectScan.ts';
import { runs } from '../../runs.ts';
import { editsAt, token } from './cursor.ts';

const languages = [
  'http',
  'dotenv',
  'bruno',
  'json',
  'typescriptreact',
  'yaml',
  'shellscript',
  'bat',
  'powershell',
  'markdown',
  'plaintext',
];

function insert(languageId: string, text: string, offset: number): string {
  const edits = editsAt(languageId, text, offset);
  let end = 0;
  for (const edit of edits) {
    expect(edit.start).toBeGreaterThanOrEqual(end);
    end = edit.end;
  }
  expect(end).toBeLessThanOrEqual(text.length);
  const result = applyEdits(text, edits);
  expect(edits.length === 0 || result.includes(token)).toBe(true);
  return result;
}

const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\n',
        '\r\n',
        '  ',
        '\t',
        '{',
        '}',
        '[',
        ']',
        '(',
        ')',
        '"',
        "'",
        '`',
        '${',
        '\\',
        '\\\n',
        '/',
        '//',
        '/*',
        '*/',
        '#',
        ':',
        ': ',
        ',',
        ';',
        '=',
        'Authorization',
        'authorization: x',
        '"Authorization": "x"',
        'curl -s https://a',
        ' -H ',
        "'Authorization: x'",
        'headers:',
        'headers {',
        '- ',
        '|',
        '>',
        '```http',
        '```',
        'GET http://a',
        '###',
        'TOKEN=',
        'export A="b',
        'return ',
        '=> ',
        'eyJh.e30.x',
        'a',
        '\uFEFF',
        '\u2028',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

it.each(languages)('takes any text: %s', (languageId) => {
  fc.assert(
    fc.property(soup, fc.nat({ max: 150 }), (text, offset) => {
      insert(languageId, text, offset);
    }),
    runs(500),
  );
});

/** A tree without strings that an insertion fills, and without the header. */
const name = fc.oneof(
  fc.constantFrom('a', 'b "c"', 'headers', 'Accept'),
  // V8 13 can take an escaped quotation mark for an escaped backslash in a name of one character.
  fc.string({ minLength: 1, maxLength: 4 }).filter((text) => !/["\\]/.test(text)),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(1, -2.5, true, null, 'text', '}', '// no', "it's"),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
  ),
}));
const root = fc.dictionary(name, tree, { maxKeys: 5 });

const entry = JSON.stringify({ name: 'Authorization', value: `Bearer ${token}` });

/** The tree with every member `Authorization` of that value taken out, and how many there were. */
function takeOut(value: unknown): { readonly rest: unknown; readonly count: number } {
  if (Array.isArray(value)) {
    // A list of headers has entries of name and value.
    const isEntry = (item: unknown) => JSON.stringify(item) === entry;
    const items = value.filter((item) => !isEntry(item)).map(takeOut);
    const added = value.filter(isEntry).length;
    return { rest: items.map(({ rest }) => rest), count: items.reduce((sum, { count }) => sum + count, added) };
  }
  if (value === null || typeof value !== 'object') return { rest: value, count: 0 };
  const members = Object.entries(value).map(([key, member]) => [key, takeOut(member)] as const);
  const kept = members.filter(([key, { rest }]) => key !== 'Authorization' || rest !== `Bearer ${token}`);
  return {
    rest: Object.fromEntries(kept.map(([key, { rest }]) => [key, rest])),
    count: members.length - kept.length + members.reduce((sum, [, { count }]) => sum + count, 0),
  };
}

const indentation = fc.constantFrom<string | number | undefined>(undefined, 1, 2, '\t');

describe('an object', () => {
  it('of JSON gets one member, wherever the cursor is', () => {
    fc.assert(
      fc.property(root, indentation, fc.nat(), (value, indent, at) => {
        const text = JSON.stringify(value, undefined, indent);
        // Inside a string it is the value alone.
        fc.pre(!surroundingsAt(text, at % (text.length + 1)).string);
        const result = insert('json', text, at % (text.length + 1));
        expect(takeOut(JSON.parse(result))).toEqual({ rest: JSON.parse(text), count: 1 });
      }),
      runs(500),
    );
  });

  it('of JavaScript gets one member, wherever the cursor is', () => {
    const comment = fc.constantFrom('', ' ', '/* } */', "// it's {\n", '\n\n');
    fc.assert(
      fc.property(root, comment, fc.boolean(), fc.boolean(), fc.nat(), (value, between, isPlain, hasLastComma, at) => {
        const print = (node: unknown): string => {
          if (node === null || typeof node !== 'object') return JSON.stringify(node);
          const isList = Array.isArray(node);
          const members = Object.entries(node).map(([key, member]) => {
            const name = isPlain && /^[a-z]+$/i.test(key) ? key : JSON.stringify(key);
            return isList ? print(member) : `${name}: ${print(member)}`;
          });
          const inner = members.join(`,${between}`) + (hasLastComma && members.length > 0 ? ',' : '');
          return isList ? `[${between}${inner}]` : `{${between}${inner}${between}}`;
        };
        const evaluate = (text: string): unknown => JSON.parse(JSON.stringify(runInThisContext(text)));
        const source = print(value);
        const text = `(() => { return ${source}; })()`;
        const inside = text.indexOf(source) + 1 + (at % (source.length - 1));
        fc.pre(!surroundingsAt(text, inside).string);
        expect(takeOut(evaluate(insert('javascript', text, inside)))).toEqual({ rest: evaluate(text), count: 1 });
      }),
      runs(500),
    );
  });
});

it('an environment gets one value, wherever the cursor is', () => {
  const value = fc.constantFrom('b', '', '"b c"', "'d'", '"e\nf"', '"# g"', 'h # i', '`j`');
  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom('A=', 'B = ', 'export C=', 'TOKEN='), value)
      .map(([left, right]) => (left + right).trimEnd()),
    fc.constantFrom('', '# comment', '  '),
  );
  const lines = fc.uniqueArray(line, { maxLength: 6, selector: (source) => source.split('=')[0] });
  // Node keeps `export` in a name without a value.
  const read = (text: string) =>
    Object.fromEntries(Object.entries(parseEnv(text)).map(([key, content]) => [key.replace('export ', ''), content]));
  fc.assert(
    fc.property(lines, fc.nat(), (sources, at) => {
      const text = sources.join('\n');
      const before = read(text);
      const after = read(insert('dotenv', text, at % (text.length + 1)));
      const changed = Object.keys(after).filter((key) => after[key] !== before[key]);
      expect(changed.length).toBeLessThanOrEqual(1);
      expect(Object.keys(before).filter((key) => !(key in after))).toEqual([]);
      for (const key of changed) expect(after[key]).toBe(token);
    }),
    runs(500),
  );
});
