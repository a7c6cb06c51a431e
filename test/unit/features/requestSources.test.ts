import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { newDotenv, sourcesOf } from '../../../src/features/requestSources.ts';
import { files, folderAt, install, page, resetVSCode, setSetting, Uri, workspace } from '../../standIn/vscode.ts';

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

/** The texts beside a document, by their names and what is to be known of them. */
async function beside(path: string, laid: Readonly<Record<string, string>>, environment?: string) {
  files.lay({ [path]: 'text', ...laid });
  const found = await sourcesOf((await page.open(Uri.file(path))) as never, environment);
  return found.map(({ name, form, environment: of, root = [], isOfVariables, isPrivate }) =>
    [name, form, of, ...root, isOfVariables ? 'variables' : undefined, isPrivate ? 'private' : undefined]
      .filter(Boolean)
      .join(' '),
  );
}

const everything = {
  '/work/.env': '1',
  '/work/.env.dev': '1',
  '/work/dev.env': '1',
  '/work/env/.env': '1',
  '/work/http-client.env.json': '{}',
  '/work/http-client.private.env.json': '{}',
  '/work/.httpyac.json': '{}',
  '/work/httpyac.config.json': '{}',
  '/work/.vscode/settings.json': '{}',
};

describe('beside an .http file', () => {
  it('lie environments, the private ones first, and .env', async () => {
    expect(await beside('/work/a.http', everything)).toEqual([
      'http-client.private.env.json environments variables private',
      'http-client.env.json environments variables',
      '.env dotenv private',
    ]);
  });

  it('lie the .env files of the environment that counts, before the one of all', async () => {
    expect(await beside('/work/a.http', everything, 'dev')).toEqual([
      'http-client.private.env.json environments variables private',
      'http-client.env.json environments variables',
      '.env.dev dotenv private',
      'dev.env dotenv private',
      '.env dotenv private',
    ]);
  });

  it('lies for httpYac what it reads alone, and all of it is of variables', async () => {
    install('anweber.vscode-httpyac', { isActive: false, activate: () => new Promise(() => {}) });
    expect(await beside('/work/a.http', everything)).toEqual([
      'http-client.private.env.json environments variables private',
      'http-client.env.json environments variables',
      'env/.env dotenv variables private',
      '.env dotenv variables private',
      '.httpyac.json environments environments variables',
      'httpyac.config.json environments environments variables',
    ]);
  });

  it.each(['rest-client', 'httpyac'])('lie the environments of a setting, where %s has one', async (client) => {
    setSetting(`${client}.environmentVariables`, { dev: {} });
    expect((await beside('/work/a.http', everything)).slice(-1)).toEqual([
      `.vscode/settings.json environments ${client}.environmentVariables variables`,
    ]);
  });

  it('lies nothing that is read in an untrusted workspace, or that cannot be read', async () => {
    expect(
      await beside('/work/a.http', { '/work/.env': '\0'.repeat(100_000), '/work/http-client.env.json': '{}' }),
    ).toEqual(['http-client.env.json environments variables']);
    workspace.isTrusted = false;
    expect(await beside('/work/b.http', everything)).toEqual([]);
  });

  it('lies what is typed there, before it is saved', async () => {
    files.lay({ '/work/a.http': 'text', '/work/.env': 'A=1' });
    const dotenv = Uri.file('/work/.env');
    await page.open(dotenv);
    const model = page.model(dotenv);
    if (model) page.type(model, [{ start: 2, end: 3, text: '2' }]);
    await page.idle();
    const found = await sourcesOf((await page.open(Uri.file('/work/a.http'))) as never);
    expect(found.map(({ text }) => text)).toEqual(['A=2']);
  });

  it('lies nothing that is read outside of the workspace', async () => {
    expect(await beside('/other/a.http', { '/other/.env': '1', '/.env': '1', '/work/.env': '1' })).toEqual([]);
  });
});

describe('beside a request of Bruno', () => {
  const collection = {
    '/work/api/bruno.json': '{}',
    '/work/api/collection.bru': '1',
    '/work/api/.env': '1',
    '/work/api/environments/dev.bru': '1',
    '/work/api/environments/notes.txt': '1',
    '/work/api/v1/folder.bru': '1',
    '/work/api/folder.bru': '1',
    '/work/.env': '1',
  };
  const ofCollection = [
    'api/environments/dev.bru bru dev variables',
    'api/collection.bru bru variables',
    'api/.env dotenv private',
  ];

  it.each([
    ['/work/api/a.bru', ofCollection],
    ['/work/api/v1/a.bru', ['api/v1/folder.bru bru variables', ...ofCollection]],
    ['/work/api/v1/B.BRU', ['api/v1/folder.bru bru variables', ...ofCollection]],
    ['/work/a.bru', []],
  ])('lies what its collection has: %s', async (path, found) => {
    expect(await beside(path, collection)).toEqual(found);
  });

  it('lies a collection without environments', async () => {
    expect(await beside('/work/a.bru', { '/work/bruno.json': '{}', '/work/collection.bru': '1' })).toEqual([
      'collection.bru bru variables',
    ]);
  });
});

describe('beside any other file', () => {
  it('lies the .env of its folder', async () => {
    expect(await beside('/work/a/compose.yaml', { '/work/a/.env': '1', '/work/.env': '1' })).toEqual([
      'a/.env dotenv private',
    ]);
  });

  it.each([
    ['/work/a/b.http', '/work/.env'],
    ['/other/a/b.http', '/other/a/.env'],
  ])('a new .env is made where every client looks: %s', async (path, made) => {
    files.lay({ [path]: 'text' });
    const found = newDotenv((await page.open(Uri.file(path))) as never);
    expect([found?.uri.path, found?.text, found?.form, found?.isOfVariables, found?.isPrivate]).toEqual([
      made,
      '',
      'dotenv',
      false,
      true,
    ]);
  });

  it('an untitled one is in the first folder, where there is one', async () => {
    const untitled = Uri.parse('untitled:Untitled-1');
    files.lay({ '/work/.env': '1' });
    const document = await page.restore(untitled, 'GET https://a.test');
    expect((await sourcesOf(document as never)).map(({ name }) => name)).toEqual(['.env']);
    expect(newDotenv(document as never)?.uri.path).toBe('/work/.env');
    workspace.workspaceFolders = [];
    expect(await sourcesOf(document as never)).toEqual([]);
    expect(newDotenv(document as never)).toBeUndefined();
  });
});
