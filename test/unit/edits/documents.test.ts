import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextDocument } from 'vscode';
import { editDocument } from '../../../src/edits/documents.ts';
import { replaceToken, whileFollowing } from '../../../src/edits/followedToken.ts';
import { Places } from '../../../src/edits/places.ts';
import { Stretches } from '../../../src/edits/stretches.ts';
import { TokenIndex } from '../../../src/tokens/tokenIndex.ts';
import {
  closeTab,
  FilePermission,
  files,
  page,
  resetVSCode,
  settings,
  Uri,
  window,
  workspace,
} from '../../standIn/vscode.ts';

const uri = Uri.file('/work/a.txt');
const text = 'one two three';

async function open(content = text): Promise<TextDocument> {
  files.lay({ '/work/a.txt': content });
  return (await page.open(uri)) as unknown as TextDocument;
}

function model() {
  const found = page.model(uri);
  if (!found) throw new Error('closed');
  return found;
}

/** The person types; the extension host hears of it later. */
const type = (start: number, end: number, typed: string) => page.type(model(), [{ start, end, text: typed }]);
/** Writes TWO for two, wherever that is in the text that the host knows. */
const upper = (document: TextDocument) => () => {
  const start = document.getText().indexOf('two');
  return start < 0 ? [] : [{ start, end: start + 3, text: 'TWO' }];
};
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { readonly code?: string }) => error.code ?? String(error),
  );

afterEach(async () => {
  vi.restoreAllMocks();
  await page.idle();
  resetVSCode();
});

describe.each(['in an editor', 'in no editor'])('an edit of a document %s', (where) => {
  const shown = async () => {
    const document = await open();
    if (where === 'in an editor') await window.showTextDocument(document as never);
    return document;
  };

  it('is of the version that it was made for: what is typed meanwhile stays, and it comes after', async () => {
    const document = await shown();
    type(0, 0, 'zero ');
    const made = await editDocument(document, upper(document));
    expect(model().text).toBe('zero one TWO three');
    expect(made).toEqual([{ start: 9, end: 12, text: 'TWO' }]);
  });

  it('is none where what it was for is gone by then', async () => {
    const document = await shown();
    type(4, 8, '');
    expect(await editDocument(document, upper(document))).toEqual([]);
    expect(model().text).toBe('one three');
  });

  it('is refused in a document in which somebody never stops typing', async () => {
    const document = await shown();
    const late = () => {
      type(0, 0, '.');
      return upper(document)();
    };
    expect(await code(editDocument(document, late))).toBe('edit.refused');
    expect(model().text).toMatch(/^\.+one two three$/);
  });

  it('is told of where VS Code takes it, and the document stays as it was', async () => {
    const document = await shown();
    model().isReadonly = true;
    expect(await code(editDocument(document, upper(document)))).toBe('edit.read-only');
    expect(model().text).toBe(text);
    // What stands there already is written.
    expect(await code(editDocument(document, () => [{ start: 4, end: 7, text: 'two' }]))).toBe('done');
  });

  it('is not tried where the document cannot be written', async () => {
    const document = await shown();
    vi.spyOn(files, 'isWritableFileSystem').mockReturnValue(false as never);
    expect(await code(editDocument(document, upper(document)))).toBe('edit.read-only');
    expect(model().text).toBe(text);
  });
});

it('an edit in an editor that is closed meanwhile is tried again without it', async () => {
  const document = await open();
  const editor = await window.showTextDocument(document as never);
  const { edit } = editor;
  vi.spyOn(editor, 'edit').mockImplementation((build) => {
    closeTab(uri);
    return edit(build);
  });
  await editDocument(document, upper(document));
  expect(model().text).toBe('one TWO three');
});

describe('whether a document can be written', () => {
  const stat = (permissions?: number) =>
    vi.spyOn(files, 'stat').mockResolvedValue({ type: 1, size: 1, mtime: 1, permissions } as never);
  const edited = async () => code(open().then((document) => editDocument(document, upper(document))));

  it.each([
    ['a file of a read-only system is not', 'memfs', FilePermission.Readonly, {}, 'edit.read-only'],
    ['a file on disk is, as VS Code does not ask', 'file', FilePermission.Readonly, {}, 'done'],
    [
      'a file on disk is not, where VS Code asks',
      'file',
      FilePermission.Readonly,
      { 'files.readonlyFromPermissions': true },
      'edit.read-only',
    ],
    ['a writable file on disk is', 'file', undefined, { 'files.readonlyFromPermissions': true }, 'done'],
    [
      'one that a setting names is not',
      'file',
      undefined,
      { 'files.readonlyInclude': { '**/a.txt': true } },
      'edit.read-only',
    ],
    [
      'one that a setting no longer names is',
      'file',
      undefined,
      { 'files.readonlyInclude': { '**/a.txt': false } },
      'done',
    ],
    [
      'one that another setting leaves out is',
      'file',
      undefined,
      { 'files.readonlyInclude': { '**': true }, 'files.readonlyExclude': { '**/a.txt': true } },
      'done',
    ],
  ])('%s', async (_what, scheme, permissions, values, answer) => {
    if (scheme !== 'file') vi.spyOn(Uri.prototype, 'toString');
    stat(permissions);
    settings.user = values;
    if (scheme === 'file') expect(await edited()).toBe(answer);
    else {
      const document = await open();
      Object.assign(document, { uri: new Uri(scheme, uri.path) });
      expect(await code(editDocument(document, upper(document)))).toBe(answer);
    }
  });

  it('a file that is gone is', async () => {
    vi.spyOn(files, 'stat').mockRejectedValue(new Error('gone'));
    expect(await edited()).toBe('done');
  });
});

const token = 'eyJhbGciOiJub25lIn0.e30.';
const other = 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.';

describe('a token that is followed', () => {
  let index: TokenIndex;
  beforeEach(() => {
    index = new TokenIndex(workspace as never);
  });
  afterEach(() => index.dispose());

  it('is not written into a document that was opened anew meanwhile', async () => {
    const content = `${token}\n${token}\n`;
    const document = await open(content);
    const place = { document, start: token.length + 1, end: 2 * token.length + 1 };
    await whileFollowing(index, place, async (followed) => {
      files.before = async (operation) => {
        files.before = async () => {};
        if (operation !== 'stat') return;
        page.close(uri);
        await page.idle();
        await page.open(uri);
      };
      expect(await code(replaceToken(followed, other))).toBe('edit.changed');
    });
    expect(model().text).toBe(content);
  });

  it('is told of before it is written, at its place by then', async () => {
    const document = await open(`${token}\n${token}\n`);
    const place = { document, start: token.length + 1, end: 2 * token.length + 1 };
    const told: unknown[] = [];
    await whileFollowing(index, place, async (followed) => {
      type(0, 0, '\n\n');
      await replaceToken(followed, other, (where, edit) => told.push(where.uri.toString(), edit));
    });
    expect(model().text).toBe(`\n\n${token}\n${other}\n`);
    const edit = { start: token.length + 3, end: 2 * token.length + 3, text: other };
    expect(told.slice(-2)).toEqual([uri.toString(), edit]);
  });
});

describe('the place that a lens was made for', () => {
  let places: Places;
  beforeEach(() => {
    places = new Places();
  });
  afterEach(() => places.dispose());

  it('moves with what is typed above it', async () => {
    const document = await open();
    const argument = places.note(document, {});
    type(0, 0, 'zero ');
    await page.idle();
    expect(places.present(document, argument, 4)).toBe(9);
    expect(places.present(document, {}, 4)).toBe(4);
  });

  it('is not known any more in a document that was opened anew', async () => {
    const document = await open();
    const argument = places.note(document, {});
    page.close(uri);
    await page.idle();
    const anew = await open(`zero ${text}`);
    await page.idle();
    expect(() => places.present(anew, argument, 4)).toThrow(expect.objectContaining({ code: 'edit.changed' }));
  });

  it('is not known any more after very many changes', async () => {
    const document = await open();
    const argument = places.note(document, {});
    for (let i = 0; i < 1001; i++) type(0, 0, '.');
    await page.idle();
    expect(() => places.present(document, argument, 4)).toThrow(expect.objectContaining({ code: 'edit.changed' }));
  });

  it('goes on at what a token becomes where that is expected, and nowhere else', async () => {
    const document = await open();
    const [expected, unexpected] = [places.note(document, {}), places.note(document, {})];
    places.expect(document, { start: 4, end: 7, text: 'zwei' });
    type(4, 7, 'zwei');
    await page.idle();
    expect(places.present(document, expected, 5)).toBe(4);
    type(4, 8, 'deux');
    await page.idle();
    expect(() => places.present(document, unexpected, 5)).toThrow(expect.objectContaining({ code: 'edit.changed' }));
  });
});

describe('stretches that are replaced', () => {
  const spans = [
    { start: 0, end: 3 },
    { start: 4, end: 7 },
    { start: 8, end: 13 },
  ];

  it('are those that nobody has touched, where they are by then', async () => {
    const document = await open();
    const stretches = new Stretches(document, spans);
    type(5, 5, 'x');
    type(0, 0, '> ');
    await page.idle();
    expect(spans.map((_, i) => stretches.at(i))).toEqual([{ start: 2, end: 5 }, undefined, { start: 11, end: 16 }]);
    const told: unknown[] = [];
    const written = await stretches.replace(['1', '2', '3'], { expect: (edit) => told.push(edit) });
    expect([written, model().text]).toEqual([2, '> 1 txwo 3']);
    expect(told).toEqual([
      { start: 2, end: 5, text: '1' },
      { start: 11, end: 16, text: '3' },
    ]);
    stretches.dispose();
  });

  it('are none of another document, and stay as they are when theirs is saved', async () => {
    const document = await open();
    const stretches = new Stretches(document, spans);
    files.lay({ '/work/a.txt': text, '/work/b.txt': text });
    await page.open(Uri.file('/work/b.txt'));
    const second = page.model(Uri.file('/work/b.txt'));
    if (second) page.type(second, [{ start: 0, end: 3, text: '' }]);
    type(0, 0, '> ');
    await page.idle();
    await page.save(uri);
    expect(stretches.at(0)).toEqual({ start: 2, end: 5 });
    stretches.dispose();
    type(0, 0, '> ');
    await page.idle();
    expect(stretches.at(0)).toEqual({ start: 2, end: 5 });
  });

  it('are none in a document that was closed, nor where nothing is to be written', async () => {
    const document = await open();
    const stretches = new Stretches(document, spans);
    expect(await stretches.replace([undefined, 'x'], { isWhole: () => false })).toBe(0);
    expect(await stretches.replace([undefined, 'x'])).toBe(1);
    page.close(uri);
    await page.idle();
    expect(await stretches.replace(['1'])).toBe(0);
    stretches.dispose();
  });
});
