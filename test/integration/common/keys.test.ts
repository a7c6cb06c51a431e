import { assert } from 'chai';
import * as vscode from 'vscode';
import type { Verdict } from '../../../src/tokens/verdict.ts';
import { withSetting } from '../jwtDocuments.ts';
import {
  facts,
  fileUri,
  homeUri,
  lensTitles,
  openDocument,
  readFile,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
} from '../support.ts';

const { applicationId, keys } = facts;
const env = `VONAGE_APPLICATION_ID=${applicationId}\nVANILLA_SECRET=${facts.vanillaSecret}\n`;

function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

function make(change: Record<string, unknown>): Thenable<string> {
  return run<string>('createToken', { recipe: { ...recipe, ...change }, output: 'none' });
}

/** Whether a token was signed by private.key, by the public half alone. */
async function isOurs(token: string): Promise<boolean> {
  return (await run<Verdict>('verifyToken', { token, key: 'file:public.key' })).signature === 'valid';
}

/** Another token of the same key, which Tokensmith has not made itself: it knows those of this session. */
async function foreign(pem: string): Promise<string> {
  await writeFile('foreign.txt', pem);
  const token = await make({ key: 'file:foreign.txt', applicationId: '11111111-1111-4111-8111-111111111111' });
  await removeFile('foreign.txt');
  return token;
}

/** Opens a token of a key that is in no file. */
async function openForeign(): Promise<vscode.TextDocument> {
  return openDocument('read.txt', `${await foreign(keys.otherRsa)}\n`);
}

function applicationOf(token: string): unknown {
  return JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))).application_id;
}

describe('a key reference', () => {
  afterEach(async () => {
    for (const file of ['.vonagerc', 'keys', 'link.key', 'escaped.pem', 'big.key']) await removeFile(file);
    await writeFile('.env', env);
  });

  it('leads to a file in a folder of the workspace', async () => {
    await writeFile('keys/deep er/private.pem', keys.rsa);
    assert.isTrue(await isOurs(await make({ key: 'file:keys/deep er/private.pem' })));
    assert.isTrue(await isOurs(await make({ key: 'file:./keys/../keys/deep er/private.pem' })));
  });

  it('leads to a file in the workspace by its whole path', async () => {
    assert.isTrue(await isOurs(await make({ key: `file:${fileUri('private.key').path}` })));
  });

  for (const path of ['../x.key', 'keys/../../x.key', '/etc/hostname', `${fileUri('').path}/../x.key`])
    it(`leads not out of the workspace: ${path}`, async () => {
      const error = await rejection(make({ key: `file:${path}` }));
      assert.match(error.message, /is outside the workspace/);
    });

  it('names a file that is too large', async () => {
    await writeFile('big.key', 'a'.repeat(64 * 1024 + 1));
    assert.match((await rejection(make({ key: 'file:big.key' }))).message, /big\.key is larger than 65536 bytes/);
  });

  it('names a folder', async () => {
    await writeFile('keys/x', '');
    assert.match((await rejection(make({ key: 'file:keys' }))).message, /keys isn't a regular file/);
  });

  const written: readonly (readonly [string, string])[] = [
    ['quoted over several lines', `PEM="${keys.rsa}"`],
    ['exported, in single quotes', `export PEM='${keys.rsa}'`],
    ['with escaped line breaks', `PEM="${keys.rsa.replaceAll('\n', '\\n')}"`],
    ['with escaped line breaks, unquoted', `PEM=${keys.rsa.trim().replaceAll('\n', '\\n')}`],
    ['with CRLF', `A=1\r\nPEM="${keys.rsa.replaceAll('\n', '\r\n')}"\r\n`],
  ];
  for (const [how, text] of written)
    it(`leads to a key in .env, ${how}`, async () => {
      await writeFile('.env', `${env}${text}\n`);
      assert.isTrue(await isOurs(await make({ key: 'env:PEM' })));
    });

  it('leads to a key file with escaped line breaks', async () => {
    await writeFile('escaped.pem', keys.rsa.replaceAll('\n', '\\n'));
    assert.isTrue(await isOurs(await make({ key: 'file:escaped.pem' })));
  });

  for (const [key, id] of [
    ['privateKey', 'appId'],
    ['private-key', 'app-id'],
  ] as const)
    it(`leads to Vonage's configuration, spelled ${key}`, async () => {
      await writeFile('.vonagerc', JSON.stringify({ [key]: keys.rsa, [id]: applicationId }));
      const token = await make({ key: 'vonage-config', applicationId: 'vonage-config' });
      assert.equal(applicationOf(token), applicationId);
      assert.isTrue(await isOurs(token));
    });

  it('is judged before anybody is asked for a passphrase', async () => {
    await writeFile('keys/encrypted.pem', keys.rsaEncrypted);
    const error = await rejection(make({ key: 'file:keys/encrypted.pem', expiresIn: '25h' }));
    assert.match(error.message, /at most 24 hours/);
  });

  it("says what is wrong with Vonage's configuration", async () => {
    await writeFile('.vonagerc', '{"appId": "x"');
    assert.match((await rejection(make({ key: 'vonage-config' }))).message, /\.vonagerc isn't JSON/);
    await writeFile('.vonagerc', '{"appId": "x"}');
    assert.match((await rejection(make({ key: 'vonage-config' }))).message, /\.vonagerc has no "privateKey"/);
    await writeFile('.vonagerc', '{"privateKey": "./private.key"}');
    assert.isTrue(await isOurs(await make({ key: 'vonage-config' })));
    await writeFile('.vonagerc', '{"privateKey": "../private.key"}');
    assert.match((await rejection(make({ key: 'vonage-config' }))).message, /outside the workspace/);
    await writeFile('.vonagerc', '{"privateKey": "no key"}');
    assert.match((await rejection(make({ key: 'vonage-config' }))).message, /^vonage-config: /);
  });

  it('stands for an application id and a session id', async () => {
    await writeFile('.env', `${env}SESSION=1_MX4\n`);
    const token = await make({
      kind: 'vonage-video',
      applicationId: 'env:VONAGE_APPLICATION_ID',
      sessionId: 'env:SESSION',
    });
    assert.equal(applicationOf(token), applicationId);
    const error = await rejection(make({ applicationId: 'env:NOWHERE' }));
    assert.match(error.message, /NOWHERE isn't set/);
  });

  for (const name of ['HOME', 'PATH', 'USER'])
    it(`never leads from a claim to the environment of the process: ${name}`, async () => {
      const error = await rejection(make({ kind: 'vonage-video', sessionId: `env:${name}` }));
      assert.match(error.message, new RegExp(`${name} isn't set in the workspace's \\.env`));
    });

  it('leads to nothing that has not the form of the field', async () => {
    await writeFile('.env', `${env}SECRET=AKIAIOSFODNN7EXAMPLE\n`);
    for (const change of [{ sessionId: 'env:SECRET', kind: 'vonage-video' }, { applicationId: 'env:SECRET' }]) {
      const { message } = await rejection(make(change));
      assert.match(message, /The value of env:SECRET isn't a valid/);
      assert.notInclude(message, 'AKIA');
    }
  });
});

if (facts.host === 'node')
  describe("Vonage's configuration in the home folder", () => {
    const write = (config: unknown) =>
      vscode.workspace.fs.writeFile(
        homeUri('.vonage/config.json'),
        new TextEncoder().encode(typeof config === 'string' ? config : JSON.stringify(config)),
      );
    const makeByIt = () => make({ key: 'vonage-config', applicationId: 'vonage-config' });
    // Nobody is here to be asked.
    const askNobody = (value: true | undefined) =>
      vscode.workspace
        .getConfiguration()
        .update('tokensmith.keys.ownWithoutAsking', value, vscode.ConfigurationTarget.Global);
    before(() => askNobody(true));
    after(() => askNobody(undefined));
    afterEach(async () => {
      await vscode.workspace.fs.delete(homeUri('.vonage'), { recursive: true });
      await removeFile('.vonagerc');
    });

    for (const [key, id] of [
      ['privateKey', 'appId'],
      ['private-key', 'app-id'],
    ] as const)
      it(`is read, spelled ${key}`, async () => {
        await write({ [key]: keys.rsa, [id]: applicationId });
        const token = await makeByIt();
        assert.equal(applicationOf(token), applicationId);
        assert.isTrue(await isOurs(token));
      });

    it('gives way to the .vonagerc of the workspace, without merging', async () => {
      await write({ privateKey: keys.otherRsa, appId: '11111111-1111-4111-8111-111111111111' });
      await writeFile('.vonagerc', JSON.stringify({ privateKey: keys.rsa, appId: applicationId }));
      assert.isTrue(await isOurs(await makeByIt()));
      await writeFile('.vonagerc', JSON.stringify({ privateKey: keys.rsa }));
      assert.match((await rejection(makeByIt())).message, /\.vonagerc has no "appId"/);
    });

    it('is named where it is wrong', async () => {
      await write('{');
      assert.match((await rejection(makeByIt())).message, /\.vonage\/config\.json isn't JSON/);
    });

    it('is watched', async () => {
      const document = await openForeign();
      const isSigned = async () => (await lensTitles(document.uri))[0]?.endsWith('✓ vonage-config') === true;
      await write({ privateKey: keys.otherRsa });
      await until('the key', isSigned);
      // VS Code begins to listen in a folder a moment after it came: what changes before that is written once more.
      await until('the key to go', async () => {
        await write({ privateKey: keys.rsa1024 });
        return !(await isSigned());
      });
    });
  });

describe('the keys that are known', () => {
  afterEach(async () => {
    for (const file of ['.vonagerc', 'early.jwks', 'late.key', 'late.secret']) await removeFile(file);
    await writeFile('.env', env);
  });

  /** Waits until the lens of a document's token ends with what is expected. */
  async function lensEnds(document: vscode.TextDocument, expected: string): Promise<void> {
    let title: string | undefined;
    await until(`the lens to end with ${expected}, not as ${title}`, async () => {
      [title] = await lensTitles(document.uri);
      return title?.endsWith(expected);
    });
  }

  it('grow by a key file that comes, and shrink by one that goes', async () => {
    const document = await openForeign();
    await lensEnds(document, 'expires in 15 minutes');
    await writeFile('late.key', keys.otherRsa);
    await lensEnds(document, '✓ late.key');
    await writeFile('late.key', keys.rsa1024);
    await lensEnds(document, 'expires in 15 minutes');
    await writeFile('late.key', keys.otherRsa);
    await lensEnds(document, '✓ late.key');
    await removeFile('late.key');
    await lensEnds(document, 'expires in 15 minutes');
  });

  it('follow a changed keys.include', async () => {
    const document = await openForeign();
    await writeFile('late.secret', keys.otherRsa);
    await lensEnds(document, 'expires in 15 minutes');
    await withSetting('tokensmith.keys.include', ['**/*.secret'], () => lensEnds(document, '✓ late.secret'));
  });

  it('leave out what files.exclude hides', async () => {
    const document = await openForeign();
    await writeFile('late.key', keys.otherRsa);
    await lensEnds(document, '✓ late.key');
    await withSetting('files.exclude', { '**/late.key': true }, () => lensEnds(document, 'expires in 15 minutes'));
  });

  it('are 500 at most', async () => {
    const document = await openForeign();
    const members = Array.from({ length: 500 }, (_, i) => ({ kty: 'oct', k: `${10_000_000 + i}` }));
    const der = Uint8Array.from(atob(keys.otherRsa.replaceAll(/-----[^-]+-----|\s/g, '')), (one) => one.charCodeAt(0));
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']);
    const { kty, n, e } = await crypto.subtle.exportKey('jwk', key);
    await writeFile('early.jwks', JSON.stringify({ keys: [...members.slice(100), { kty, n, e }] }));
    await lensEnds(document, '✓ early.jwks');
    await writeFile('early.jwks', JSON.stringify({ keys: [...members, { kty, n, e }] }));
    await lensEnds(document, 'expires in 15 minutes');
    // Those of a file with few are among them, wherever it is.
    await writeFile('late.key', keys.otherRsa);
    await lensEnds(document, '✓ late.key');
  });

  it("include those of Vonage's configuration", async () => {
    const document = await openForeign();
    await writeFile('.vonagerc', JSON.stringify({ privateKey: keys.otherRsa }));
    await lensEnds(document, '✓ vonage-config');
  });

  it('include those that .env has by the convention of Vonage', async () => {
    const document = await openForeign();
    await writeFile('.env', `${env}VONAGE_PRIVATE_KEY="${keys.otherRsa}"\n`);
    await lensEnds(document, '✓ env:VONAGE_PRIVATE_KEY');
    await writeFile('late.secret', keys.otherRsa);
    await writeFile('.env', `${env}VONAGE_APPLICATION_PRIVATE_KEY_PATH=./late.secret\n`);
    await lensEnds(document, '✓ env:VONAGE_APPLICATION_PRIVATE_KEY_PATH');
  });
});

describe('generating a key', () => {
  const made = ['new.key', 'new.public.key', 'private-new.pem', 'public-new.pem', 'keys', 'new.jwk'];
  const clear = async () => {
    for (const file of made) await removeFile(file);
  };
  beforeEach(clear);
  afterEach(clear);

  const rows: readonly (readonly [algorithm: string, file: string, publicFile: string | undefined, alg: string])[] = [
    ['RS256', 'new.key', 'new.public.key', 'RS256'],
    ['RSA 3072', 'private-new.pem', 'public-new.pem', 'RS256'],
    ['ES256', 'keys/new.pem', 'keys/new.public.pem', 'ES256'],
    ['ES384', 'new.key', 'new.public.key', 'ES384'],
    ['Ed25519', 'new.key', 'new.public.key', 'EdDSA'],
    ['HS512', 'new.jwk', undefined, 'HS256'],
  ];
  for (const [algorithm, file, publicFile, alg] of rows)
    it(`writes both halves of a key for ${algorithm}, and both can be used`, async () => {
      assert.equal(await run('generateKey', { algorithm, file }), `file:${file}`);
      const text = await readFile(file);
      assert.match(text, publicFile ? /^-{5}BEGIN PRIVATE KEY-{5}\n/ : /^\{"kty":"oct","k":"[\w-]{86}"\}\n$/);
      const token = await run<string>('createToken', {
        recipe: { kind: 'custom', key: `file:${file}`, claims: { sub: 'me' } },
        output: 'none',
      });
      assert.include(atob(token.split('.')[0] ?? ''), `"alg":"${alg}"`);
      const verifier = publicFile ?? file;
      const verdict = await run<Verdict>('verifyToken', { token, key: `file:${verifier}` });
      assert.equal(verdict.signature, 'valid');
      if (publicFile) assert.match(await readFile(publicFile), /^-{5}BEGIN PUBLIC KEY-{5}\n/);
    });

  for (const there of ['new.key', 'new.public.key'])
    it(`writes nothing where ${there} is there`, async () => {
      await writeFile(there, 'as it was');
      const error = await rejection(run('generateKey', { algorithm: 'ES256', file: 'new.key' }));
      assert.match(error.message, new RegExp(`^${there} already exists`));
      assert.equal(await readFile(there), 'as it was');
      const other = there === 'new.key' ? 'new.public.key' : 'new.key';
      await rejection(readFile(other));
    });

  it('writes nothing outside the workspace, and nothing for an algorithm that is none', async () => {
    assert.match(
      (await rejection(run('generateKey', { algorithm: 'ES256', file: '../new.key' }))).message,
      /outside the workspace/,
    );
    assert.match(
      (await rejection(run('generateKey', { algorithm: 'RS255', file: 'new.key' }))).message,
      /"algorithm" must be "HS256"/,
    );
    assert.match((await rejection(run('generateKey', { algorithm: 7, file: 'new.key' }))).message, /"algorithm"/);
    for (const file of ['', ' ', 'keys/'])
      assert.match((await rejection(run('generateKey', { algorithm: 'ES256', file }))).message, /^"file" must be/);
    await rejection(readFile('new.key'));
  });

  it('names the algorithms that it can generate for, and no others', async () => {
    const { message } = await rejection(run('generateKey', { algorithm: 'RS255', file: 'new.key' }));
    const named = [...message.matchAll(/"([^"]+)"/g)].map(([, name]) => name).slice(1);
    assert.includeMembers(named, ['HS256', 'PS512', 'ES384', 'EdDSA', 'RSA 4096', 'HMAC 384']);
    for (const algorithm of named) {
      const taken = await rejection(run('generateKey', { algorithm, file: 'private.key' }));
      assert.match(taken.message, /^private\.key already exists/, algorithm);
    }
  });
});

describe('storing and forgetting secrets', () => {
  it('takes no name that a reference cannot name', async () => {
    assert.match((await rejection(run('storeSecret', { name: 'a b' }))).message, /name of a secret/);
  });

  it('says that there is none of the name', async () => {
    assert.match(
      (await rejection(run('forgetSecret', { name: 'nowhere' }))).message,
      /No secret is stored under the name "nowhere"/,
    );
  });
});
