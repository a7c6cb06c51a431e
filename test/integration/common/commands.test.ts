import { assert } from 'chai';
import * as vscode from 'vscode';
import { pemBlock } from '../../pem.ts';
import { create } from '../jwtDocuments.ts';
import { clipboard, closeEditors, facts, fileUri, open, recipe, rejection, removeFile, writeFile } from '../support.ts';

const { keys } = facts;

function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`tokensmith.${command}`, argument);
}

describe('a command without an argument', () => {
  after(closeEditors);

  const asking = [
    'createToken',
    'createVonageRestToken',
    'createVonageVideoToken',
    'createVonageUserToken',
    'createVanillaToken',
    'insertAuthorizationHeader',
    'generateKey',
    'storeSecret',
  ];
  for (const command of asking)
    it(`${command} that is cancelled gives nothing and changes nothing`, async () => {
      const text = 'GET https://api.nexmo.com/a\n';
      const editor = await open('cancelled.http', `|${text}`);
      await vscode.env.clipboard.writeText('as it was');
      let isOver = false;
      const running = run(command).then((result) => {
        isOver = true;
        return result;
      });
      // Until there is a quick input to close.
      while (!isOver) {
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.isUndefined(await running);
      assert.equal(editor.document.getText(), text);
      assert.equal(await clipboard(), 'as it was');
    });

  it('that cannot do its work shows why itself, and rejects with what VS Code shows nobody', async () => {
    await vscode.env.clipboard.writeText('no token');
    await open('empty.txt', 'no token\n');
    for (const command of ['decodeToken', 'copyToken', 'renewToken', 'editToken', 'verifyToken'])
      assert.instanceOf(await rejection(run(command)), vscode.CancellationError, command);
    await removeFile('empty.txt');
  });
});

describe('an argument', () => {
  const wrong: readonly (readonly [command: string, argument: unknown, message: RegExp])[] = [
    ['createToken', 7, /^The argument must be an object like \{…\}\.$/],
    ['createToken', [recipe], /^The argument must be an object/],
    ['createToken', { recipe: 7 }, /^The recipe is not an object like \{"kind": "vonage-rest"/],
    ['createToken', { recipe: [] }, /^The recipe is not an object/],
    ['createToken', { recipe: 'nowhere' }, /^There is no recipe "nowhere" in "tokensmith\.recipes"/],
    [
      'createToken',
      { recipe, output: 'file' },
      /^"output" must be "ask" \| "clipboard" \| "header" \| "cursor" \| "none"\.$/,
    ],
    [
      'createVanillaToken',
      { recipe, output: 'none' },
      /"vonage-rest" recipe can't be used here: this command creates "vanilla"/,
    ],
    ['insertAuthorizationHeader', { recipe: 'nowhere' }, /no recipe "nowhere"/],
    ['openBuilder', { recipe: 'nowhere' }, /no recipe "nowhere"/],
    ['decodeToken', { token: 7 }, /^"token" must be "…"\.$/],
    ['decodeToken', { token: 'no token' }, /^This isn't a token/],
    ['decodeToken', { uri: 'here' }, /^"uri" must be "file:\/\/\/…"\.$/],
    ['renewToken', { offset: -1 }, /^"offset" must be 0, 1, 2, …\.$/],
    ['renewAllTokens', { uri: 7 }, /^"uri" must be/],
    ['verifyToken', { token: 'eyJhbGciOiJub25lIn0.e30.', key: 7 }, /^"key" must be "…"\.$/],
    [
      'verifyToken',
      { token: 'eyJhbGciOiJub25lIn0.e30.', key: 'private.key' },
      /^"key" isn't a key reference\. Use "file:/,
    ],
    ['compareTokens', { left: 7, right: 'a' }, /^"left" must be/],
    [
      'createVariant',
      { token: 'eyJhbGciOiJub25lIn0.e30.', variant: 'broken' },
      /^"variant" must be "expired" \| "not-yet-valid" \| "wrong-key" \| "tampered-payload"/,
    ],
    ['generateKey', { file: 7 }, /^"file" must be "…"\.$/],
    ['storeSecret', { name: 7 }, /^"name" must be "…"\.$/],
    ['storeSecret', { name: 'a b' }, /^The name of a secret can contain only letters, digits/],
    ['forgetSecret', { name: 'nowhere' }, /^No secret is stored under the name "nowhere"\. Store it with/],
  ];
  for (const [command, argument, message] of wrong)
    it(`${command} ${JSON.stringify(argument).slice(0, 60)}: is named with what would be right`, async () => {
      assert.match((await rejection(run(command, argument))).message, message);
    });
});

describe('a place in an argument', () => {
  const files = ['two.txt', 'one.txt', 'none.txt'];
  afterEach(closeEditors);
  after(async () => {
    for (const file of files) await removeFile(file);
  });

  it('is a document, an offset in it, or an offset in the active one', async () => {
    const [first, second] = [await create(), await create()];
    const two = `${first}\n${second}\n`;
    await writeFile('one.txt', `a ${second} b`);
    await writeFile('none.txt', 'no token');
    await open('two.txt', two);
    await vscode.env.clipboard.writeText(first);
    assert.equal(await run('copyToken', { offset: two.indexOf(second) }), second);
    assert.equal(await run('copyToken', { uri: fileUri('one.txt'), offset: 2 }), second);
    assert.equal(await run('copyToken', { uri: fileUri('one.txt').toString() }), second);
    // Neither the clipboard nor the active document stands in for the one that is named.
    for (const command of ['copyToken', 'decodeToken', 'verifyToken', 'editToken', 'renewToken'])
      assert.match(
        (await rejection(run(command, { uri: fileUri('none.txt') }))).message,
        /^none\.txt contains no token/,
      );
    assert.match(
      (await rejection(run('copyToken', { offset: two.length }))).message,
      /^There is no token at this position/,
    );
    assert.match((await rejection(run('copyToken', { uri: fileUri('no.txt') }))).message, /^no\.txt can't be opened/);
  });
});

describe('a key that cannot sign says why, and what to do', () => {
  /** By `openssl req -new`, of a key that is nowhere. */
  const certificateRequest = pemBlock(
    'CERTIFICATE REQUEST',
    `MIHGMG4CAQAwDDEKMAgGA1UEAwwBYTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BM4aJAgLAdkbjYctiHfxplkdzkM9sd6kT27JeQBQwo+qcuqs8pvHC8nA1lptiOVT
pVrFHNCvc7KvhkZLjB0SUA+gADAKBggqhkjOPQQDAgNIADBFAiB1I0XrRaiRrvT5
C3XH14p3eyZOigLeKO7QtXegukd3SAIhAOsX+chCSXEesDcPdGTzBiKefbRy9MU3
5mG4cMlp4fF8`,
  );
  const custom = { kind: 'custom', claims: {} };
  const secret = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY';
  const rows: readonly (readonly [what: string, content: string, message: RegExp, made?: Record<string, unknown>])[] = [
    ['no key at all', 'hello\n', /This isn't a key\. Tokensmith reads PEM, DER, JWK and JWK Sets\.$/],
    [
      'a key cut off',
      keys.rsa.slice(0, 400),
      /The key is incomplete\. Copy the whole key again; in \.env, put quotation marks around it\.$/,
    ],
    ['a public key', keys.rsaPublic, /This is a public key; signing needs the private key\.$/],
    ['RSA of 1024 bits', keys.rsa1024, /an RSA key of 1024 bits; RS256 needs 2048 or more\. Generate a new key\.$/],
    ['EC for RS256', keys.p256, /a key of type EC P-256, but RS256 needs RSA\. Use another key or algorithm\.$/],
    [
      'another curve',
      keys.p256,
      /a key of type EC P-256, but ES384 needs P-384\. Use another/,
      { ...custom, algorithm: 'ES384' },
    ],
    [
      'a PuTTY key',
      'PuTTY-User-Key-File-3: ssh-rsa\n',
      /PuTTY keys aren't supported\. Convert it with: puttygen odd\.key -O private-openssh -o odd\.converted\.pem$/,
    ],
    [
      'an older encryption',
      pemBlock('RSA PRIVATE KEY', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\nAAAA'),
      /This key uses AES-256-CBC, which isn't supported\. Convert it with: openssl pkcs8 .* -in odd\.key -out odd\.converted\.pem$/,
    ],
    ['a request for a certificate', certificateRequest, /This is a certificate request \(CSR\), not a key\. Use/],
    [
      'a type that signs nothing here',
      '{"kty":"OKP","crv":"Ed448","x":"AA"}',
      /Ed448 keys can't be used for signing\.$/,
    ],
    [
      'a key that encrypts',
      `{"kty":"OKP","crv":"X25519","x":"${'A'.repeat(43)}","d":"${'A'.repeat(43)}"}`,
      /a key of type X25519, but EdDSA needs Ed25519\. Use another/,
      custom,
    ],
    ['an empty secret', '{"kty":"oct","k":""}', /The secret is empty\. Enter/, custom],
    [
      'a PEM as a secret',
      JSON.stringify({
        kty: 'oct',
        k: btoa(keys.rsaPublic).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
      }),
      /This contains a key \(PEM\), which can't be an HMAC secret: anyone with the public key could sign\./,
      custom,
    ],
    [
      'a JWK for another use',
      JSON.stringify({ kty: 'oct', k: secret, use: 'enc' }),
      /The key's own `use` \(enc\) doesn't allow HS256\. Use another key or algorithm\.$/,
      { ...custom, algorithm: 'HS256' },
    ],
    [
      'a JWK for other operations',
      JSON.stringify({ kty: 'oct', k: secret, key_ops: ['verify'] }),
      /The key's own `key_ops` \(verify\) doesn't allow HS256\./,
      { ...custom, algorithm: 'HS256' },
    ],
    [
      'a JWK for another algorithm',
      JSON.stringify({ kty: 'oct', k: secret, alg: 'HS512' }),
      /The key's own `alg` \(HS512\) doesn't allow HS256\./,
      { ...custom, algorithm: 'HS256' },
    ],
    [
      'an algorithm that is none',
      keys.rsa,
      /RS257 is not available here\. Choose another/,
      { ...custom, algorithm: 'RS257' },
    ],
  ];

  afterEach(() => removeFile('odd.key'));

  for (const [what, content, message, made = recipe] of rows)
    it(what, async () => {
      await writeFile('odd.key', content);
      const error = await rejection(run('createToken', { recipe: { ...made, key: 'file:odd.key' }, output: 'none' }));
      assert.match(error.message, message);
      assert.match(error.message, /^odd\.key: /);
      for (const line of content.split('\n').filter((text) => text.length > 20 && !text.startsWith('-----')))
        assert.notInclude(error.message, line);
    });
});
