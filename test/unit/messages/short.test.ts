import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { CancellationError } from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };
import { UsageError } from '../../../src/errors/usage.ts';
import { KeyError } from '../../../src/keys/errors.ts';
import { withRoom } from '../../../src/messages/room.ts';
import { verdictMessage } from '../../../src/messages/verdicts.ts';
import { waysOut } from '../../../src/messages/waysOut.ts';
import { KeyReferenceError, VaultError } from '../../../src/vault/errors.ts';
import { inspecting } from '../../inspecting.ts';
import { tokenOf } from '../jwt/tokens.ts';

/** How long a message may be before its advice, with a fact of twelve characters for each placeholder. */
const longest = 110;

/** The files with the words of errors. */
const files = (await readdir('src/messages')).filter((name) => /^(edits|documents|\w*[eE]rrors)\.ts$/.test(name));

it('what went wrong comes before it is cut off', async () => {
  const source = (await Promise.all(files.map((name) => readFile(`src/messages/${name}`, 'utf8')))).join('\n');
  const texts = [...source.matchAll(/l10n\.t\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g)].map(([, text = '']) => text);
  expect(texts.length).toBeGreaterThan(100);
  for (const text of texts) {
    const [first = ''] = text
      .slice(1, -1)
      .replaceAll(/\{\w+\}/g, 'x'.repeat(12))
      .split(/(?<=[.?:]) /);
    expect(first.length, text).toBeLessThanOrEqual(longest);
  }
});

it('a message without a button gets one where it would be cut off', () => {
  expect(withRoom('Short.', [])).toEqual([]);
  expect(withRoom('x'.repeat(61), [])).toEqual(['OK']);
  expect(withRoom('x'.repeat(61), ['Do it'])).toEqual(['Do it']);
});

it('a key file in a foreign format leads to its conversion', () => {
  const cause = new KeyError('key.format-unsupported', { format: 'PKCS#12', command: 'openssl pkcs12' } as never);
  expect(waysOut(new KeyReferenceError('file:a.p12', cause))).toEqual([
    { title: 'Convert…', command: 'tokensmith.convertKey', arguments: ['file:a.p12'] },
  ]);
});

it('a defect can be reported, what a person cancels not', () => {
  expect(waysOut(new TypeError('x'))).toMatchObject([
    { title: 'Report Issue', command: 'workbench.action.openIssueReporter' },
  ]);
  expect(waysOut(new CancellationError())).toEqual([]);
});

it.each([
  [new UsageError('command.no-public-key', {}), ['Use Key File…', 'Generate Key…']],
  [new UsageError('command.no-secrets', {}), ['Store Secret…']],
  [new UsageError('command.no-token', {}), ['Open Token Builder']],
  [new UsageError('command.unknown-recipe', { name: 'x' }), ['Open Settings']],
  [new UsageError('insert.reference', { reference: 'x' }), ['Replace']],
  [new UsageError('insert.no-folder', {}), ['Open Folder…']],
  [new VaultError('vault.outside-workspace', { file: 'x' }), ['Open User Settings']],
  [new VaultError('vault.untrusted', {}), ['Manage Workspace Trust']],
  [new VaultError('vault.unknown-key', {}), ['Use Key File…']],
  [new KeyReferenceError('file:a', new KeyError('key.not-a-key', {})), ['Use Key File…', 'Generate Key…']],
  [new VaultError('vault.secret-storage', {}), []],
  [new TypeError('x'), ['Report Issue']],
])('an error leads on by its buttons, each of which runs a command: %s', (error, titles) => {
  const ways = waysOut(error);
  expect(ways.map(({ title }) => title)).toEqual(titles);
  const ours = manifest.contributes.commands.map(({ command }) => command);
  for (const { command } of ways) expect(command.startsWith('tokensmith.') ? ours : [command]).toContain(command);
  for (const { command } of ways) expect(command).toMatch(/^(tokensmith|workbench)\.[\w.]+$/);
});

const now = Math.floor(Date.now() / 1000);
const google = { iss: 'https://accounts.google.com', sub: 'x'.repeat(300), iat: now, exp: now + 600 };

it.each([
  [
    'a key that nobody here knows',
    tokenOf(google, { alg: 'RS256', kid: `k${'0'.repeat(80)}` }),
    { signature: 'unknown-key' },
    /^Signature not verified: no key in this workspace matches \(kid k0+…0+\)\. Google publishes its keys: save its JWK Set in the workspace\.$/,
  ],
  [
    'a valid signature',
    tokenOf({ sub: 'me', iat: now, exp: now + 600 }),
    { signature: 'valid', key: { reference: 'file:private.key' } },
    /^Signature valid \(private\.key\)\. JWT · expires in 10 minutes\. No problems were found\.$/,
  ],
  [
    'a valid signature of a token that is no good',
    tokenOf({ sub: 'me', iat: now, exp: 'soon' }),
    { signature: 'valid', key: { reference: 'file:private.key' } },
    /^Signature valid \(private\.key\), but the token has problems\. JWT .*`exp` must be a number of seconds/,
  ],
  [
    'a signature that is not',
    tokenOf({ sub: 'me', iat: now, exp: now - 600 }),
    { signature: 'invalid' },
    /^Signature invalid\. JWT · expired 10 minutes ago\. `exp` must be later than `iat`\.$/,
  ],
  [
    'none',
    tokenOf({ exp: now + 600 }, { alg: 'none' }),
    { signature: 'unsigned' },
    /^Unsigned\. JWT · expires in 10 minutes\. The token is not signed/,
  ],
] as const)('a verdict is a short message: %s', (_, text, judgement, words) => {
  const message = verdictMessage(inspecting(text, judgement as never, { now: now * 1000 }));
  expect(message).toMatch(words);
  expect(message.length).toBeLessThan(220);
});
