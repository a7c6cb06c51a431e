import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextDocument } from 'vscode';
import { editDocument } from '../../../src/edits/documents.ts';
import { createFiles, editFile, savingOnly } from '../../../src/edits/files.ts';
import { insertAt } from '../../../src/insertion/edit.ts';
import { FileSystemError, files, folderAt, page, resetVSCode, Uri, workspace } from '../../standIn/vscode.ts';
import { rejection } from '../rejection.ts';

const uri = Uri.file('/work/.env');
const append = (text: string) => [insertAt(text.length, 'A=1\n')];
const edit = (how: (text: string) => ReturnType<typeof append> = append) => editFile(uri as never, how);
const open = async () => (await page.open(uri)) as unknown as TextDocument;

function model() {
  const found = page.model(uri);
  if (!found) throw new Error('closed');
  return found;
}

/** The file system does not let the file be written. */
function refuseWrites(): void {
  files.before = async (operation) => {
    if (operation === 'writeFile') throw new FileSystemError('NoPermissions');
  };
}

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({ '/work/.env': 'B=2\n' });
});
afterEach(async () => {
  await page.idle();
  resetVSCode();
});

describe('a file that is edited', () => {
  it('is edited in its document where that shows it as it is, and can be undone there', async () => {
    await open();
    await edit();
    expect([model().text, model().isDirty, files.text('/work/.env')]).toEqual(['B=2\nA=1\n', false, 'B=2\nA=1\n']);
    page.step(model(), 'undo');
    expect(model().text).toBe('B=2\n');
  });

  it('is edited on disk where its document has not heard of what is there', async () => {
    await open();
    await files.writeFile({ path: uri.path }, new TextEncoder().encode('C=3\n'));
    await edit();
    expect([model().text, files.text('/work/.env')]).toEqual(['B=2\n', 'C=3\nA=1\n']);
  });

  it('is not made, written or saved where there is nothing to edit', async () => {
    const none = () => [];
    files.lay({ '/work/x': '' });
    await edit(none);
    expect(files.paths()).toEqual(['/work/x']);
    files.lay({ '/work/.env': 'B=2\n' });
    refuseWrites();
    await edit(none);
    await open();
    page.type(model(), [{ start: 0, end: 0, text: '# ' }]);
    await page.idle();
    await edit(none);
    expect([model().text, model().isDirty]).toEqual(['# B=2\n', true]);
  });

  it('is named where it was not written', async () => {
    refuseWrites();
    expect(await rejection(edit())).toEqual({ code: 'edit.not-written', data: { file: '.env' } });
    expect(files.text('/work/.env')).toBe('B=2\n');
  });

  it('is named where it has changed meanwhile', async () => {
    const late = (text: string) => {
      void files.writeFile({ path: uri.path }, new TextEncoder().encode('B=3\n'));
      return append(text);
    };
    expect(await rejection(edit(late))).toEqual({ code: 'edit.changed', data: { file: '.env' } });
  });

  it('is named where its document was edited and not saved', async () => {
    await open();
    refuseWrites();
    expect(await rejection(edit())).toEqual({ code: 'edit.not-saved', data: { file: '.env' } });
    expect([model().text, files.text('/work/.env')]).toEqual(['B=2\nA=1\n', 'B=2\n']);
  });

  it('is named where it is no text, open or not', async () => {
    const noText = { code: 'edit.encoding', data: { file: '.env' } };
    files.lay({ '/work/.env': Uint8Array.of(0x61, 0, 0x61) });
    expect(await rejection(edit())).toEqual(noText);
    files.lay({ '/work/.env': Uint8Array.of(0xe4, 0x0a) });
    await open();
    page.type(model(), [{ start: 0, end: 0, text: '#' }]);
    await page.idle();
    expect(await rejection(edit())).toEqual(noText);
  });
});

describe('the bytes of a file that begins as with a mark of its encoding', () => {
  it.each([
    [0xef, 0x41],
    [0xef, 0xbb, 0x41],
    [0xff, 0x41],
    [0xfe, 0x41],
    [0xff, 0x41, 0xfe],
  ])('stay: %i %i', async (...before) => {
    files.lay({ '/work/.env': Uint8Array.from(before) });
    await edit();
    expect([...(files.bytes(uri.path) ?? [])]).toEqual([...before, 0x41, 0x3d, 0x31, 0x0a]);
  });
});

describe('what keeps a document from being edited', () => {
  it('names it', async () => {
    const document = await open();
    const late = () => {
      page.type(model(), [{ start: 0, end: 0, text: '.' }]);
      return [insertAt(0, 'x')];
    };
    expect(await rejection(editDocument(document, late))).toEqual({ code: 'edit.refused', data: { file: '.env' } });
    await page.idle();
    model().isReadonly = true;
    const readOnly = { code: 'edit.read-only', data: { file: '.env' } };
    expect(await rejection(editDocument(document, () => [insertAt(0, 'x')]))).toEqual(readOnly);
    // One of several that is there already does not tell that the others are.
    const both = () => [insertAt(0, ''), insertAt(1, 'x')];
    expect(await rejection(editDocument(document, both))).toEqual(readOnly);
  });

  it('is not a person who stops typing in time', async () => {
    const document = await open();
    let left = 9;
    await editDocument(document, () => {
      if (left-- > 0) page.type(model(), [{ start: 0, end: 0, text: '.' }]);
      return [insertAt(document.getText().length, 'x')];
    });
    expect(model().text).toBe(`${'.'.repeat(9)}B=2\nx`);
  });
});

describe('new files of which one cannot be written', () => {
  const pair = [
    [Uri.file('/work/a.pem'), 'private'],
    [Uri.file('/work/b.pem'), 'public'],
  ] as never;
  /** The second write fails, when another program has left something in the first. */
  const leaving = async (text: string | undefined) => {
    files.before = async (operation, path) => {
      if (operation !== 'writeFile' || path !== '/work/b.pem') return;
      files.before = async () => {};
      if (text !== undefined) await files.writeFile({ path: '/work/a.pem' }, new TextEncoder().encode(text));
      throw new FileSystemError('NoPermissions');
    };
    expect(await rejection(createFiles(pair))).toEqual({ code: 'edit.not-written', data: { file: 'b.pem' } });
    return files.text('/work/a.pem');
  };

  it.each([
    ['as it was written', undefined, undefined],
    ['of which a part was written', 'priv', undefined],
    ['that is longer by now', 'private and more', 'private and more'],
    ['that is another by now', 'PRIVATE', 'PRIVATE'],
    ['that begins in the same way', 'pri/ate', 'pri/ate'],
  ])('the other goes, and stays where it is another program’s: one %s', async (_what, text, left) => {
    expect(await leaving(text)).toBe(left);
  });

  it('none is written over one that is there, which is named', async () => {
    files.lay({ '/work/b.pem': 'mine' });
    expect(await rejection(createFiles(pair))).toEqual({ code: 'edit.file-exists', data: { file: 'b.pem' } });
    expect(files.paths()).toEqual(['/work/b.pem']);
  });

  it('none is written where another program makes one in between', async () => {
    files.lay({ '/work/x': '' });
    files.before = async (operation, path) => {
      if (operation !== 'writeFile' || path !== '/work/a.pem') return;
      files.before = async () => {};
      await files.writeFile({ path: '/work/b.pem' }, new TextEncoder().encode('mine'));
    };
    expect(await rejection(createFiles(pair))).toEqual({ code: 'edit.file-exists', data: { file: 'b.pem' } });
    expect([files.text('/work/a.pem'), files.text('/work/b.pem')]).toEqual([undefined, 'mine']);
  });
});

describe('a document whose edits are made by somebody else', () => {
  const edits = [insertAt(0, '# ')];

  it('is saved where they are all that is not saved', async () => {
    const document = await open();
    const save = savingOnly(document, edits);
    page.type(model(), [{ start: 0, end: 0, text: '# ' }]);
    await page.idle();
    await save();
    expect(files.text('/work/.env')).toBe('# B=2\n');
  });

  it('is left to the person with what they have typed, before or since', async () => {
    const document = await open();
    const save = savingOnly(document, edits);
    page.type(model(), [{ start: 0, end: 0, text: '# !' }]);
    await page.idle();
    await save();
    const later = savingOnly(document, edits);
    page.type(model(), [{ start: 0, end: 0, text: '# ' }]);
    await page.idle();
    await later();
    expect([files.text('/work/.env'), model().isDirty]).toEqual(['B=2\n', true]);
  });
});
