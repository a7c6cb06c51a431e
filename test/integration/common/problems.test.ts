import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  activate,
  closeEditors,
  emptyDocument,
  facts,
  open,
  openDocument,
  problemCodes,
  problems,
  readFile,
  recipe,
  removeFile,
  until,
  writeFile,
} from '../support.ts';
import { healthy, seconds, signed, signedBySecret, unproven } from '../tokens.ts';

type Json = Readonly<Record<string, unknown>>;

type Claims = Json | ((now: number) => Json);

/** A row: the code, a token that has the problem, and one that just has it not. */
interface Row {
  readonly code: string;
  readonly has: () => string | Promise<string>;
  readonly hasNot: () => string | Promise<string>;
  /** The files that they stand in; both in the same by default. */
  readonly files?: readonly [string, string];
  readonly what?: string;
  readonly severity?: vscode.DiagnosticSeverity;
}

const { Error: error, Warning: warning, Information: information, Hint: hint } = vscode.DiagnosticSeverity;
const none = { alg: 'RS256' };
const other = (claims: Claims) => () => unproven(none, { ...healthy.other(), ...claimsNow(claims) });
const rest = (claims: Claims) => () => unproven(none, { ...healthy.rest(), ...claimsNow(claims) });
const video = (claims: Claims) => () => unproven(none, { ...healthy.video(), ...claimsNow(claims) });
const vanilla = (claims: Claims) => () => unproven({ alg: 'HS256' }, { ...healthy.vanilla(), ...claimsNow(claims) });
const day = 86_400;

const table: readonly Row[] = [
  // Ten minutes of skew are allowed below, so that no machine is too slow for "just".
  {
    code: 'expired',
    severity: warning,
    has: other((now) => ({ iat: 0, exp: now - 600 })),
    hasNot: other((now) => ({ iat: 0, exp: now - 300 })),
  },
  {
    code: 'expired',
    what: 'by default',
    severity: warning,
    has: rest((now) => ({ iat: now - 1500, exp: undefined })),
    hasNot: rest((now) => ({ iat: now - 1200, exp: undefined })),
  },
  {
    code: 'expires-soon',
    severity: hint,
    has: other((now) => ({ iat: now - 3600, exp: now + 299 })),
    // Of its ten minutes, the last quarter has not begun.
    hasNot: other((now) => ({ iat: now - 400, exp: now + 200 })),
  },
  {
    code: 'not-yet-valid',
    severity: warning,
    has: other((now) => ({ nbf: now + 3600, exp: now + 7200 })),
    hasNot: other((now) => ({ nbf: now + 500 })),
  },
  {
    code: 'issued-in-future',
    severity: warning,
    has: other((now) => ({ iat: now + 3600, exp: now + 7200 })),
    hasNot: other((now) => ({ iat: now + 500 })),
  },
  { code: 'no-expiry', severity: information, has: other({ exp: undefined }), hasNot: other({}) },
  {
    code: 'expires-before-issued',
    severity: error,
    has: other((now) => ({ iat: now, exp: now })),
    hasNot: other((now) => ({ iat: now - 1, exp: now })),
  },
  {
    code: 'expires-before-issued',
    what: 'nbf',
    severity: error,
    has: other((now) => ({ nbf: now + 900, exp: now + 900 })),
    hasNot: other((now) => ({ nbf: now + 899, exp: now + 900 })),
  },
  {
    code: 'time-in-milliseconds',
    severity: error,
    has: other({ exp: 1_000_000_000_000 }),
    hasNot: other({ exp: 253_402_300_799 }),
  },
  { code: 'time-not-a-number', severity: error, has: other((now) => ({ exp: String(now + 900) })), hasNot: other({}) },
  {
    code: 'time-not-a-number',
    what: 'null',
    severity: error,
    has: other({ nbf: null }),
    hasNot: other((now) => ({ nbf: now })),
  },
  {
    code: 'signature-missing',
    severity: error,
    has: () => unproven({ alg: 'ES256' }, healthy.other(), ''),
    hasNot: () => unproven({ alg: 'ES256' }, healthy.other()),
  },
  {
    code: 'access-token.missing-claim',
    severity: warning,
    has: () => unproven({ alg: 'RS256', typ: 'at+jwt' }, healthy.other()),
    hasNot: () =>
      unproven(
        { alg: 'RS256', typ: 'at+jwt' },
        { ...healthy.other(), iss: 'https://a.example', aud: 'b', client_id: 'c', jti: 'd' },
      ),
  },
  {
    code: 'malformed',
    what: 'padding',
    severity: error,
    has: () => `${unproven(none, healthy.other()).replace(/[^.]*$/, 'c2k')}=`,
    hasNot: () => unproven(none, healthy.other()).replace(/[^.]*$/, 'c2k'),
  },
  {
    code: 'malformed',
    what: 'payload',
    severity: error,
    has: () => unproven(none, '[1]'),
    hasNot: () => unproven(none, '{}'),
  },
  {
    code: 'malformed',
    what: 'not UTF-8',
    severity: error,
    has: () => unproven(none, '{}').replace(/\.e30\./, '._w.'),
    hasNot: () => unproven(none, '{}'),
  },
  {
    code: 'malformed',
    what: 'base64url cut off',
    severity: error,
    has: () => `${unproven(none, '{}', '')}A`,
    hasNot: () => `${unproven(none, '{}', '')}AA`,
  },
  {
    code: 'malformed',
    what: 'crit names what is absent',
    severity: error,
    has: () => unproven({ ...none, crit: ['b64'] }, '{}'),
    hasNot: () => unproven({ ...none, crit: ['b64'], b64: true }, '{}'),
  },
  {
    code: 'malformed',
    what: 'crit is no list',
    severity: error,
    has: () => unproven({ ...none, crit: 'b64' }, '{}'),
    hasNot: () => unproven(none, '{}'),
  },
  {
    code: 'malformed',
    what: 'crit is empty',
    severity: error,
    has: () => unproven({ ...none, crit: [] }, '{}'),
    hasNot: () => unproven(none, '{}'),
  },
  {
    code: 'unsigned',
    severity: warning,
    has: () => unproven({ alg: 'none' }, '{}', ''),
    hasNot: () => unproven({ alg: 'None' }, '{}', ''),
  },
  {
    code: 'duplicate-claim',
    severity: warning,
    has: () => unproven(none, '{"a":{"b":1,"b":1}}'),
    hasNot: () => unproven(none, '{"a":{"b":1},"b":1}'),
  },
  {
    code: 'duplicate-claim',
    what: 'in the header',
    severity: warning,
    has: () => unproven('{"alg":"RS256","kid":"a","kid":"b"}', '{}'),
    hasNot: () => unproven('{"alg":"RS256","kid":"a","KID":"b"}', '{}'),
  },
  { code: 'vonage.missing-claim', severity: error, has: rest({ jti: undefined }), hasNot: rest({}) },
  { code: 'vonage.missing-claim', what: 'video', severity: error, has: video({ role: undefined }), hasNot: video({}) },
  {
    code: 'vonage.wrong-algorithm',
    severity: error,
    has: () => unproven({ alg: 'RS512' }, healthy.rest()),
    hasNot: rest({}),
  },
  {
    code: 'vonage.lifetime-too-long',
    severity: error,
    has: rest((now) => ({ iat: now, exp: now + day + 600 })),
    // What exceeds it by no more than the skew is no fault: Vonage's own SDK rounds its times.
    hasNot: rest((now) => ({ iat: now, exp: now + day + 500 })),
  },
  {
    code: 'vonage.application-id-not-uuid',
    severity: error,
    has: rest({ application_id: facts.applicationId.slice(1) }),
    hasNot: rest({}),
  },
  {
    code: 'vonage.root-token-in-client-code',
    severity: warning,
    has: rest({}),
    hasNot: rest({}),
    files: ['public/problems.js', 'server/problems.js'],
  },
  {
    code: 'vonage.root-token-in-client-code',
    what: 'by kind',
    severity: warning,
    has: rest({}),
    hasNot: video({}),
    files: ['problems.html', 'problems.html'],
  },
  {
    code: 'vonage.invalid-role',
    severity: error,
    has: video({ role: 'host' }),
    hasNot: video({ role: 'publisheronly' }),
  },
  {
    code: 'vonage.invalid-acl',
    severity: error,
    has: video({ acl: { paths: ['/session/**'] } }),
    hasNot: video({ acl: { paths: { '/session/**': { methods: ['GET'] } } } }),
  },
  {
    code: 'vonage.acl-without-session',
    severity: error,
    has: video({ acl: { paths: { '/*/rtc/**': {} } } }),
    hasNot: video({ acl: { paths: { '/*/sessions/**': {} } } }),
  },
  { code: 'vonage.invalid-scope', severity: error, has: video({ scope: 'session' }), hasNot: video({}) },
  {
    code: 'vonage.data-too-long',
    severity: error,
    has: video({ connection_data: 'x'.repeat(1001) }),
    hasNot: video({ connection_data: 'x'.repeat(1000) }),
  },
  {
    code: 'vonage.layout-not-a-string',
    severity: error,
    has: video({ initial_layout_class_list: ['focus'] }),
    hasNot: video({ initial_layout_class_list: 'focus' }),
  },
  {
    code: 'vonage.data-claim',
    severity: information,
    has: video({ connection_data: undefined }),
    hasNot: video({ data: undefined }),
  },
  { code: 'vonage.sdk-option-as-claim', severity: warning, has: rest({ ttl: 900 }), hasNot: rest({ TTL: 900 }) },
  { code: 'vanilla.missing-claim', severity: error, has: vanilla({ aud: undefined }), hasNot: vanilla({}) },
  {
    code: 'vanilla.missing-claim',
    what: 'in place of no-expiry',
    severity: error,
    has: vanilla({ exp: undefined }),
    hasNot: vanilla({}),
  },
  {
    code: 'vanilla.no-issue-time',
    severity: error,
    has: vanilla({ iat: undefined }),
    hasNot: vanilla((now) => ({ iat: undefined, nbf: now })),
  },
  {
    code: 'vanilla.wrong-algorithm',
    severity: error,
    has: () => unproven({ alg: 'RS256' }, healthy.vanilla()),
    hasNot: () => unproven({ alg: 'HS512' }, healthy.vanilla()),
  },
  {
    code: 'signature-invalid',
    what: 'by the recipe that matches',
    severity: error,
    has: rest({}),
    hasNot: () => signed(healthy.rest()),
  },
  {
    code: 'signature-invalid',
    what: 'by no key that is named',
    severity: error,
    has: rest({}),
    hasNot: rest({ application_id: '00000000-0000-4000-8000-000000000000' }),
  },
  {
    code: 'signature-invalid',
    what: 'by the kid of a JWK',
    severity: error,
    has: () => unproven({ alg: 'HS256', kid: 'problems-1' }, healthy.other()),
    hasNot: () => unproven({ alg: 'HS256', kid: 'problems-2' }, healthy.other()),
  },
];

function claimsNow(claims: Claims): Json {
  return typeof claims === 'function' ? claims(seconds()) : claims;
}

/** The file that tokens stand in where it does not matter. */
const usual = 'problems.txt';

/** Sets a setting of the workspace for the time of a test. */
async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(`tokensmith.${name}`, value, vscode.ConfigurationTarget.Workspace);
}

/** Opens a new file with tokens, a line each, and waits until its problems are those that are expected. */
async function expectCodes(path: string, tokens: readonly string[], expected: (codes: readonly string[]) => boolean) {
  const document = await openDocument(path, `${tokens.join('\n')}\n`);
  await until(`the right problems of ${path}`, () => expected(problemCodes(document.uri)));
  return document;
}

const marker = unproven({ alg: 'none' }, { iat: 0, exp: seconds() + day }, '');

describe('each problem', () => {
  before(async () => {
    await activate();
    await setting('clockTolerance', '9m');
    await setting('recipes', {
      rest: recipe,
    });
    const k = btoa('0123456789abcdef0123456789abcdef').replaceAll('=', '');
    await writeFile('problems.jwk', JSON.stringify({ kty: 'oct', kid: 'problems-1', alg: 'HS256', k }));
  });
  after(async () => {
    await setting('clockTolerance', undefined);
    await setting('recipes', undefined);
    await removeFile('problems.jwk');
  });

  for (const { code, what, has, hasNot, severity, files = [usual, usual] } of table) {
    it(`${code}${what ? `, ${what}` : ''}: a token that has it, and one that just has it not`, async () => {
      const [{ uri }, other] = await Promise.all([
        expectCodes(files[0], [await has()], (codes) => codes.includes(code)),
        // The first token's problems are there as soon as the second one's is, which is unsigned.
        expectCodes(files[1], [await hasNot(), marker], (codes) => codes.at(-1) === 'unsigned'),
      ]);
      const [found] = problems(uri).filter((problem) => codeOf(problem) === code);
      assert.equal(found?.severity, severity);
      assert.match(targetOf(found), /^https:\/\//);
      assert.isAtMost(found?.message.length ?? 0, 160, found?.message);
      if (code === 'signature-invalid') await settle();
      assert.notInclude(codesOfLine(other.uri, 0), code);
    });
  }
});

describe('problems', () => {
  before(activate);
  afterEach(closeEditors);

  it('are none for a healthy token of any kind', async () => {
    const tokens = [
      await signed(healthy.rest()),
      await signed(healthy.video()),
      await signed(healthy.user()),
      await signedBySecret(healthy.vanilla()),
      await signed(healthy.other()),
    ];
    const document = await expectCodes('healthy.txt', [...tokens, marker], (codes) => codes.includes('unsigned'));
    await settle();
    assert.deepEqual(problemCodes(document.uri), ['unsigned']);
  });

  it('have the severity that the setting says, at once, and none with off', async () => {
    const token = unproven(none, { ...healthy.other(), exp: undefined });
    const document = await expectCodes('severity.txt', [token], (codes) => codes.includes('no-expiry'));
    for (const [level, severity] of [
      ['error', error],
      ['hint', vscode.DiagnosticSeverity.Hint],
    ] as const) {
      await setting('problems.severity', { 'no-expiry': level });
      await until(level, () => problems(document.uri).every((problem) => problem.severity === severity));
    }
    await setting('problems.severity', { 'no-expiry': 'off' });
    await until('none', () => problems(document.uri).length === 0);
    await setting('problems.severity', undefined);
    await until('the problem again', () => problemCodes(document.uri).includes('no-expiry'));
  });

  it('are hints in files that only show tokens, where nothing but time is wrong with these', async () => {
    const tokens = [unproven(none, { iat: 1, exp: 2 }), unproven(none, { iat: 3 })];
    for (const [path, severity] of [
      ['shown.log', hint],
      ['shown.md', hint],
      ['test/fixtures/shown.txt', hint],
      ['test/fixtures/shown.http', warning],
      ['shown.txt', warning],
    ] as const) {
      const { uri } = await expectCodes(path, tokens, (codes) => codes.length === 2);
      const [expired, endless] = problems(uri);
      assert.equal(expired?.severity, severity, path);
      assert.equal(endless?.severity, severity === hint ? hint : information, path);
    }
  });

  it('say that a token is of others than tokensmith.expect names, at once', async () => {
    const token = unproven(none, { ...healthy.other(), iss: 'https://a.example', aud: ['b'] });
    const { uri } = await expectCodes('expect.txt', [token, marker], (codes) => codes.join() === 'unsigned');
    await setting('expect', { issuer: ['https://c.example'], audience: 'b' });
    await until('the issuer', () => problemCodes(uri).includes('unexpected-issuer'));
    assert.notInclude(problemCodes(uri), 'unexpected-audience');
    await setting('expect', undefined);
    await until('none', () => !problemCodes(uri).includes('unexpected-issuer'));
  });

  it('go with the switch and with tokensmith.exclude, at once', async () => {
    const document = await expectCodes('switch.txt', [marker], (codes) => codes.includes('unsigned'));
    for (const [name, value] of [
      ['problems.enabled', false],
      ['exclude', ['**/switch.*']],
    ] as const) {
      await setting(name, value);
      await until(`none by ${name}`, () => problems(document.uri).length === 0);
      await setting(name, undefined);
      await until('the problem again', () => problemCodes(document.uri).includes('unsigned'));
    }
  });

  it('are told for documents in the background as time passes', async () => {
    await setting('clockTolerance', '0s');
    const token = unproven(none, { ...healthy.other(), iat: seconds() - 60, exp: seconds() + 2 });
    const document = await expectCodes('hidden.txt', [token], (codes) => codes.includes('expires-soon'));
    await until('the expiry', () => problemCodes(document.uri).includes('expired'), 45_000);
    await setting('clockTolerance', undefined);
  });

  it('go when their document is closed', async () => {
    // One of a file may be held for minutes by whoever opened it; an untitled one goes with its editor.
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    const editor = vscode.window.activeTextEditor;
    assert(editor?.document.isUntitled);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), marker));
    const { uri } = editor.document;
    await until('the problem', () => problemCodes(uri).includes('unsigned'));
    await closeEditors();
    await until('none', () => problems(uri).length === 0);
  });

  it('are at most 1,000 of a file, and the rest is counted', async () => {
    const tokens = Array.from({ length: 1200 }, (_, i) => unproven({ alg: 'none', n: i }, healthy.other(), ''));
    const document = await expectCodes('many.txt', tokens, (codes) => codes.length === 1000);
    const [first] = problems(document.uri);
    assert.match(first?.message ?? '', /^201 more token problems/);
    assert.equal(first?.severity, information);
    await emptyDocument(document);
  });

  it('follow a character as it is typed', async () => {
    const editor = await open('typed.txt', `${unproven({ alg: 'none' }, healthy.other(), '').slice(1)}\n`);
    assert.isEmpty(problems(editor.document.uri));
    // Tokensmith has listened longer: when others hear of the change, its problems are there.
    const atTheChange = new Promise<readonly string[]>((resolve) => {
      const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document !== editor.document) return;
        listener.dispose();
        resolve(problemCodes(document.uri));
      });
    });
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), 'e'));
    assert.deepEqual(await atTheChange, ['unsigned']);
    await removeFile('typed.txt');
  });

  it('say nothing of documents that cannot be written', async () => {
    const uri = vscode.Uri.parse('tokensmith-test:/read.txt');
    const provider = vscode.workspace.registerTextDocumentContentProvider('tokensmith-test', {
      provideTextDocumentContent: () => `${marker}\n`,
    });
    await vscode.window.showTextDocument(uri);
    const document = await expectCodes('written.txt', [marker], (codes) => codes.includes('unsigned'));
    assert.isEmpty(problems(uri));
    assert.isNotEmpty(problems(document.uri));
    provider.dispose();
  });

  it('turn off by a quick fix, which writes the setting', async () => {
    const document = await expectCodes('off.txt', [marker], (codes) => codes.includes('unsigned'));
    await vscode.commands.executeCommand('tokensmith.turnProblemOff', {
      uri: document.uri.toString(),
      code: 'unsigned',
    });
    await until('none', () => problems(document.uri).length === 0);
    assert.include(await readFile('.vscode/settings.json'), '"unsigned": "off"');
    await setting('problems.severity', undefined);
  });
});

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

function targetOf(problem: vscode.Diagnostic | undefined): string {
  const code = problem?.code;
  return typeof code === 'object' ? code.target.toString() : '';
}

function codesOfLine(uri: vscode.Uri, line: number): readonly string[] {
  return problems(uri)
    .filter(({ range }) => range.start.line === line)
    .map(codeOf);
}

/** Lets verdicts on signatures come, which are told in flocks. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 150));
}
