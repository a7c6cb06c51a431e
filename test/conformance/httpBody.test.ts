import { cli, send, store } from 'httpyac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyReader } from '../../src/insertion/httpBody.ts';
import { type Recorder, startRecorder } from './httpyacRecorder.ts';

/** What we take for the body of a request, beside what httpYac sends. */

let recorder: Recorder;
beforeAll(async () => {
  cli.initFileProvider();
  recorder = await startRecorder();
});
afterAll(() => recorder.close());

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const ndjson = 'application/x-ndjson';
const parts = 'multipart/form-data; boundary=x';

const bodies: readonly (readonly [what: string, body: string, type?: string])[] = [
  ['JSON', '{"a":1}'],
  ['JSON over lines', '{\n  "a": 1\n}'],
  ['blank lines at the end', '{"a":1}\n\n  \n\n'],
  ['a blank line in the middle', 'a\n\nb'],
  ['carriage returns', '{\r\n"a":1}\r\n\r\n'],
  ['a comment behind it', '{"a":1}\n# comment\n\n// another\n'],
  ['a comment before it', '# comment\n{"a":1}'],
  ['comments in it', 'a\n# comment\nb\n// comment\nc'],
  ['a name behind it', '{"a":1}\n# @name foo'],
  ['white space around lines', '  {"a":1}\n  b  '],
  ['letters beyond ASCII', '{"a":"é😀"}'],
  ['a variable', '{"a":"{{x}}","b":"{{ x }}"}'],
  ['a variable of variables', '{{y}}'],
  ['a definition in it', 'a\n@z = 1\nb'],
  ['a script behind it', '{"a":1}\n\n> {%\nclient.log(1)\n%}\n'],
  ['an assertion behind it', '{"a":1}\n\n?? status == 200'],
  ["httpYac's script behind it", '{"a":1}\n\n{{\nexports.a = 1;\n}}'],
  ['an answer behind it', '{"a":1}\n\nHTTP/1.1 200 OK\nx: y'],
  ['a file for the answer', '{"a":1}\n>> answer.json'],
  ['XML', '<a>\n  <b/>\n</a>', 'application/xml'],
  ['a form', 'a=1&b=2 3&c=é', form],
  ['a form over lines', 'a=1\n&b=2\n  &c=3', form],
  ['JSON by lines', '{"a":1}\n{"b":2}\n\n', ndjson],
  ['parts', '--x\nContent-Disposition: form-data; name="a"\n\n{{x}}\n--x--\n', parts],
  ['parts of any sort', '--x\nContent-Type: text/plain\n\nb\n--x--\n', 'multipart/mixed; boundary=x'],
  ['a form over lines without `&`', 'a=1\nb=2', form],
];

describe('a body that the file alone does not settle is not taken for another:', () => {
  const rows: readonly (readonly [what: string, body: string, names: readonly string[], header?: string])[] = [
    ['a file', '< ./body.json', ['./body.json']],
    ['a file with variables', '<@ ./body.json', ['./body.json']],
    ['a file beside text', 'a\n< ./body.json\nb', ['./body.json']],
    ['a variable of elsewhere', '{"a":"{{host}}"}', ['host']],
    ['a GraphQL query', 'query A($x: Int) {\n  a(x: $x)\n}\n\n{"x": 1}', ['GraphQL']],
    ['a GraphQL fragment', 'fragment F on A {\n  a\n}\n', ['GraphQL']],
    ['a GraphQL file', 'gql A < ./a.gql\n', ['GraphQL']],
    ["REST Client's GraphQL", '{ a }', ['GraphQL'], 'X-REQUEST-TYPE: GraphQL\n'],
  ];
  for (const [what, body, unresolved, header = ''] of rows)
    it(what, () => {
      const text = `POST http://localhost/\nContent-Type: ${json}\n${header}\n${body}`;
      expect(bodyReader(text)(0)).toEqual({ unresolved });
    });
});

describe('the body of a request is what httpYac sends:', () => {
  for (const [what, body, type = json] of bodies)
    it(what, async () => {
      const text = `@x = hello\n@y = <{{x}}>\n\n###\nPOST http://${recorder.host}/\nContent-Type: ${type}\n\n${body}`;
      const httpFile = await new store.HttpFileStore().parse('/body.http', text, { workingDir: '/' });
      await send({ httpFile });
      const sent = recorder.take().map((request) => Buffer.from(request.body, 'latin1').toString());
      const read = bodyReader(text, { startsAtMethods: true })(text.indexOf('POST'));
      expect([read && 'body' in read ? read.body : read]).toEqual(sent);
    });
});
