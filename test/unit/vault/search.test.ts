import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findFiles } from '../../../src/vault/search.ts';
import { files, folderAt, resetVSCode, workspace } from '../../standIn/vscode.ts';

beforeEach(() => {
  vi.useFakeTimers();
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({ '/work/a.key': '', '/work/sub/b.key': '', '/work/all': { link: '/' }, '/outside/c.key': '' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  resetVSCode();
});

const found = async () =>
  (await findFiles(workspace.workspaceFolders?.[0] as never, ['**/*.key'], 10)).map(({ path }) => path);

test.each([
  ['never ends, as where a link leads to all that there is', () => new Promise<never>(() => {})],
  ['fails', () => Promise.reject(new Error('no search'))],
])('where the search %s, folders are listed, and links followed nowhere', async (_, search) => {
  vi.spyOn(workspace, 'findFiles').mockImplementation(search);
  const [paths] = await Promise.all([found(), vi.advanceTimersByTimeAsync(60_000)]);
  expect(paths).toEqual(['/work/a.key', '/work/sub/b.key']);
});

test('a search that finds nothing has the word', async () => {
  vi.spyOn(workspace, 'findFiles').mockResolvedValue([]);
  expect(await found()).toEqual([]);
});
