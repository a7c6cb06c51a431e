import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits } from '../../../src/insertion/edit.ts';
import { regionsIn, requestAt } from '../../../src/insertion/httpFile.ts';
import type { HttpRequest } from '../../../src/insertion/httpRequest.ts';
import { runs } from '../../runs.ts';
import { editsAt, token } from './cursor.ts';

const line = fc.oneof(
  fc.constantFrom(
    '',
    '',
    ' ',
    '\t',
    '###',
    '### title',
    '#### x',
    ' ###',
    '# comment',
    '#comment',
    '// comment',
    '# @name a',
    '@a = b',
    '@token = x',
    '@auth=Bearer y',
    'GET http://a',
    'POST https://a/b?c=d HTTP/1.1',
    'http://a',
    '{{host}}/a',
    '/a',
    '  /b',
    '  ?a=b',
    '&c=d',
    '??',
    '?? status == 200',
    'Accept: a/b',
    'Authorization: Bearer x',
    'authorization:',
    'AUTHORIZATION : y',
    'Authorization: Bearer {{auth}}',
    'X-Authorization: z',
    '  folded',
    '...rest',
    '{{',
    '}}',
    '{{@request',
    '< {%',
    '%}',
    '> {% x %}',
    '< ./a',
    '<@ ./a',
    '>> b',
    '<> c',
    '/*',
    '*/',
    'query A {',
    '}',
    '{"a": 1}',
    '--cut',
    '===',
    'HTTP/1.1 200 OK',
    'GRPC a/b',
    'ws://a',
    'proto < a',
    'import b',
    'text',
    "curl -H 'A: b' http://a \\",
    "  -H 'Authorization: x' \\",
    'curl http://a',
  ),
  fc.string({ maxLength: 12 }),
);
/** Text that looks like an `.http` file, and an offset in it. */
const file = fc
  .record({
    mark: fc.constantFrom('', '', '\uFEFF'),
    lines: fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n', '\r')), { maxLength: 25 }),
    last: line,
  })
  .map(({ mark, lines, last }) => mark + lines.map(([source, end]) => source + end).join('') + last)
  .chain((text) => fc.record({ text: fc.constant(text), offset: fc.nat({ max: text.length }) }));

const options = runs(1000);

const requestsIn = (text: string): HttpRequest[] => regionsIn(text).flatMap(({ request }) => request ?? []);
const isAuthorization = (name: string) => name.toLowerCase() === 'authorization';

/** What a request says, but for its `Authorization`. */
function withoutAuthorization(text: string, { form, line, headers, blank, body }: HttpRequest) {
  const source = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
  const pairs = headers.map(({ name, value }) => [source(name), source(value)] as const);
  return {
    form,
    line: form === 'http' && source(line),
    headers: pairs.filter(([name]) => !isAuthorization(name)),
    blank: blank && source(blank),
    body: source(body),
  };
}

it('changes no byte outside the one header', () => {
  fc.assert(
    fc.property(file, ({ text, offset }) => {
      const edits = editsAt('http', text, offset);
      if (edits.length === 0) return;
      expect(edits).toHaveLength(1);
      const [{ start, end, text: written }] = edits as [(typeof edits)[number]];
      const removed = text.slice(start, end);
      const request = requestAt(text, offset);
      if (!request) expect(removed.trim()).toBe('');
      else if (removed === '')
        expect(written).toMatch(
          /^(?:(?:\r\n|\r|\n)Authorization: Bearer \S+| Bearer \S+|Bearer \S+)$|-H 'Authorization: Bearer \S+'$/,
        );
      else {
        const values = request.headers
          .filter(({ name }) => isAuthorization(text.slice(name.start, name.end)))
          .map(({ value }) => value);
        expect(values).toContainEqual({ start, end });
        expect(written).toBe(`Bearer ${token}`);
      }
    }),
    options,
  );
});

it('leaves every request as it is, but for one Authorization', () => {
  fc.assert(
    fc.property(file, ({ text, offset }) => {
      if (!requestAt(text, offset)) return;
      for (const insertAs of ['header', 'variable'] as const) {
        const result = applyEdits(text, editsAt('http', text, offset, { insertAs }));
        const [before, after] = [requestsIn(text), requestsIn(result)];
        expect(after.map((request) => withoutAuthorization(result, request))).toEqual(
          before.map((request) => withoutAuthorization(text, request)),
        );
      }
    }),
    options,
  );
});

it('replaces a token that it inserted', () => {
  fc.assert(
    fc.property(file, ({ text, offset }) => {
      if (!requestAt(text, offset)) return;
      const first = 'eyJhbGciOiJub25lIn0.e30.';
      const once = applyEdits(text, editsAt('http', text, offset, { token: first }));
      const twice = applyEdits(once, editsAt('http', once, once.indexOf(first)));
      expect(twice).toBe(applyEdits(text, editsAt('http', text, offset)));
    }),
    options,
  );
});
