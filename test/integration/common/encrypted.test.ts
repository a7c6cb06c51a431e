import { assert } from 'chai';
import { CompactEncrypt, importJWK } from 'jose';
import * as vscode from 'vscode';
import type { Verdict } from '../../../src/tokens/verdict.ts';
import wycheproof from '../../conformance/vectors/wycheproof/json_web_encryption_test.json' with { type: 'json' };
import { run } from '../jwtDocuments.ts';
import {
  activate,
  clipboard,
  closeEditors,
  facts,
  hoverText,
  lensTitles,
  openDocument,
  problemCodes,
  removeFile,
  until,
  writeFile,
} from '../support.ts';
import { encrypted, healthy, seconds, signed, unproven } from '../tokens.ts';

const keyFile = 'encrypted.jwk';
const verify = (argument: object) => run<Verdict>('verifyToken', argument);

async function titlesOf(text: string, expected: RegExp): Promise<readonly string[]> {
  return titlesIn(await openDocument('encrypted.txt', text), expected);
}

/** The titles of the lenses of a document, as soon as the first is as expected. */
async function titlesIn(document: vscode.TextDocument, expected: RegExp): Promise<readonly string[]> {
  return until(`a lens with ${expected}`, async () => {
    const titles = await lensTitles(document.uri);
    return expected.test(titles[0] ?? '') ? titles : undefined;
  });
}

async function decode(token: string): Promise<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(vscode.Uri.parse(await run<string>('decodeToken', { token })));
}

describe('encrypted tokens', () => {
  before(activate);
  afterEach(() => removeFile(keyFile));
  after(closeEditors);

  it('are decrypted by a key of the workspace: lens, hover, document, verdict', async () => {
    const content = { ...healthy.other(), name: 'Alice' };
    const token = await encrypted(content);
    const source = await openDocument('encrypted.txt', token);
    const titles = await titlesIn(source, /decrypted/);
    assert.deepEqual(titles, ['Encrypted JWT · expires in 15 minutes · decrypted with private.key', 'Copy']);

    const hover = await hoverText(source.uri, position);
    for (const words of [
      'Encrypted JWT',
      'decrypted \\(private\\.key\\)',
      'expires in',
      '`name`',
      '`"Alice"`',
      '`exp`',
    ])
      assert.include(hover, words);

    const document = await decode(token);
    assert.deepEqual(JSON.parse(document.getText()), {
      header: { alg: 'RSA-OAEP-256', enc: 'A256GCM' },
      payload: content,
    });
    const { permissions } = await vscode.workspace.fs.stat(document.uri);
    assert.equal(permissions, vscode.FilePermission.Readonly);
    assert.match((await lensTitles(document.uri))[0] ?? '', /^Encrypted JWT · expires in 1[45] minutes/);
    const hints: readonly vscode.InlayHint[] = await vscode.commands.executeCommand(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    assert.lengthOf(hints, 2, 'iat and exp');

    assert.deepEqual(await verify({ token }), {
      structure: 'ok',
      signature: 'encrypted',
      key: 'file:private.key',
      kind: 'custom',
      claims: 'ok',
      problems: [],
    });
    await run('copyToken', { token, as: 'decoded' });
    assert.include(await clipboard(), '"Alice"');
  });

  it('keep what they hold out of the problems', async () => {
    const token = await encrypted({ exp: seconds() - 3600, iat: '1', a: 1 });
    const document = await openDocument('encrypted.txt', token);
    assert.match((await titlesIn(document, /decrypted/))[0] ?? '', /expired 1 hour ago/);
    assert.deepEqual(problemCodes(document.uri), []);
    const verdict = await verify({ token });
    assert.equal(verdict.claims, 'expired');
    assert.sameMembers(
      verdict.problems.map(({ code }) => code),
      ['expired', 'time-not-a-number'],
    );
  });

  it('with a token inside are followed to its claims and its signature', async () => {
    const token = await encrypted(await signed(healthy.rest()), { cty: 'JWT' });
    const source = await openDocument('encrypted.txt', token);
    const [title] = await titlesIn(source, /decrypted/);
    assert.equal(title, 'Encrypted JWT · expires in 15 minutes · decrypted with private.key · ✓ private.key');
    const { signature, key, kind, claims } = await verify({ token });
    assert.deepEqual(
      { signature, key, kind, claims },
      { signature: 'valid', key: 'file:private.key', kind: 'vonage-rest', claims: 'ok' },
    );
    const hover = await hoverText(source.uri, position);
    for (const words of ['decrypted \\(private\\.key\\)', 'signature valid', '`application_id`'])
      assert.include(hover, words);
    const document = await decode(token);
    const { header, payload } = JSON.parse(document.getText());
    assert.equal(header.cty, 'JWT');
    assert.deepInclude(payload.header, { alg: 'RS256' });
    assert.equal(payload.payload.application_id, facts.applicationId);
    assert.deepEqual(problemCodes(document.uri), []);

    const forged = await encrypted(unproven({ alg: 'RS256' }, { sub: 'me' }));
    assert.deepInclude(await verify({ token: forged }), { signature: 'unknown-key', claims: 'ok' });
  });

  it('are decrypted as soon as their key is there, and closed when it is gone', async () => {
    const jwk = { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', kid: 'wrap', alg: 'A128KW' };
    const token = await new CompactEncrypt(new TextEncoder().encode('{"sub":"me"}'))
      .setProtectedHeader({ alg: 'A128KW', enc: 'A128CBC-HS256', kid: 'wrap' })
      .encrypt(await importJWK(jwk, 'A128KW'));
    assert.equal((await verify({ token })).claims, 'unknown');
    assert.notProperty(JSON.parse((await decode(token)).getText()), 'payload');
    const document = await openDocument('encrypted.txt', token);
    await writeFile(keyFile, JSON.stringify(jwk));
    await until('the lens', async () => (await lensTitles(document.uri))[0]?.endsWith('decrypted with encrypted.jwk'));
    assert.deepEqual(JSON.parse((await decode(token)).getText()).payload, { sub: 'me' });

    const tampered = token.replace(/....(.)$/, 'AAAA$1');
    const verdict = await verify({ token: tampered });
    assert.deepInclude(verdict, { signature: 'invalid', claims: 'unknown' });
    assert.match(verdict.problems[0]?.message ?? '', /does not decrypt/);
    assert.match((await titlesOf(tampered, /✗/))[0] ?? '', /^Encrypted JWT · ✗ does not decrypt$/);

    await removeFile(keyFile);
    const closed = await until('the token to be closed', async () => {
      const found = await verify({ token });
      return found.claims === 'unknown' ? found : undefined;
    });
    assert.equal(closed.signature, 'encrypted');
    assert.notProperty(closed, 'key');
  });

  it('say of a key that was named why it does not do', async () => {
    const token = await encrypted({ sub: 'me' });
    const verdict = await verify({ token, key: 'file:public.key' });
    assert.deepInclude(verdict, { signature: 'invalid', claims: 'unknown' });
    assert.deepInclude(await verify({ token, key: 'file:private.key' }), { key: 'file:private.key', claims: 'ok' });
  });

  it('name the algorithm that nobody decrypts here', async () => {
    const token = `${unproven({ alg: 'RSA1_5', enc: 'A128GCM' }, '', 'AAAA')}.AAAA.AAAA`.replace('..', '.AAAA.');
    assert.equal((await verify({ token })).signature, 'unsupported');
    assert.deepEqual((await titlesOf(token, /not available/))[0], 'Encrypted JWT · RSA1_5 not available here');
  });

  it('are decrypted with AES of 192 bits where the host has it, and else named', async () => {
    const hasAes192 = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 192 }, false, ['decrypt']).then(
      () => true,
      () => false,
    );
    assert.equal(hasAes192, facts.host !== 'web', 'Chromium alone has none');
    for (const [alg, enc] of [
      ['A192KW', undefined],
      ['A192GCMKW', undefined],
      ['ECDH-ES+A192KW', undefined],
      [undefined, 'A192GCM'],
      [undefined, 'A192CBC-HS384'],
    ]) {
      const group = wycheproof.testGroups.find(({ private: key, tests }) => {
        const isFree = alg === undefined ? !key.alg.includes('192') && key.alg !== 'RSA1_5' : key.alg === alg;
        return isFree && tests.some((vector) => isValid(vector, enc));
      });
      const vector = group?.tests.find((candidate) => isValid(candidate, enc));
      assert.isString(vector?.jwe);
      await writeFile(keyFile, JSON.stringify(group?.private));
      const name = alg ?? enc ?? '';
      if (hasAes192) {
        const { key } = await verify({ token: vector?.jwe, key: `file:${keyFile}` });
        assert.equal(key, `file:${keyFile}`, name);
      } else {
        const { signature } = await verify({ token: vector?.jwe, key: `file:${keyFile}` });
        assert.equal(signature, 'unsupported', name);
        const [title] = await titlesOf(String(vector?.jwe), /not available/);
        assert.equal(title, `Encrypted JWT · ${name} not available here`);
      }
    }
  });
});

describe('ML-DSA', () => {
  before(activate);
  afterEach(() => removeFile(keyFile));

  for (const [alg, size] of [
    ['ML-DSA-44', 1312],
    ['ML-DSA-65', 1952],
    ['ML-DSA-87', 2592],
  ] as const)
    it(`${alg} is verified where the host has it, and else named`, async () => {
      const pair = await crypto.subtle
        .generateKey(alg, true, ['sign', 'verify'])
        .then((made) => made as CryptoKeyPair)
        .catch(() => undefined);
      const version = (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node;
      const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
      if (major > 24 || (major === 24 && minor >= 7)) assert.isDefined(pair, 'Node has it from 24.7 on');

      const unsigned = unproven({ alg }, { sub: 'me' }, '');
      const input = new TextEncoder().encode(unsigned.slice(0, -1));
      const signature = pair && new Uint8Array(await crypto.subtle.sign(alg, pair.privateKey, input));
      const token = unsigned + (signature ? base64url(signature) : 'AAAA');
      const jwk = pair && (await crypto.subtle.exportKey('jwk', pair.publicKey));
      const key = jwk ?? { kty: 'AKP', alg, pub: base64url(new Uint8Array(size)) };
      await writeFile(keyFile, JSON.stringify(key));
      const verdict = await verify({ token, key: `file:${keyFile}` });
      assert.equal(verdict.signature, pair ? 'valid' : 'unsupported');
      if (pair) return;
      const title = await titlesOf(token, /not available/);
      assert.equal(title[0], `JWT · no expiry · ${alg} not available here`);
    });
});

const position = new vscode.Position(0, 10);

function isValid({ result, enc }: { readonly result: string; readonly enc: string }, wanted: string | undefined) {
  return result === 'valid' && (wanted === undefined || enc === wanted);
}

function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
