import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  clipboard,
  facts,
  open,
  openDocument,
  problemCodes,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const { applicationId } = facts;
const base = { applicationId, key: 'file:private.key' };
const vanilla = {
  kind: 'vanilla',
  key: 'env:VANILLA_SECRET',
  issuer: 'https://sso.example.com',
  subject: '42',
  audience: 'https://community.example.com',
  email: 'alice@example.com',
  displayName: 'Alice',
};

/** A recipe of each kind, the kind's own command, and what its lens says. */
const kinds = [
  { command: 'createVonageRestToken', recipe: { kind: 'vonage-rest', ...base }, label: 'Vonage REST' },
  {
    command: 'createVonageVideoToken',
    recipe: {
      kind: 'vonage-video',
      ...base,
      sessionId: '1_MX4',
      data: 'name=Alice',
      initialLayoutClassList: ['focus'],
    },
    label: 'Vonage Video client',
  },
  {
    command: 'createVonageUserToken',
    recipe: { kind: 'vonage-user', ...base, subject: 'Alice' },
    label: 'Vonage user',
  },
  { command: 'createVanillaToken', recipe: vanilla, label: 'Vanilla' },
  {
    command: 'createToken',
    recipe: { kind: 'custom', key: 'file:private.key', claims: { sub: 'me' }, expiresIn: '1h', iat: true },
    label: 'JWT',
  },
] as const;

function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

describe('a token of each kind', () => {
  for (const { command, recipe, label } of kinds) {
    it(`${recipe.kind}: is made, recognised, verified and found healthy`, async () => {
      const token = await run<string>(command, { recipe, output: 'none' });
      const verdict = await run<Record<string, unknown>>('verifyToken', { token });
      assert.deepEqual(verdict, {
        structure: 'ok',
        signature: 'valid',
        key: recipe.key,
        kind: recipe.kind,
        claims: 'ok',
        problems: [],
      });
      const document = await openDocument('kind.http', `GET https://example.com/\nAuthorization: Bearer ${token}\n`);
      const name = recipe.key.replace('file:', '');
      const [lens] = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        1,
      );
      assert.match(lens?.command?.title ?? '', new RegExp(`^${label} · expires in .* · ✓ ${name}$`));
      assert.isEmpty(problemCodes(document.uri));
    });

    it(`${recipe.kind}: is made by createToken as by its own command, and its kind may be left out there`, async () => {
      const { kind, ...rest } = recipe;
      const given = command === 'createToken' ? recipe : rest;
      const tokens = [
        await run<string>(command, { recipe: given, output: 'none' }),
        await run<string>('createToken', { recipe, output: 'none' }),
      ];
      for (const token of tokens) assert.equal((await run<{ kind: string }>('verifyToken', { token })).kind, kind);
    });
  }

  it('is refused where the command stands for another kind', async () => {
    const error = await rejection(run('createVanillaToken', { recipe: kinds[0].recipe, output: 'none' }));
    assert.match(error.message, /"vonage-rest" recipe.*"vanilla"/);
  });
});

describe('a recipe of the settings', () => {
  before(() =>
    vscode.workspace
      .getConfiguration('tokensmith')
      .update('recipes', { 'Voice API': kinds[0].recipe }, vscode.ConfigurationTarget.Workspace),
  );
  after(() =>
    vscode.workspace.getConfiguration('tokensmith').update('recipes', undefined, vscode.ConfigurationTarget.Workspace),
  );

  it('is used by its name', async () => {
    const token = await run<string>('createToken', { recipe: 'Voice API', output: 'none' });
    assert.equal((await run<{ kind: string }>('verifyToken', { token })).kind, 'vonage-rest');
  });

  it('must be there', async () => {
    const error = await rejection(run('createToken', { recipe: 'Voice', output: 'none' }));
    assert.match(error.message, /no recipe "Voice"/);
  });

  it('names the key that signed a token of its application, so that another is wrong', async () => {
    await writeFile('other.pem', facts.keys.otherRsa);
    const made = await run<string>('createToken', {
      recipe: { ...kinds[0].recipe, key: 'file:other.pem' },
      output: 'none',
    });
    // As it comes from elsewhere, and not from here.
    const token = made.replace(/(?<=\.)\w(?=[^.]*$)/, (first) => (first === 'A' ? 'B' : 'A'));
    const verdict = await run<{ signature: string; problems: { code: string }[] }>('verifyToken', { token });
    assert.equal(verdict.signature, 'invalid');
    assert.deepEqual(
      verdict.problems.map(({ code }) => code),
      ['signature-invalid'],
    );
    await removeFile('other.pem');
  });
});

describe('an assertion that is told by its recipe alone', () => {
  it('goes into the form where assertions go', async () => {
    const form = 'POST https://idp.test/token\nContent-Type: application/x-www-form-urlencoded\n\nclient_assertion=';
    // It lives longer than other services' tokens that say the same.
    const recipe = {
      kind: 'client-assertion',
      clientId: 'me',
      audience: 'https://idp.test',
      key: 'file:private.key',
      expiresIn: '1h',
    };
    const editor = await open('assertion.http', `${form}|`);
    const token = await run<string>('createToken', { recipe, output: 'header' });
    assert.equal((await run<{ kind: string }>('verifyToken', { token })).kind, 'custom');
    assert.include(editor.document.getText(), `client_assertion=${token}`);
    assert.notInclude(editor.document.getText(), 'Authorization');
  });
});

describe('what is refused', () => {
  const long = 'a'.repeat(1001);
  const [rest, video, user] = kinds;
  type Row = readonly [what: string, recipe: Record<string, unknown>, message: RegExp];
  const rows: readonly Row[] = [
    [
      'a life over 24 hours',
      { ...rest.recipe, expiresIn: '24h1' },
      /"expiresIn" must be a number of seconds or a duration/,
    ],
    ['a life of 24 hours and a second', { ...rest.recipe, expiresIn: 86_401 }, /at most 24 hours.*\("expiresIn"\)/],
    ['an exp claim beyond 24 hours', { ...rest.recipe, claims: { exp: 4e9 } }, /at most 24 hours.*\("claims\.exp"\)/],
    ['an expiry in the past', { ...rest.recipe, expiresAt: '2020-01-01' }, /expiry is in the past.*\("expiresAt"\)/],
    ['no application id', { ...rest.recipe, applicationId: undefined }, /"applicationId" is missing/],
    ['an application id that is no UUID', { ...user.recipe, applicationId: 'a' }, /not a UUID.*\("applicationId"\)/],
    ['a key that is no reference', { ...rest.recipe, key: 'private.key' }, /"key" isn't a key reference/],
    ['no session id', { ...video.recipe, sessionId: undefined }, /"sessionId" is missing/],
    ['an empty session id', { ...video.recipe, sessionId: '' }, /"sessionId" is empty/],
    [
      'a role that is none',
      { ...video.recipe, role: 'host' },
      /role must be one of publisher, subscriber, moderator, publisheronly.*\("role"\)/,
    ],
    [
      'data over 1000 characters',
      { ...video.recipe, data: long },
      /at most 1000 characters; this has 1001.*\("data"\)/,
    ],
    [
      'data claims of other names',
      { ...video.recipe, dataClaims: ['date'] },
      /"dataClaims" must be one of connection_data, data/,
    ],
    [
      'an ACL that is none',
      { ...user.recipe, acl: { paths: { rtc: {} } } },
      /ACL path `rtc`: paths start with.*\("acl"\)/,
    ],
    [
      'an ACL without a session',
      { ...video.recipe, acl: { paths: { '/*/rtc/**': {} } } },
      /The ACL doesn't allow joining a video session.*\("acl"\)/,
    ],
    ['no subject', { ...user.recipe, subject: undefined }, /"subject" is missing/],
    ['no display name', { ...vanilla, displayName: undefined }, /"displayName" is missing/],
    ['an empty e-mail address', { ...vanilla, email: ' ' }, /"email" is empty/],
    [
      'another algorithm',
      { ...vanilla, algorithm: 'RS256' },
      /Vanilla accepts HS256, HS384, HS512 only.*\("algorithm"\)/,
    ],
    [
      'an issue time in the future',
      { ...vanilla, claims: { iat: 4e9 }, expiresAt: 4_000_000_900 },
      /Vanilla rejects tokens issued in the future\. Choose an earlier time\. \("claims\.iat"\)/,
    ],
    [
      'a beginning in the future',
      { ...vanilla, claims: { nbf: 4e9 }, expiresAt: 4_000_000_900 },
      /Vanilla rejects tokens that aren't valid yet\. Choose an earlier time\. \("claims\.nbf"\)/,
    ],
    ['an empty secret', { ...vanilla, key: 'env:EMPTY_SECRET' }, /env:EMPTY_SECRET: The secret is empty/],
    [
      'a secret that is not in its encoding',
      { ...vanilla, secretEncoding: 'hex', key: 'env:ODD_SECRET' },
      /The secret isn't valid hex/,
    ],
    ['a PEM key as a secret', { ...vanilla, key: 'env:PEM_KEY' }, /env:PEM_KEY: .*(RSA 2048|PEM key)/],
    [
      'a variable that is nowhere',
      { ...vanilla, key: 'env:NOWHERE' },
      /NOWHERE isn't set in \.env or in the environment/,
    ],
    [
      'a secret that is not stored',
      { ...vanilla, key: 'secret:nowhere' },
      /No secret is stored under the name "nowhere"/,
    ],
    [
      'no Vonage configuration',
      { ...rest.recipe, key: 'vonage-config' },
      /No Vonage configuration was found|Neither \.vonagerc/,
    ],
    [
      'what cannot be signed',
      { kind: 'custom', key: 'file:public.key', claims: {} },
      /This is a public key; signing needs the private key/,
    ],
    [
      'an algorithm that the key cannot',
      { kind: 'custom', key: 'file:private.key', algorithm: 'ES256' },
      /public key|RSA 2048, but ES256 needs/,
    ],
    ['a header that nobody understands', { kind: 'custom', key: 'file:private.key', header: { crit: ['x'] } }, /crit/],
    ['a recipe of no kind', { kind: 'opentok', ...base }, /"kind" must be one of vonage-rest, .*livekit, .*custom/],
    ['two expiries', { ...rest.recipe, expiresIn: 60, expiresAt: 4e9 }, /Both "expiresIn" and "expiresAt" are set/],
  ];

  before(() =>
    writeFile(
      '.env',
      `VANILLA_SECRET=${facts.vanillaSecret}\nEMPTY_SECRET=\nODD_SECRET=abc\nPEM_KEY="${facts.keys.rsa}"\n`,
    ),
  );
  after(() => writeFile('.env', `VONAGE_APPLICATION_ID=${applicationId}\nVANILLA_SECRET=${facts.vanillaSecret}\n`));

  for (const [what, recipe, message] of rows) {
    it(`${what}: says so, and quotes no value`, async () => {
      await vscode.env.clipboard.writeText('as it was');
      const error = await rejection(run('createToken', { recipe, output: 'clipboard' }));
      assert.match(error.message, message);
      for (const secret of [facts.vanillaSecret, facts.keys.rsa.slice(40, 80), long, 'alice@example.com'])
        assert.notInclude(error.message, secret);
      assert.equal(await clipboard(), 'as it was');
    });
  }

  it('each with a message of its own', async () => {
    const messages = await Promise.all(
      rows.map(async ([, recipe]) => (await rejection(run('createToken', { recipe, output: 'none' }))).message),
    );
    assert.equal(new Set(messages).size, rows.length);
  });
});

describe('a short secret', () => {
  it('signs all the same', async () => {
    await writeFile('.env', 'SHORT_SECRET=abc\n');
    const recipe = { ...vanilla, key: 'env:SHORT_SECRET' };
    const token = await until('the .env', () => run<string>('createToken', { recipe, output: 'none' }));
    const verdict = await run<{ signature: string }>('verifyToken', { token, key: 'env:SHORT_SECRET' });
    assert.equal(verdict.signature, 'valid');
    await writeFile('.env', `VONAGE_APPLICATION_ID=${applicationId}\nVANILLA_SECRET=${facts.vanillaSecret}\n`);
  });
});
