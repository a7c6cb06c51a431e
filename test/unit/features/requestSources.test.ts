import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourcesOf } from '../../../src/features/requestSources.ts';
import { files, folderAt, page, resetVSCode, Uri, workspace } from '../../fuzz/vscode.ts';

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

test('what a request can take its token from is found by its name, the nearest first, whatever else a folder has', async () => {
  files.lay({
    '/work/a/b/c.http': 'GET https://a.test',
    '/work/a/b/.env': 'B=1',
    '/work/a/.env': { link: '/outside' },
    '/work/.env': 'A=1',
    '/work/a/http-client.env.json': '{}',
    ...Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`/work/a/b/${i}.txt`, ''])),
    '/outside': 'C=1',
    '/.env': 'D=1',
  });
  const asked: string[] = [];
  const document = await page.open(Uri.file('/work/a/b/c.http'));
  files.before = async (operation) => void asked.push(operation);
  const found = await sourcesOf(document as never);
  expect(found.map(({ name }) => name)).toEqual(['a/http-client.env.json', 'a/b/.env', '.env']);
  expect(asked).not.toContain('readDirectory');
  expect(asked.length).toBeLessThan(50);
});
