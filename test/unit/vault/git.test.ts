import { afterEach, beforeEach, expect, test } from 'vitest';
import { nothingSeen, wouldBeCommitted } from '../../../src/vault/git.ts';
import { files, folderAt, resetVSCode, Uri, workspace } from '../../standIn/vscode.ts';

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

/** How often the file system is asked for the files of a folder so deep. */
async function asked(depth: number, names: readonly string[]): Promise<number> {
  const folder = ['/work', ...Array.from({ length: depth }, (_, i) => `f${i}`)].join('/');
  files.lay({
    '/work/.git/HEAD': '',
    '/work/f0/.gitignore': 'b.key\n',
    ...Object.fromEntries(names.map((name) => [`${folder}/${name}`, ''])),
  });
  let count = 0;
  files.before = async () => void count++;
  const seen = nothingSeen();
  for (const name of names)
    expect(await wouldBeCommitted(Uri.file(`${folder}/${name}`) as never, seen)).toBe(name !== 'b.key');
  return count;
}

test('a folder that is twice as deep is asked twice as often about what git ignores', async () => {
  const [shallow, deep] = [await asked(10, ['a.key']), await asked(20, ['a.key'])];
  expect(deep).toBeLessThanOrEqual(2 * shallow);
});

test('another key beside one costs nothing', async () => {
  expect(await asked(20, ['a.key', 'b.key', 'c.key'])).toBe(await asked(20, ['a.key']));
});

test('a link on the way is seen for all that lies behind it', async () => {
  files.lay({ '/work/.git/HEAD': '', '/work/in': { link: '/out' }, '/out/.gitignore': '*', '/out/a.key': '' });
  const seen = nothingSeen();
  for (const name of ['a.key', 'b.key'])
    expect(await wouldBeCommitted(Uri.file(`/work/in/${name}`) as never, seen)).toBe(true);
});
