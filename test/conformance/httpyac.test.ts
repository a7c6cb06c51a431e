import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cli, send, store } from 'httpyac';
import { generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/insertion/edit.ts';
import { sendingPlugin } from '../../src/insertion/httpYacPlugin.ts';
import {
  type Cell,
  cell,
  corpusFolder,
  type Form,
  features,
  forms,
  type Header,
  headers,
  readCorpus,
} from '../unit/insertion/corpus.ts';
import { editsAt, insertedAt, type With } from '../unit/insertion/cursor.ts';
import { type Recorded, type Recorder, startRecorder } from './httpyacRecorder.ts';

/** httpYac itself sends the corpus before and after: only the one header may arrive otherwise, and a server accepts it. */

const httpyac = fileURLToPath(new URL('../../node_modules/httpyac/bin/httpyac.js', import.meta.url));
const sendable = Object.entries(features).flatMap(([feature, { file, aside }]) =>
  aside === undefined ? [{ feature, file }] : [],
);

const { privateKey, publicKey } = await generateKeyPair('RS256');
const token = await new SignJWT({ application_id: 'a', jti: 'b' })
  .setProtectedHeader({ alg: 'RS256' })
  .setExpirationTime('15m')
  .sign(privateKey);

let recorder: Recorder;
let folder: string;

beforeAll(async () => {
  cli.initFileProvider();
  recorder = await startRecorder();
  folder = await mkdtemp(join(tmpdir(), 'tokensmith-httpyac-'));
  await cp(corpusFolder, folder, { recursive: true });
});

afterAll(async () => {
  await recorder.close();
  await rm(folder, { recursive: true });
});

describe.each(sendable)('$feature', ({ file }) => {
  it.each(headers)('header %s', async (header) => {
    for (const form of forms) {
      const made = cellOf(file, header, form);
      const before = await sent(file, made.before);
      await expectAuthorized(before, await sent(file, inserted(made, 'header')));
      // A byte order mark before a GraphQL fragment is sent as a part of it, until the variable comes between the two.
      if (file === 'graphql' && form === 'byte order mark') continue;
      await expectAuthorized(before, await sent(file, inserted(made, 'variable')));
    }
  });
});

describe('the command line', () => {
  it('sends every file at once, before and after', async () => {
    const write = async (name: string, text: (made: Cell) => string) => {
      await cp(corpusFolder, join(folder, name), { recursive: true, filter: (path) => !path.endsWith('.http') });
      for (const { file } of sendable) {
        for (const form of ['\\n', '\\r\\n'] as const) {
          const path = join(folder, name, `${file}-${form === '\\n' ? 'lf' : 'crlf'}.http`);
          await writeFile(path, text(cellOf(file, 'absent', form)));
        }
      }
    };
    await mkdir(join(folder, 'cli'));
    await write('cli/before', ({ before }) => before);
    await write('cli/after', (made) => inserted(made, 'header'));
    const before = await sentByCommand(join(folder, 'cli/before'));
    const after = await sentByCommand(join(folder, 'cli/after'));
    await expectAuthorized(before, after, sendable.length * 2);
  });
});

describe('a variable', () => {
  it('holds for a later request that is sent alone', async () => {
    const text = `GET http://${recorder.host}/1\n\n###\nGET http://${recorder.host}/2\nAuthorization: Bearer {{token}}\n`;
    const edits = editsAt('http', text, 0, { token, insertAs: 'variable' });
    const arrived = await sent('later', applyEdits(text, edits), (source) => source.includes('/2'));
    expect(arrived.map(({ target, authorization }) => ({ target, authorization }))).toEqual([
      { target: '/2', authorization: [`Bearer ${token}`] },
    ]);
  });
});

describe('the plugin', () => {
  const renewed: string[] = [];
  const made: string[] = [];
  const bodies: unknown[] = [];
  const renew = async (old: string, body: unknown) => {
    renewed.push(old);
    bodies.push(body);
    return old === token ? `${token}new` : undefined;
  };
  const make = async (recipe: string) => {
    if (recipe === 'gone') throw new Error(`no recipe ${recipe}`);
    made.push(recipe);
    return `${token}${made.length}`;
  };
  beforeAll(() => {
    store.pluginStore.tokensmith = sendingPlugin({ renew, make });
  });
  afterAll(() => {
    delete store.pluginStore.tokensmith;
  });

  const header = 'eyJhbGciOiJub25lIn0.e30.';
  it.each([
    ['a token', `Authorization: Bearer ${token}`, `Bearer ${token}new`],
    ['a name in lower case', `authorization: Bearer ${token}`, `Bearer ${token}new`],
    ['a variable', 'Authorization: Bearer {{token}}', `Bearer ${token}new`],
    ['a token that is not renewed', `Authorization: Bearer ${header}`, `Bearer ${header}`],
    ['no token', 'Authorization: Basic bWU6c2VjcmV0', 'Basic bWU6c2VjcmV0'],
  ])('sends %s anew', async (_name, line, expected) => {
    const text = `@token = ${token}\n\nGET http://${recorder.host}/\n${line}\nX-Other: ${token}\n`;
    const [arrived] = await sent('renewed', text);
    expect(arrived?.authorization).toEqual([expected]);
    expect(arrived?.headers).toContain(token);
  });

  it.each([
    ['nothing', 'GET', '', ''],
    ['text', 'POST', 'Content-Type: text/plain\n', 'a\n{{x}}\n\n'],
    ['a form', 'POST', 'Content-Type: application/x-www-form-urlencoded\n', 'a=1\n&b=2 3'],
    ['GraphQL', 'POST', 'Content-Type: application/json\n', 'query A {\n  a\n}\n'],
    ['a file', 'POST', 'Content-Type: application/json\n', '< ./sent.json'],
    [
      'parts',
      'POST',
      'Content-Type: multipart/form-data; boundary=x\n',
      '--x\nContent-Disposition: form-data; name="a"\n\nb\n--x--',
    ],
  ])('is told of the body that is sent: %s', async (_, method, header, body) => {
    await writeFile(join(folder, 'sent.json'), '{\r\n "é": 1}\r\n\r\n');
    const text = `@x = b\n\n###\n${method} http://${recorder.host}/\nAuthorization: Bearer ${token}\n${header}\n${body}\n`;
    const [arrived] = await sent('body', text);
    const told = bodies.at(-1) as { readonly body: string } | undefined;
    expect(told?.body ?? '').toBe(Buffer.from(arrived?.body ?? '', 'latin1').toString());
  });

  it('asks for nothing but the tokens of that header', () => {
    expect(new Set(renewed)).toEqual(new Set([token, header]));
  });

  it.each([
    ['in the header', 'GET http://HOST/\nAuthorization: Bearer {{$jwt my api}}\n'],
    ['in a variable', '@token = {{$jwt my api}}\n\n###\nGET http://HOST/\nAuthorization: Bearer {{token}}\n'],
    ['in a lazy variable', '@token := {{$jwt my api}}\n\n###\nGET http://HOST/\nAuthorization: Bearer {{token}}\n'],
    ['in an environment', 'GET http://HOST/\nAuthorization: Bearer {{made}}\n'],
  ])('makes a new token for each request: %s', async (_, text) => {
    await writeFile(join(folder, 'http-client.env.json'), '{"dev": {"made": "{{$jwt my api}}"}}');
    const source = text.replace('HOST', recorder.host);
    const first = await sent('made', source, undefined, 'dev');
    const second = await sent('made', source, undefined, 'dev');
    expect([...first, ...second].map(({ authorization }) => authorization[0]?.startsWith(`Bearer ${token}`))).toEqual([
      true,
      true,
    ]);
    expect(first[0]?.authorization).not.toEqual(second[0]?.authorization);
    expect(new Set(made)).toEqual(new Set(['my api']));
  });

  it('makes tokens in the body and target, too', async () => {
    const text = `POST http://${recorder.host}/?t={{$jwt a}}\nContent-Type: application/json\n\n{"t": "{{$jwt b}}"}\n`;
    const [arrived] = await sent('made', text);
    expect(arrived?.target).toContain(token);
    expect(arrived?.body).toContain(token);
  });

  it.each([
    ['in the header', 'GET http://HOST/\nAuthorization: Bearer {{$jwt gone}}\n'],
    ['in a variable', '@token = {{$jwt gone}}\n\n###\nGET http://HOST/\nAuthorization: Bearer {{token}}\n'],
    ['in a lazy variable', '@token := {{$jwt gone}}\n\n###\nGET http://HOST/\nAuthorization: Bearer {{token}}\n'],
    ['in the body', 'POST http://HOST/\n\n{{$jwt gone}}\n'],
  ])('sends nothing where there is no token, and says why: %s', async (_, text) => {
    const source = text.replace('HOST', recorder.host);
    const httpFile = await new store.HttpFileStore().parse(join(folder, 'gone.http'), source, { workingDir: folder });
    await send({ httpFile });
    expect(recorder.take()).toEqual([]);
    expect(JSON.stringify(httpFile.httpRegions.map(({ testResults }) => testResults))).toContain('no recipe gone');
  });
});

describe('each form of a token, written, sent, renewed and sent again', () => {
  const get = (authorization: string) => `GET http://HOST/\n${authorization}`;
  const forms: Readonly<Record<string, { readonly text: string; readonly options?: With; readonly beside?: string }>> =
    {
      'a literal': { text: get('') },
      '@token': { text: get(''), options: { insertAs: 'variable' } },
      '@name': { text: `@mine = old\n\n###\n${get('Authorization: Bearer {{mine}}\n')}` },
      '@name with its scheme': { text: `@mine = Bearer old\n\n###\n${get('Authorization: {{mine}}\n')}` },
      $dotenv: { text: get(''), options: { insertAs: 'environment' }, beside: '.env' },
      '$dotenv, named': { text: get('Authorization: Bearer {{$dotenv MINE}}\n'), beside: '.env' },
      'an environment': { text: get(''), options: { insertAs: 'environment' }, beside: 'http-client.private.env.json' },
      'an environment, named': {
        text: get('Authorization: Bearer {{mine}}\n'),
        beside: 'http-client.private.env.json',
      },
      'an environment, a member of an object': {
        text: get('Authorization: Bearer {{api.mine}}\n'),
        beside: 'http-client.private.env.json',
      },
    };

  it.each(Object.entries(forms))('%s', async (_, { text, options = {}, beside }) => {
    const isJson = beside?.endsWith('.json') ?? false;
    const start = isJson ? '{\n  "dev": {\n    "mine": "",\n    "api": { "mine": "" }\n  }\n}\n' : '';
    let [source, file] = [text.replace('HOST', recorder.host), start];
    for (const name of ['.env', 'http-client.private.env.json', 'http-client.env.json'])
      await rm(join(folder, name), { force: true });
    for (const subject of ['first', 'second']) {
      const signed = await new SignJWT({ sub: subject }).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
      const form = isJson ? 'environments' : 'dotenv';
      const sources = beside ? [{ form, text: file, isOfVariables: isJson, isPrivate: true } as const] : [];
      const target = { languageId: 'http', path: '/a.http', text: source, offset: source.indexOf('GET') };
      const written = insertedAt(target, { ...options, sources, token: signed });
      if (typeof written === 'string' || 'form' in written) throw new Error(JSON.stringify(written));
      source = written.text;
      [file = ''] = written.beside;
      if (beside) await writeFile(join(folder, beside), file);
      const [arrived] = await sent('form', source, undefined, isJson ? 'dev' : undefined);
      expect(arrived?.authorization).toEqual([`Bearer ${signed}`]);
      if (beside) expect(source).not.toContain(signed);
    }
  });
});

/** A cell of the matrix that points at the recorder. */
function cellOf(file: string, header: Header, form: Form): Cell {
  return cell(readCorpus(file).replaceAll('localhost:3000', recorder.host), header, form);
}

function inserted({ before, cursors }: Cell, insertAs: 'header' | 'variable'): string {
  return applyEdits(before, editsAt('http', before, cursors.in, { token, insertAs }));
}

/** What arrives when httpYac sends a text, or those of its requests whose source fits. */
async function sent(
  file: string,
  text: string,
  fits = (_source: string) => true,
  environment?: string,
): Promise<Recorded[]> {
  const httpFile = await new store.HttpFileStore().parse(join(folder, `${file}.http`), text, { workingDir: folder });
  const done = await send({
    httpFile,
    httpRegionPredicate: ({ symbol }) => fits(symbol.source ?? ''),
    ...(environment && { activeEnvironment: [environment] }),
  });
  expect(done, `httpYac sends ${file}`).toBe(true);
  return recorder.take();
}

async function sentByCommand(cwd: string): Promise<Recorded[]> {
  await promisify(execFile)(process.execPath, [httpyac, 'send', '*.http', '--all', '--output', 'none'], { cwd });
  return recorder.take();
}

/** Expects the same requests, `count` of which now bring the token and no other `Authorization`. */
async function expectAuthorized(before: readonly Recorded[], after: readonly Recorded[], count = 1): Promise<void> {
  expect(after.map(withoutAuthorization)).toEqual(before.map(withoutAuthorization));
  const changed = after.filter(({ authorization }, index) => `${authorization}` !== `${before[index]?.authorization}`);
  expect(changed).toHaveLength(count);
  for (const { authorization } of changed) {
    expect(authorization).toHaveLength(1);
    const [, bearer = ''] = /^Bearer (\S+)$/.exec(authorization[0] ?? '') ?? [];
    await jwtVerify(bearer, publicKey);
  }
}

function withoutAuthorization({ authorization: _, ...request }: Recorded): Omit<Recorded, 'authorization'> {
  return request;
}
