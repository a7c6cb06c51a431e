import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import {
  actionsAt,
  commands,
  env,
  files,
  grantTrust,
  page,
  Range,
  setSetting,
  tellOfFile,
  Uri,
  watching,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { hearing } from '../hearing.ts';
import { lensesOf, marksOf, seenLens, soon } from '../seeing.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** What is said and done about key files, as they are and as git knows them. */

const secret = randomBytes(32);
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const publicPem = String(pair.publicKey.export({ type: 'spki', format: 'pem' }));
const putty = 'PuTTY-User-Key-File-3: ssh-rsa\n';
const uri = Uri.file('/work/private.key');
useWholeExtension({
  uri,
  text: pem,
  secret,
  beside: { '/work/public.pem': publicPem, '/work/putty.ppk': putty, '/work/a.txt': 'none\n', '/work/.git/HEAD': '' },
});

const open = (path: string) => page.open(Uri.file(path));
const put = async (path: string, text: string) => {
  const isNew = files.text(path) === undefined;
  await files.writeFile(Uri.file(path), Buffer.from(text));
  tellOfFile(isNew ? 'created' : 'changed', path);
};
const recipe = { kind: 'custom', key: 'file:private.key', claims: {} };

describe('the first line of a key file', () => {
  it('says what counts by now: recipes, rules of git, trust and settings', async () => {
    const shown = watching('CodeLenses', await open(uri.path));
    const titles = () => shown().map((each) => seenLens(each).title);
    const first = () => titles()[0] ?? '';
    await soon(() => expect(first()).toMatch(/^RSA 2048, private · [\w-]{8} · not ignored by Git$/));
    expect(titles()).toEqual([first(), 'Copy Public Key…', 'Add to .gitignore']);
    setSetting('tokensmith.recipes', { mine: recipe });
    await soon(() => expect(first()).toMatch(/ · used by mine · not ignored by Git$/));
    await put('/work/.gitignore', '*.key\n');
    await soon(() => expect(titles()).toEqual([expect.stringMatching(/ · ignored by Git$/), 'Copy Public Key…']));
    setSetting('tokensmith.codeLens.enabled', false);
    await soon(() => expect(titles()).toEqual([]));
  });

  it('is said of a file that becomes one', async () => {
    await files.writeFile(Uri.file('/work/notes.txt'), Buffer.from(pem));
    const shown = watching('CodeLenses', await open('/work/notes.txt'));
    const titles = () => shown().map((each) => seenLens(each).title);
    await page.idle();
    expect(titles()).toEqual([]);
    setSetting('tokensmith.recipes', { mine: { ...recipe, key: 'file:notes.txt' } });
    await soon(() => expect(titles()[0]).toMatch(/^RSA 2048, private · .* · used by mine/));
    setSetting('tokensmith.recipes', { mine: { ...recipe, key: 'file:other/notes.txt' } });
    await soon(() => expect(titles()).toEqual([]));
  });

  it('is said only where the workspace is trusted', async () => {
    workspace.isTrusted = false;
    expect(await lensesOf(await open(uri.path))).toEqual([]);
    grantTrust();
    expect(await lensesOf(await open(uri.path))).toHaveLength(3);
  });

  it('has the file ignored at a click', async () => {
    const [, , ignore] = await lensesOf(await open(uri.path));
    await commands.executeCommand(`tokensmith.${ignore?.command}`, ...(ignore?.given ?? []));
    expect(files.text('/work/.gitignore')).toBe('/private.key\n');
  });

  it('has the public key copied at a click', async () => {
    const [, copy] = await lensesOf(await open(uri.path));
    expect(copy?.given).toEqual([{ key: 'file:private.key', ask: true }]);
  });
});

describe('a key file that has to be converted', () => {
  const convert = async () => {
    const [said, lens] = await lensesOf(await open('/work/putty.ppk'));
    expect([said?.title, lens?.title]).toEqual(["PuTTY keys aren't supported. · not ignored by Git", 'Convert…']);
    return commands.executeCommand(`tokensmith.${lens?.command}`, ...(lens?.given ?? []));
  };

  it('says how, with the command to copy', async () => {
    const heard = hearing(/Copy Command/);
    await convert();
    expect(heard).toEqual([
      expect.stringMatching(/^dialog: PuTTY keys .*puttygen.* \[Copy Command\] \[Show in Terminal\]$/),
    ]);
    expect(env.clipboard.text).toMatch(/^puttygen .*putty\.ppk/);
  });

  it('shows it in a terminal, where the person runs it', async () => {
    hearing(/Show in Terminal/);
    const seen: unknown[] = [];
    const terminal = { show: () => seen.push('shown'), sendText: (...given: unknown[]) => seen.push(given) };
    vi.spyOn(window, 'createTerminal').mockReturnValue(terminal);
    await convert();
    expect(seen).toEqual(['shown', [expect.stringMatching(/^puttygen /), false]]);
    expect(env.clipboard.text).toBe('');
  });

  it('has no terminal in VS Code for the Web', async () => {
    const heard = hearing();
    env.uiKind = 2;
    try {
      await convert();
    } finally {
      env.uiKind = 1;
    }
    expect(heard).toEqual([expect.stringMatching(/(?<!Terminal\]) \[Copy Command\]$/)]);
    expect(env.clipboard.text).toBe('');
  });

  it('is none that is gone', async () => {
    const heard = hearing();
    await commands.executeCommand('tokensmith.convertKey', 'file:gone.ppk');
    await commands.executeCommand('tokensmith.convertKey', 'file:private.key');
    expect(heard).toEqual([]);
  });
});

describe('a private key that git would commit', () => {
  const told = (path: string) => open(path).then((document) => marksOf(document).map(([code]) => code));

  it('is a problem of its file, until it is ignored or switched off, and a public one is none', async () => {
    await soon(async () => expect(await told(uri.path)).toEqual(['key.not-ignored']));
    expect(await told('/work/public.pem')).toEqual([]);
    await put('/work/.gitignore', '*.key\n');
    await soon(async () => expect(await told(uri.path)).toEqual([]));
    await put('/work/.gitignore', '# none\n');
    await soon(async () => expect(await told(uri.path)).toEqual(['key.not-ignored']));
    setSetting('tokensmith.problems.severity', { 'key.not-ignored': 'off' });
    await soon(async () => expect(await told(uri.path)).toEqual([]));
    setSetting('tokensmith.problems.severity', undefined);
    await soon(async () => expect(await told(uri.path)).toEqual(['key.not-ignored']));
    await files.delete(uri);
    tellOfFile('deleted', uri.path);
    await soon(async () => expect(await told(uri.path)).toEqual([]));
  });

  it('is fixed by a click, which says why where it cannot be', async () => {
    await soon(async () => expect(await told(uri.path)).toEqual(['key.not-ignored']));
    const found = await actionsAt(await open(uri.path), new Range(0, 0, 0, 5));
    const fixes = found.filter(({ title }) => title === 'Add to .gitignore') as readonly {
      isPreferred?: boolean;
      kind?: { value: string };
      command?: { command: string; arguments?: readonly unknown[] };
    }[];
    expect(fixes.map(({ isPreferred, kind }) => [isPreferred, kind?.value])).toEqual([[true, 'quickfix']]);
    expect(found.map(({ title }) => title)).toContain('Don\'t show "key.not-ignored" problems');
    const heard = hearing();
    files.before = async (operation, path) => {
      if (operation === 'writeFile' && path.endsWith('.gitignore')) throw new Error('full');
    };
    const [fix] = fixes;
    await commands.executeCommand(fix?.command?.command ?? '', ...(fix?.command?.arguments ?? []));
    await soon(() => expect(heard).toEqual([expect.stringMatching(/^error: .*\.gitignore/)]));
    expect(files.text('/work/.gitignore')).toBeUndefined();
    // What other problems are fixed by is nothing of it.
    expect(await actionsAt(await open('/work/a.txt'), new Range(0, 0, 0, 5))).toEqual([]);
  });
});
