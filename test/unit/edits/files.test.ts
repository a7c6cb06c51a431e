import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readText } from '../../../src/edits/bytes.ts';
import { createFiles, editFile, largestEdited } from '../../../src/edits/files.ts';
import { ignoreFile } from '../../../src/edits/gitignore.ts';
import { changeRecipe, saveRecipe } from '../../../src/edits/recipes.ts';
import { updateSetting } from '../../../src/edits/settings.ts';
import { insertAt } from '../../../src/insertion/edit.ts';
import {
  ConfigurationTarget,
  FileSystemError,
  files,
  folderAt,
  page,
  resetVSCode,
  setSetting,
  settings,
  Uri,
  window,
  workspace,
} from '../../standIn/vscode.ts';

const uri = Uri.file('/work/.env') as never;
const append = (text: string) => [insertAt(text.length, 'A=1\n')];
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(resetVSCode);

describe('a file that is edited', () => {
  test('is made where there is none', async () => {
    files.lay({ '/work/a': '' });
    await editFile(uri, append);
    expect(files.text('/work/.env')).toBe('A=1\n');
  });

  const bytes = (...values: readonly number[]) => Uint8Array.from(values);
  const kept: readonly (readonly [what: string, before: Uint8Array, after: Uint8Array])[] = [
    [
      'UTF-8 with a mark',
      bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa4),
      bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa4, 0x41, 0x3d, 0x31, 0x0a),
    ],
    ['Latin-1', bytes(0xe4, 0x0a), bytes(0xe4, 0x0a, 0x41, 0x3d, 0x31, 0x0a)],
    [
      'all bytes but 0',
      Uint8Array.from({ length: 255 }, (_, i) => i + 1),
      Uint8Array.from([...Array.from({ length: 255 }, (_, i) => i + 1), 0x41, 0x3d, 0x31, 0x0a]),
    ],
    [
      'UTF-16 of either order',
      bytes(0xfe, 0xff, 0x00, 0xe4),
      bytes(0xfe, 0xff, 0x00, 0xe4, 0, 0x41, 0, 0x3d, 0, 0x31, 0, 0x0a),
    ],
  ];
  test.each(kept)('keeps its other bytes: %s', async (_, before, after) => {
    files.lay({ '/work/.env': before });
    await editFile(uri, append);
    expect([...(files.bytes('/work/.env') ?? [])]).toEqual([...after]);
  });

  const refused: readonly (readonly [
    what: string,
    file: string | Uint8Array | { readonly link: string },
    code: string,
  ])[] = [
    ['is no text', bytes(0x61, 0x00, 0x61), 'edit.encoding'],
    ['is half of a UTF-16 text', bytes(0xff, 0xfe, 0x61), 'edit.encoding'],
    ['is a link', { link: '/outside/.env' }, 'vault.symbolic-link'],
    ['is a link to nothing', { link: '/outside/nothing' }, 'vault.symbolic-link'],
    ['is too large', new Uint8Array(largestEdited + 1).fill(0x61), 'vault.file-too-large'],
  ];
  test.each(refused)('is left alone where it %s', async (_, file, expected) => {
    files.lay({ '/work/.env': file, '/outside/.env': 'theirs' });
    const before = files.bytes('/work/.env');
    expect(await code(editFile(uri, append))).toBe(expected);
    expect(files.bytes('/work/.env')).toBe(before);
    expect(files.text('/outside/.env')).toBe('theirs');
  });

  test.each(['/outside/.env', '/work/../outside/.env', '/work2/.env'])(
    'is not %s, outside of the workspace',
    async (path) => {
      files.lay({ '/outside/.env': 'theirs', '/work2/.env': 'theirs' });
      expect(await code(editFile(Uri.file(path) as never, append))).toBe('vault.outside-workspace');
      expect(files.text('/outside/.env')).toBe('theirs');
    },
  );

  test('is not made in a folder that a link leads out to', async () => {
    files.lay({ '/work/sub': { link: '/outside' }, '/outside/x': '' });
    expect(await code(editFile(Uri.file('/work/sub/.env') as never, append))).toBe('vault.symbolic-link');
    expect(files.text('/outside/.env')).toBeUndefined();
  });

  test.each(['stat', 'readFile'])('is left alone where %s fails', async (operation) => {
    files.lay({ '/work/.env': 'B=2\n' });
    files.before = async (what, path) => {
      if (what === operation && path === '/work/.env') throw new FileSystemError('Unavailable');
    };
    expect(await code(editFile(uri, append))).toBe('vault.file-not-readable');
    files.before = async () => {};
    expect(files.text('/work/.env')).toBe('B=2\n');
  });

  test('is left alone where less of it comes than it has', async () => {
    files.lay({ '/work/.env': 'B=2\nC=3\n' });
    const whole = workspace.fs.readFile;
    Object.assign(workspace.fs, { readFile: async (place: never) => (await whole(place)).slice(0, 4) });
    try {
      expect(await code(editFile(uri, append))).toBe('vault.file-not-readable');
    } finally {
      Object.assign(workspace.fs, { readFile: whole });
    }
    expect(files.text('/work/.env')).toBe('B=2\nC=3\n');
  });

  test('is left alone where another program writes it meanwhile', async () => {
    files.lay({ '/work/.env': 'B=2\n' });
    let isFirst = true;
    const edit = (text: string) => {
      if (isFirst) void files.writeFile({ path: '/work/.env' }, new TextEncoder().encode('C=3\n'));
      isFirst = false;
      return append(text);
    };
    expect(await code(editFile(uri, edit))).toBe('edit.changed');
    expect(files.text('/work/.env')).toBe('C=3\n');
  });

  test('is left alone then also where the file system does not say when it was changed', async () => {
    files.lay({ '/work/.env': 'B=2\n' });
    const { stat } = files;
    Object.assign(workspace.fs, { stat: async (place: Uri) => ({ ...(await stat(place)), mtime: 0 }) });
    try {
      const edit = (text: string) => {
        void files.writeFile({ path: '/work/.env' }, new TextEncoder().encode('C=3\n'));
        return append(text);
      };
      expect(await code(editFile(uri, edit))).toBe('edit.changed');
    } finally {
      Object.assign(workspace.fs, { stat });
    }
    expect(files.text('/work/.env')).toBe('C=3\n');
  });

  test('is edited in its document where it is open, with what is not saved', async () => {
    files.lay({ '/work/.env': 'B=2\n' });
    const { document } = await window.showTextDocument(await page.open(Uri.file('/work/.env')));
    const model = page.model(document.uri);
    if (model) page.type(model, [{ start: 0, end: 0, text: '# typed\n' }]);
    await page.idle();
    await editFile(uri, append);
    expect(document.getText()).toBe('# typed\nB=2\nA=1\n');
    expect(files.text('/work/.env')).toBe('# typed\nB=2\nA=1\n');
    if (model) page.step(model, 'undo');
    expect(model?.text).toBe('# typed\nB=2\n');
  });

  test('is left alone where it is open with changes, and saving would lose bytes', async () => {
    files.lay({ '/work/.env': bytes(0xe4, 0x0a) });
    const document = await page.open(Uri.file('/work/.env'));
    const model = page.model(document.uri);
    if (model) page.type(model, [{ start: 0, end: 0, text: '#' }]);
    await page.idle();
    expect(await code(editFile(uri, append))).toBe('edit.encoding');
    expect([...(files.bytes('/work/.env') ?? [])]).toEqual([0xe4, 0x0a]);
  });

  test('is not edited in an untrusted workspace', async () => {
    files.lay({ '/work/.env': 'B=2\n' });
    workspace.isTrusted = false;
    expect(await code(editFile(uri, append))).toBe('vault.untrusted');
  });
});

test('any text is written back as it was', () => {
  for (const text of ['', 'a', 'ä\r\n\u{1f600}', '\ufeff\ufeffa'])
    expect(
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(readText(new TextEncoder().encode(text))?.encode([])),
    ).toBe(text);
});

describe('new files', () => {
  const pair = [
    [Uri.file('/work/a.pem'), 'private'],
    [Uri.file('/work/a.pub.pem'), 'public'],
  ] as never;

  test('are written all', async () => {
    files.lay({ '/work/x': '' });
    await createFiles(pair);
    expect([files.text('/work/a.pem'), files.text('/work/a.pub.pem')]).toEqual(['private', 'public']);
  });

  test.each([
    [{ '/work/a.pub.pem': 'mine' }, 'edit.file-exists'],
    [{ '/work/a.pem': { link: '/outside/a' } }, 'vault.symbolic-link'],
  ] as const)('or none: %j', async (laid, expected) => {
    files.lay({ '/work/x': '', '/outside/x': '', ...laid });
    const before = files.paths();
    expect(await code(createFiles(pair))).toBe(expected);
    expect(files.paths()).toEqual(before);
  });

  test('or none, and nothing of another program goes, where a write fails', async () => {
    files.lay({ '/work/x': '' });
    files.before = async (operation, path) => {
      if (operation !== 'writeFile' || path !== '/work/a.pub.pem') return;
      files.before = async () => {};
      await files.writeFile({ path: '/work/a.pub.pem' }, new TextEncoder().encode('of another program'));
      throw new FileSystemError('NoPermissions');
    };
    expect(await code(createFiles(pair))).toBe('edit.not-written');
    expect(files.text('/work/a.pem')).toBeUndefined();
    expect(files.text('/work/a.pub.pem')).toBe('of another program');
  });

  test('go into no folder that a link leads out to', async () => {
    files.lay({ '/work/keys': { link: '/outside' }, '/outside/x': '' });
    const file = [Uri.file('/work/keys/deep/a.pem'), 'private'] as never;
    expect(await code(createFiles([file]))).toBe('vault.symbolic-link');
    expect(files.paths().filter((path) => path.startsWith('/outside'))).toEqual(['/outside/x']);
  });
});

test('the .gitignore of a folder is a link out of the workspace: nothing is written', async () => {
  files.lay({ '/work/.git/HEAD': '', '/work/k.key': '', '/work/.gitignore': { link: '/outside/i' }, '/outside/i': '' });
  expect(await code(ignoreFile(Uri.file('/work/k.key') as never))).toBe('vault.symbolic-link');
  expect(files.text('/outside/i')).toBe('');
});

describe('settings', () => {
  test.each([
    [{ '/work/.vscode/settings.json': { link: '/outside/s.json' }, '/outside/s.json': '{}' }, 'vault.symbolic-link'],
    [{ '/work/.vscode': { link: '/outside' }, '/outside/settings.json': '{}' }, 'vault.symbolic-link'],
    [{ '/work/.vscode': { link: '/outside' }, '/outside/x': '' }, 'vault.symbolic-link'],
    [{ '/work/.vscode/settings.json': Uint8Array.of(0x7b, 0xe4, 0x7d) }, 'edit.settings-not-written'],
    [{ '/work/.vscode/settings.json': '{}' }, 'done'],
    [{ '/work/x': '' }, 'done'],
  ] as const)('of a workspace with %j', async (laid, expected) => {
    files.lay(laid);
    expect(await code(updateSetting('recipes', () => ({ a: {} }), ConfigurationTarget.Workspace as never))).toBe(
      expected,
    );
    expect(settings.workspace['tokensmith.recipes'] !== undefined).toBe(expected === 'done');
  });

  test('keep what another program writes to them while their file is looked at', async () => {
    files.lay({ '/work/.vscode/settings.json': '{}' });
    setSetting('tokensmith.recipes', { mine: { kind: 'vanilla' } });
    files.before = async (operation) => {
      if (operation !== 'readFile') return;
      files.before = async () => {};
      setSetting('tokensmith.recipes', { mine: { kind: 'vanilla' }, theirs: { kind: 'custom' } });
    };
    await saveRecipe('new', { kind: 'custom' });
    expect(Object.keys(settings.workspace['tokensmith.recipes'] as object)).toEqual(['mine', 'theirs', 'new']);
    files.before = async (operation) => {
      if (operation !== 'readFile') return;
      files.before = async () => {};
      setSetting('tokensmith.recipes', { mine: { kind: 'vanilla', email: 'a@b.test' } });
    };
    await changeRecipe('mine', (recipe) => ({ ...recipe, secretEncoding: 'hex' }));
    expect(settings.workspace['tokensmith.recipes']).toEqual({
      mine: { kind: 'vanilla', email: 'a@b.test', secretEncoding: 'hex' },
    });
  });

  test('of a workspace that is not trusted go behind no link either', async () => {
    files.lay({ '/work/.vscode': { link: '/outside' }, '/outside/settings.json': '{}' });
    workspace.isTrusted = false;
    const written = updateSetting(
      'problems.severity',
      () => ({ expired: 'off' }),
      ConfigurationTarget.Workspace as never,
    );
    expect(await code(written)).toBe('vault.symbolic-link');
  });
});
