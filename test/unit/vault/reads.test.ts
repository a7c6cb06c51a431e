import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dotenvVariables, environmentValue, vonageConfigValue } from '../../../src/vault/environment.ts';
import { VaultError } from '../../../src/vault/errors.ts';
import { exists, largestFile, newFile, readSmallFile, requireInside, resolvePath } from '../../../src/vault/files.ts';
import { files, folderAt, resetVSCode, Uri, workspace } from '../../standIn/vscode.ts';

const outside = { '/elsewhere/private.pem': 'theirs', '/elsewhere/folder/.env': 'A=1' };

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

/** The codes that reading and checking a path end with. */
async function outcomes(path: string): Promise<readonly unknown[]> {
  const uri = Uri.file(path) as never;
  const code = (error: unknown) => (error instanceof VaultError ? error.code : error);
  return Promise.all([
    readSmallFile(uri).then((bytes) => new TextDecoder().decode(bytes), code),
    requireInside(uri).then(() => 'inside', code),
  ]);
}

describe('a path of the workspace', () => {
  const rows: readonly (readonly [what: string, path: string, read: string, check: string])[] = [
    ['to a file', '/work/a/b.key', 'ours', 'inside'],
    ['to nothing', '/work/c/d/e.key', 'vault.file-not-found', 'inside'],
    ['to a folder', '/work/a', 'vault.not-a-file', 'inside'],
    ['that is a link out', '/work/out.pem', 'vault.symbolic-link', 'vault.symbolic-link'],
    ['that is a link to a link out', '/work/twice.pem', 'vault.symbolic-link', 'vault.symbolic-link'],
    ['that is a link out by a relative path', '/work/a/up.pem', 'vault.symbolic-link', 'vault.symbolic-link'],
    ['in a folder that is a link out', '/work/linked/.env', 'vault.symbolic-link', 'vault.symbolic-link'],
    ['that is yet to be made there', '/work/linked/new/new.key', 'vault.symbolic-link', 'vault.symbolic-link'],
    ['that is a link to nothing', '/work/dangling.key', 'vault.symbolic-link', 'vault.symbolic-link'],
    ['out of it by names of Windows', '/work/a\\..\\..\\x', 'vault.outside-workspace', 'vault.outside-workspace'],
    ['of another folder', '/elsewhere/private.pem', 'vault.outside-workspace', 'vault.outside-workspace'],
    [
      'of a folder whose name only begins like it',
      '/work2/a.pem',
      'vault.outside-workspace',
      'vault.outside-workspace',
    ],
  ];
  it.each(rows)('%s', async (_what, path, ...expected) => {
    files.lay({
      ...outside,
      '/work/a/b.key': 'ours',
      '/work/out.pem': { link: '/elsewhere/private.pem' },
      '/work/twice.pem': { link: './out.pem' },
      '/work/a/up.pem': { link: '../../elsewhere/private.pem' },
      '/work/linked': { link: '/elsewhere/folder' },
      '/work/dangling.key': { link: '/nowhere' },
      '/work2/a.pem': 'theirs',
    });
    expect(await outcomes(path)).toEqual(expected);
  });

  it('of a workspace folder that is a link itself, as the person opened it', async () => {
    files.lay({ '/work': { link: '/elsewhere/folder' }, ...outside });
    expect(await outcomes('/work/.env')).toEqual(['A=1', 'inside']);
  });

  it('is read elsewhere where the person alone names it, and behind a link of the workspace for nobody', async () => {
    files.lay({
      ...outside,
      '/work/out.pem': { link: '/elsewhere/private.pem' },
      '/x.pem': { link: '/elsewhere/private.pem' },
    });
    for (const path of ['/elsewhere/private.pem', '/x.pem']) {
      const bytes = await readSmallFile(Uri.file(path) as never, { outside: true });
      expect(new TextDecoder().decode(bytes)).toBe('theirs');
    }
    await expect(readSmallFile(Uri.file('/work/out.pem') as never, { outside: true })).rejects.toMatchObject({
      code: 'vault.symbolic-link',
    });
    await expect(resolvePath('../elsewhere/private.pem')).rejects.toMatchObject({ code: 'vault.outside-workspace' });
    expect(String(await resolvePath('../elsewhere/private.pem', { outside: true }))).toMatch(
      /elsewhere\/private\.pem$/,
    );
  });

  it('to a file that is too large, by what is said of it or by what it turns out to be', async () => {
    files.lay({ '/work/a.key': new Uint8Array(largestFile + 1) });
    expect((await outcomes('/work/a.key'))[0]).toBe('vault.file-too-large');
    files.lay({ '/work/a.key': 'small' });
    files.before = async (operation) => {
      if (operation !== 'readFile') return;
      files.before = async () => {};
      await files.writeFile({ path: '/work/a.key' }, new Uint8Array(largestFile + 1));
    };
    expect((await outcomes('/work/a.key'))[0]).toBe('vault.file-too-large');
  });

  it('is not even looked at in an untrusted workspace', async () => {
    files.lay({ '/work/a.key': 'ours' });
    const asked: string[] = [];
    files.before = async (operation) => void asked.push(operation);
    workspace.isTrusted = false;
    expect(await outcomes('/work/a.key')).toEqual(['vault.untrusted', 'vault.untrusted']);
    expect(asked).toEqual([]);
  });
});

describe('in a workspace that is not trusted', () => {
  const ways: Readonly<Record<string, () => unknown>> = {
    'a file is read': () => readSmallFile(Uri.file('/work/a.key') as never),
    'a file of the person is read': () => readSmallFile(Uri.file('/own/a.key') as never, { outside: true }),
    'a path is checked': () => requireInside(Uri.file('/work/a.key') as never),
    'a path is looked for': () => resolvePath('a.key'),
    'a new file is named': () => newFile('a.key'),
    'a file is looked for': () => exists(Uri.file('/work/a.key') as never),
    'a variable is read': () => environmentValue('A'),
    'the variables are listed': () => dotenvVariables(),
    'Vonage’s configuration is read': () => vonageConfigValue('apiKey'),
  };
  it.each(Object.entries(ways))('it is refused that %s', async (_what, go) => {
    files.lay({
      '/work/a.key': 'ours',
      '/own/a.key': 'mine',
      '/work/.env': 'A=1',
      '/work/.vonagerc': '{"apiKey":"k"}',
    });
    expect(await Promise.resolve(go()).then(() => 'done')).toBe('done');
    workspace.isTrusted = false;
    await expect((async () => go())()).rejects.toMatchObject({ code: 'vault.untrusted' });
  });
});
