import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Memento, TextDocument } from 'vscode';
import { deliver, type Output, withOutput } from '../../../src/flows/output.ts';
import { custom } from '../../../src/kinds/custom.ts';
import {
  commands,
  env,
  files,
  folderAt,
  page,
  resetVSCode,
  setSetting,
  Uri,
  window,
  workspace,
} from '../../standIn/vscode.ts';
import { memento } from '../vault/window.ts';

const token = 'eyJhbGciOiJub25lIn0.e30.';
const http = 'GET https://a.test\n\n###\n\nGET https://b.test\n';
const uri = Uri.file('/work/a.http');
let memory: Memento;

beforeEach(() => {
  memory = memento();
  env.clipboard.text = '';
  workspace.workspaceFolders = [folderAt('/work')];
  files.lay({ '/work/a.http': http });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await page.idle();
  resetVSCode();
});

const show = async () => {
  await window.showTextDocument(uri);
  return page.documentOf(uri) as unknown as TextDocument;
};
const text = () => page.model(uri)?.text;
const put = (output: Output, given = {}, meanwhile: () => void = () => {}) =>
  withOutput(memory, output, given, async (where) => {
    meanwhile();
    await page.idle();
    await deliver(token, output, { memory, where, kind: custom });
  });
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { readonly code?: string; readonly name: string }) => error.code ?? error.name,
  );
/** The person picks the row of a title; what rows there were. */
const picking = (title?: string) => {
  const rows: string[][] = [];
  vi.spyOn(window, 'showQuickPick').mockImplementation(async (items) => {
    const all = items as { readonly label: string }[];
    rows.push(all.map(({ label }) => label.replace(/^\$\([\w-]+\) /, '')));
    return all.find(({ label }) => title !== undefined && label.endsWith(title));
  });
  return rows;
};

describe('a new token goes', () => {
  it('to the clipboard', async () => {
    await put('clipboard');
    expect(env.clipboard.text).toBe(token);
  });

  it('nowhere', async () => {
    await show();
    await put('none');
    expect([env.clipboard.text, text()]).toEqual(['', http]);
  });

  it('to the cursor, where that is by then, in place of what is selected', async () => {
    const document = await show();
    const selection = { start: http.indexOf('https'), end: http.indexOf('\n') };
    const model = page.model(uri);
    await put('cursor', { document, offset: selection.start, selection }, () => {
      if (model) page.type(model, [{ start: 0, end: 0, text: '# \n' }]);
    });
    expect(text()).toBe(`# \nGET ${token}\n\n###\n\nGET https://b.test\n`);
  });

  it('into the header of its request', async () => {
    const document = await show();
    await put('header', { document, offset: http.lastIndexOf('GET') });
    expect(text()).toBe(`${http.trimEnd()}\nAuthorization: Bearer ${token}\n`);
  });

  it('as a header to the clipboard where no editor is open, and that is told', async () => {
    const told = vi.spyOn(window, 'showInformationMessage');
    await put('header');
    expect(env.clipboard.text).toBe(`Authorization: Bearer ${token}`);
    expect(told.mock.lastCall).toEqual(['Authorization header copied: no editor is open.']);
  });
});

describe('before anything is made it is said', () => {
  const made = vi.fn(async () => {});
  const tried = (output: Output, given = {}) => code(withOutput(memory, output, given, made));
  afterEach(() => {
    expect(made).not.toHaveBeenCalled();
  });

  it('that there is no editor', async () => {
    expect(await tried('cursor')).toBe('command.no-editor');
  });

  it.each(['cursor', 'header'] as const)('that the document cannot be written: %s', async (output) => {
    const document = await show();
    vi.spyOn(files, 'isWritableFileSystem').mockReturnValue(false as never);
    expect(await tried(output, { document })).toBe('edit.read-only');
  });

  it('that there is no request for the header', async () => {
    files.lay({ '/work/a.http': '{{\nconst a = 1;\n}}\n' });
    const document = await show();
    expect(await tried('header', { document, offset: 4 })).toBe('insert.no-request');
  });
});

it('a document that cannot be written is no reason not to copy', async () => {
  const document = await show();
  vi.spyOn(files, 'isWritableFileSystem').mockReturnValue(false as never);
  const rows = picking('Copy');
  await put('ask', { document });
  expect(rows).toEqual([['Copy']]);
  expect(env.clipboard.text).toBe(token);
});

describe('asked where it goes', () => {
  it('the person chooses, and the last answer comes first', async () => {
    const document = await show();
    const rows = picking('Insert at Cursor');
    const given = { document, offset: 0, selection: { start: 0, end: 0 } };
    await put('ask', given);
    expect(text()).toBe(`${token}${http}`);
    await put('ask', given);
    expect(rows).toEqual([
      ['Copy', 'Insert Authorization Header', 'Insert at Cursor'],
      ['Insert at Cursor', 'Copy', 'Insert Authorization Header'],
    ]);
  });

  it('nothing happens where the person chooses nothing', async () => {
    picking();
    expect(await code(put('ask'))).toBe('Error');
    expect([env.clipboard.text, memory.get('output')]).toEqual(['', undefined]);
  });

  it('its recipe can be opened in the Token Builder, where there is one, and saved where it has no name', async () => {
    const opened: unknown[] = [];
    const rows = picking('Open in Token Builder');
    const recipe = { kind: 'custom', claims: {} };
    const asked = (name?: string) =>
      deliver(token, 'ask', { memory, where: undefined, kind: custom, made: { recipe, ...(name && { name }) } });
    await code(asked());
    commands.registerCommand('tokensmith.openBuilder', (given: unknown) => void opened.push(given));
    await asked();
    await asked('mine');
    expect(rows).toEqual([
      ['Copy', 'Save as Recipe…'],
      ['Copy', 'Open in Token Builder', 'Save as Recipe…'],
      ['Open in Token Builder', 'Copy'],
    ]);
    expect(opened).toEqual([{ recipe }, { recipe: 'mine' }]);
  });
});

describe('a copied token', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    setSetting('tokensmith.clipboard.clearAfter', '30s');
  });

  it('is cleared where the setting says so', async () => {
    await put('clipboard');
    await vi.advanceTimersByTimeAsync(29_000);
    expect(env.clipboard.text).toBe(token);
    await vi.advanceTimersByTimeAsync(2000);
    expect(env.clipboard.text).toBe('');
  });

  it('leaves what was copied since', async () => {
    await put('clipboard');
    env.clipboard.text = 'other';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(env.clipboard.text).toBe('other');
  });

  it('stays where the setting is off, or in a browser', async () => {
    env.uiKind = 2;
    await put('clipboard');
    await vi.advanceTimersByTimeAsync(60_000);
    env.uiKind = 1;
    expect(env.clipboard.text).toBe(token);
    setSetting('tokensmith.clipboard.clearAfter', undefined);
    await put('clipboard');
    await vi.advanceTimersByTimeAsync(25 * 3600 * 1000);
    expect(env.clipboard.text).toBe(token);
  });
});
