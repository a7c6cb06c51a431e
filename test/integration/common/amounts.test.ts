import { assert } from 'chai';
import * as vscode from 'vscode';
import { encodeBase64url } from '../../../src/jwt/base64url.ts';
import { withSetting } from '../jwtDocuments.ts';
import {
  activate,
  clipboard,
  closeEditors,
  emptyDocument,
  facts,
  hoverText,
  lensTitles,
  open,
  openDocument,
  problemCodes,
  readFile,
  removeFile,
  until,
  writeFile,
} from '../support.ts';
import { encrypted, healthy, signed } from '../tokens.ts';

/** What nobody would wait for, in milliseconds; the machine may have much else to do. */
const patience = 15_000;
/** As long as a file's name may be. */
const longName = `${'a'.repeat(230)}.txt`;

async function lensesCome(document: vscode.TextDocument, pattern: RegExp): Promise<void> {
  await until('the lens', async () => (await lensTitles(document.uri)).some((title) => pattern.test(title)), patience);
}

/** The longest time in which the host had no turn for others, in milliseconds; the unit tests hold it to less. */
async function longestPause(action: () => Promise<void>): Promise<number> {
  let [longest, last] = [0, Date.now()];
  const timer = setInterval(() => {
    longest = Math.max(longest, Date.now() - last);
    last = Date.now();
  }, 10);
  await action().finally(() => clearInterval(timer));
  return longest;
}

describe('amounts that a workspace or a text decides', () => {
  before(activate);

  const globs: readonly (readonly string[])[] = [
    ['**/*a*a*a*a*a*b'],
    ['**/a*a*a*a*a*a*a*a*a*a*a*a*c', '**/{a*,a*a*}{a*,a*a*}{a*,a*a*}c'],
    ['**/a**/a**/a**/a**/a**/a**/a**/a'],
  ];
  for (const glob of globs)
    it(`the globs ${glob.join(' ').slice(0, 40)} take no time`, async () => {
      await withSetting('tokensmith.exclude', glob, async () => {
        const document = await openDocument(longName, `${await signed(healthy.rest())}\n`);
        await lensesCome(document, /expires in/);
        await emptyDocument(document);
      });
    });

  it('a rule of .gitignore takes no time, and those beside it count', async () => {
    const before = await readFile('.gitignore');
    await writeFile('.git/HEAD', 'ref: refs/heads/main\n');
    await writeFile('.gitignore', `${'**/a'.repeat(8)}c\n${'*a'.repeat(60)}b\n!exposed.pem\n`);
    const isTold = async () => {
      const uri = await writeFile('a/a/a/a/exposed.pem', facts.keys.otherRsa);
      const told = until('the problem', () => problemCodes(uri).includes('key.not-ignored'), 6000);
      return told.catch(() => removeFile('a'));
    };
    try {
      // VS Code may never tell of what is in a folder that is as new as itself: then it is all made again.
      await until('the problem of one of the files', isTold, 30_000);
    } finally {
      for (const file of ['.git', 'a']) await removeFile(file);
      await writeFile('.gitignore', before);
    }
  });

  const wrong: readonly (readonly [name: string, value: unknown])[] = [
    ['exclude', 'x'],
    ['exclude', { '**': true }],
    ['clockTolerance', '36500d'],
    ['expiresSoon', '-5m'],
    ['expiresSoon', 1e300],
    ['problems.severity', ['expired']],
    ['codeLens.enabled', 'no'],
  ];
  for (const [name, value] of wrong)
    it(`the setting ${name} as ${JSON.stringify(value)} counts as its default`, async () => {
      await withSetting(`tokensmith.${name}`, value, async () => {
        const old = await signed({ ...healthy.rest(), iat: 1_000_000_000, exp: 1_000_000_900 });
        const document = await openDocument('wrong.txt', `${old}\n`);
        await lensesCome(document, /expired/);
        await until('the problem', () => problemCodes(document.uri).includes('expired'));
        await emptyDocument(document);
      });
    });

  it('a copied token is not cleared at once by a time that no timer has', async () => {
    await withSetting('tokensmith.clipboard.clearAfter', '30d', async () => {
      const token = await signed(healthy.rest());
      const document = await openDocument('copied.txt', `${token}\n`);
      await vscode.commands.executeCommand('tokensmith.copyToken', {
        uri: document.uri.toString(),
        offset: 0,
        as: 'token',
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(await clipboard(), token);
    });
  });

  it('encrypted tokens that unpack to much leave the host to others', async () => {
    const content = JSON.stringify({ a: Array.from({ length: 30_000 }, () => 0) });
    const tokens = await Promise.all(Array.from({ length: 200 }, () => encrypted(content, { zip: 'DEF' })));
    assert.isBelow(tokens[0]?.length ?? 0, 1200);
    const document = await openDocument('packed.txt', `${tokens.join('\n')}\n${await signed(healthy.rest())}\n`);
    const longest = await longestPause(async () => {
      await lensesCome(document, /expires in/);
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    assert.isBelow(longest, patience);
    await emptyDocument(document);
  });

  it('500 RSA keys of 16,384 bits beside 1,000 tokens: those in sight have their verdicts soon', async () => {
    const number = () => {
      const bytes = crypto.getRandomValues(new Uint8Array(16_384 / 8));
      bytes[0] = 255;
      bytes[bytes.length - 1] = 255;
      return encodeBase64url(bytes);
    };
    const set = () =>
      JSON.stringify({ keys: Array.from({ length: 20 }, () => ({ kty: 'RSA', n: number(), e: 'AQAB' })) });
    const mine = await Promise.all(Array.from({ length: 500 }, (_, n) => signed({ ...healthy.rest(), n })));
    // Each of the keys may have signed these.
    const large = mine.map((token) => `${token.slice(0, token.lastIndexOf('.'))}.${number()}`);
    await Promise.all(Array.from({ length: 25 }, (_, i) => writeFile(`large/${i}.jwks`, set())));
    try {
      await until('the files', async () => (await vscode.workspace.findFiles('large/*.jwks')).length === 25);
      // VS Code may not tell of files in a folder that is as new as they are.
      await writeFile('large/24.jwks', set());
      const longest = await longestPause(async () => {
        const { document } = await open('large.txt', mine.flatMap((token, i) => [large[i], token]).join('\n'));
        // Asking for all lenses would put all tokens in sight.
        const isProved = async () =>
          (await hoverText(document.uri, new vscode.Position(1, 5))).includes('signature valid');
        await until('a verdict', isProved, 40_000);
        // The rest is verified behind it, and must leave the host to others, too.
        await new Promise((resolve) => setTimeout(resolve, 1000));
        // Its tokens are nobody's work from here on.
        await emptyDocument(document);
      });
      assert.isBelow(longest, patience);
    } finally {
      await closeEditors();
      await removeFile('large');
    }
  });
});
