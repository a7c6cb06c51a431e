import { assert } from 'chai';
import * as vscode from 'vscode';
import { signToken } from '../../../src/jwt/sign.ts';
import { readKeys } from '../../../src/keys/read.ts';
import type { Verdict } from '../../../src/tokens/verdict.ts';
import {
  activate,
  closeEditors,
  facts,
  open,
  openDocument,
  recipe,
  rejection,
  removeFile,
  until,
  writeFile,
  writeHeard,
} from '../support.ts';
import { signed } from '../tokens.ts';

const now = Math.floor(Date.now() / 1000);

function verify(argument: unknown): Thenable<Verdict> {
  return vscode.commands.executeCommand('tokensmith.verifyToken', argument);
}

function create(recipe: Record<string, unknown>): Thenable<string> {
  return vscode.commands.executeCommand('tokensmith.createToken', { recipe, output: 'none' });
}

function encode(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const custom = (claims: Record<string, unknown>) => ({ kind: 'custom', key: 'file:private.key', claims });

describe('verifyToken', () => {
  before(activate);
  after(closeEditors);

  it('proves a token by a key of the workspace', async () => {
    const verdict = await verify({ token: await create(recipe) });
    assert.deepEqual(verdict, {
      structure: 'ok',
      signature: 'valid',
      key: 'file:private.key',
      kind: 'vonage-rest',
      claims: 'ok',
      problems: [],
    });
  });

  it('takes the token at a place of a document', async () => {
    const token = await create(recipe);
    const document = await openDocument('place.txt', `${await create(custom({ a: 1 }))}\n${token}\n`);
    const verdict = await verify({ uri: document.uri.toString(), offset: document.getText().indexOf(token) + 5 });
    assert.equal(verdict.kind, 'vonage-rest');
  });

  it('keeps an expired claim and a good signature apart', async () => {
    await writeFile('other.key', facts.keys.otherRsa);
    const verdict = await verify({ token: await signed({ sub: 'me', iat: now - 200, exp: now - 100 }) });
    assert.equal(verdict.claims, 'expired');
    assert.equal(verdict.signature, 'valid');
    assert.deepEqual(
      verdict.problems.map(({ code, severity }) => [code, severity]),
      [['expired', 'warning']],
    );
    await removeFile('other.key');
  });

  it('tells a key that is not known from one that was named', async () => {
    await writeHeard('other.key', facts.keys.otherRsa);
    const token = await create({ ...custom({ sub: 'me', iat: now, exp: now + 86_400 }), key: 'file:other.key' });
    await removeFile('other.key');
    await until(
      'the key to be forgotten',
      async () => (await verify({ token })).signature === 'unknown-key' || undefined,
    );
    const named = await verify({ token, key: 'file:private.key' });
    assert.equal(named.signature, 'invalid');
    assert.notProperty(named, 'key');
    assert.include(
      named.problems.map(({ code }) => code),
      'signature-invalid',
    );
  });

  it('has a new key count at once', async () => {
    await writeHeard('later.pem', facts.keys.p256);
    const token = await create({ ...custom({ sub: 'me' }), key: 'file:later.pem' });
    await until('the key to be found', async () => (await verify({ token })).key === 'file:later.pem' || undefined);
    await removeFile('later.pem');
    await until('the key to be gone', async () => (await verify({ token })).signature === 'unknown-key' || undefined);
  });

  it('asks each key of a set, and signs with the one that is meant', async () => {
    const members = await Promise.all(
      Object.entries({ k1: facts.keys.otherRsa, k2: facts.keys.rsa, k3: facts.keys.p256 }).map(async ([kid, pem]) => {
        const [key] = await readKeys(pem);
        return { ...key?.jwk, kid };
      }),
    );
    await writeHeard('set.jwks', JSON.stringify({ keys: members }));
    const set = { kind: 'custom', key: 'file:set.jwks', claims: { sub: 'me' }, algorithm: 'RS256' };
    const byFirst = await create(set);
    const bySecond = await create({ ...set, header: { kid: 'k2' } });
    const byThird = await create({ ...set, algorithm: 'ES256' });
    assert.equal((await verify({ token: byFirst, key: 'file:private.key' })).signature, 'invalid');
    assert.equal((await verify({ token: bySecond, key: 'file:private.key' })).signature, 'valid');
    for (const token of [byFirst, bySecond, byThird]) {
      assert.equal((await verify({ token, key: 'file:set.jwks' })).signature, 'valid');
      assert.equal((await verify({ token })).signature, 'valid');
    }
    const { document } = await open('set.txt', bySecond);
    const renewed = await vscode.commands.executeCommand<string>('tokensmith.renewToken', { uri: document.uri });
    assert.equal((await verify({ token: renewed, key: 'file:private.key' })).signature, 'valid');
    await removeFile('set.txt');
    await removeFile('set.jwks');
  });

  const unsigned = `${encode('{"alg":"none"}')}.${encode('{"sub":"me","exp":4102444800}')}.`;
  const jwe = `${encode('{"alg":"dir","enc":"A256GCM"}')}..AAAA.AAAA.AAAA`;
  const ownKey = `${encode('{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}')}.${encode('{"exp":4102444800}')}.AAAA`;
  const rows: readonly (readonly [string, string, Partial<Verdict>])[] = [
    ['an unsecured token', unsigned, { structure: 'ok', signature: 'unsigned', claims: 'ok' }],
    ['an encrypted token', jwe, { structure: 'ok', signature: 'encrypted', claims: 'unknown' }],
    ['an algorithm that nobody has', `${encode('{"alg":"XS256"}')}.${encode('{}')}.AAAA`, { signature: 'unsupported' }],
    ['a key that the token brings', ownKey, { signature: 'unknown-key' }],
    [
      'a payload that is no JSON',
      `${encode('{"alg":"HS256"}')}.${encode('{"a"')}.AAAA`,
      { structure: 'malformed', claims: 'unknown' },
    ],
    ['milliseconds', `${encode('{"alg":"none"}')}.${encode(`{"exp":${now}000}`)}.`, { claims: 'problems' }],
    [
      'a token not yet valid',
      `${encode('{"alg":"none"}')}.${encode(`{"nbf":${now + 86_400},"exp":4102444800}`)}.`,
      { claims: 'not-yet-valid' },
    ],
    [
      'a legacy OpenTok token',
      `${encode('{"alg":"none"}')}.${encode('{"ist":"project","iss":"1","expire_time":4102444800}')}.`,
      { kind: 'opentok', claims: 'ok' },
    ],
  ];
  for (const [what, token, expected] of rows) {
    it(`judges ${what}`, async () => {
      const verdict = await verify({ token });
      for (const [field, value] of Object.entries(expected))
        assert.equal(verdict[field as keyof Verdict], value, field);
    });
  }

  it('verifies a payload that is not JSON', async () => {
    const [key] = await readKeys(facts.keys.rsa);
    const token = await signToken('{"alg":"RS256"}', 'not JSON', key);
    const { structure, signature, claims } = await verify({ token });
    assert.deepEqual(
      { structure, signature, claims },
      { structure: 'malformed', signature: 'valid', claims: 'unknown' },
    );
  });

  const refusals: readonly (readonly [string, unknown, RegExp])[] = [
    ['an argument of another type', 'eyJ', /must be an object/],
    ['a token of another type', { token: 1 }, /"token" must be/],
    ['a bad offset', { uri: 'file:///a', offset: -1 }, /"offset" must be/],
    ['a key that is no reference', { token: unsigned, key: 'private.key' }, /"key" isn't a key reference/],
    ['a document that is not there', { uri: 'file:///absent.txt', offset: 0 }, /can't be opened/],
  ];
  for (const [what, argument, message] of refusals) {
    it(`refuses ${what}`, async () => assert.match((await rejection(verify(argument))).message, message));
  }
});
