import { assert } from 'chai';
import * as vscode from 'vscode';
import { claims, run } from '../jwtDocuments.ts';
import { activate, closeEditors, fileUri, removeFile, until } from '../support.ts';
import { healthy, seconds, signed } from '../tokens.ts';
import { files } from './memoryFiles.ts';

/** Random numbers that a seed decides. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % limit;
  };
}

async function expired(note: number): Promise<string> {
  const iat = seconds() - 7200;
  return signed({ ...healthy.rest(), note, iat, exp: iat + 900 });
}

/** A line of a document: text of its own, or a token behind its number. */
type Line = string;
const tokenLine = /^token(\d+): (eyJ[\w-]+\.[\w-]+\.[\w-]+)$/;

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  utf8: (text) => new TextEncoder().encode(text),
  'utf8 with a mark': (text) => Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)),
  utf16: (text) =>
    Uint8Array.of(0xff, 0xfe, ...[...text].flatMap((unit) => [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8])),
};

/** A document that the mix goes on in, and how another program writes its file. */
interface Place {
  readonly document: vscode.TextDocument;
  readonly write?: (text: string) => Promise<void>;
  readonly bytes?: () => Promise<readonly number[]>;
  readonly encode: (text: string) => Uint8Array;
}

async function openFile(
  uri: vscode.Uri,
  text: string,
  encode = encodings.utf8 ?? (() => new Uint8Array()),
): Promise<Place> {
  const write = async (now: string) => vscode.workspace.fs.writeFile(uri, encode(now));
  await write(text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  const bytes = async () => [...(await vscode.workspace.fs.readFile(uri))];
  return { document, write, bytes, encode };
}

describe('a mix of typing, renewing, editing, saving, undoing and another program', function () {
  this.timeout(120_000);
  before(activate);
  after(closeEditors);

  const places: readonly (readonly [what: string, open: (text: string) => Promise<Place>])[] = [
    ['a file', (text) => openFile(fileUri('mix/a.http'), text)],
    ['a file with a byte order mark', (text) => openFile(fileUri('mix/b.http'), text, encodings['utf8 with a mark'])],
    ['a UTF-16 file', (text) => openFile(fileUri('mix/c.txt'), text, encodings.utf16)],
    ['a file of a virtual file system', (text) => openFile(vscode.Uri.parse('tokensmith-test:/virtual/mix.txt'), text)],
    [
      'a new file',
      async (content) => {
        const document = await vscode.workspace.openTextDocument({ content });
        await vscode.window.showTextDocument(document);
        return { document, encode: (text) => new TextEncoder().encode(text) };
      },
    ],
    [
      'a cell of a notebook',
      async (text) => {
        const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'plaintext');
        const notebook = await vscode.workspace.openNotebookDocument(
          'jupyter-notebook',
          new vscode.NotebookData([cell]),
        );
        await vscode.window.showNotebookDocument(notebook);
        return { document: notebook.cellAt(0).document, encode: (now) => new TextEncoder().encode(now) };
      },
    ],
  ];
  for (const [i, [what, open]] of places.entries())
    it(`changes nothing in ${what} but the tokens that were asked for`, async () => {
      const tokens = [await expired(0), await expired(1)];
      const start = [
        '# ä',
        `token0: ${tokens[0]}`,
        'between',
        `token1: ${tokens[1]}`,
        `token1: ${tokens[1]}`,
        'end',
      ].join('\n');
      const place = await open(start);
      try {
        await mix(place, randomFrom(i + 1));
      } finally {
        await closeEditors();
        await removeFile('mix');
        files.delete(vscode.Uri.parse('tokensmith-test:/virtual/mix.txt'));
      }
    });

  it('changes nothing in a read-only file', async () => {
    const token = await expired(0);
    const { document } = await openFile(fileUri('mix/locked.txt'), `token0: ${token}\n`);
    await run('renewToken', { uri: document.uri.toString(), offset: 10 }).then(undefined, () => {});
    await run('renewAllTokens', { uri: document.uri.toString() }).then(undefined, () => {});
    await run('editToken', { uri: document.uri.toString(), offset: 10 }).then(undefined, () => {});
    assert.equal(document.getText(), `token0: ${token}\n`);
    assert.isFalse(document.isDirty);
    await removeFile('mix');
  });

  /** The lines as they are to be, after each step. */
  async function mix({ document, write, bytes, encode }: Place, random: (limit: number) => number): Promise<void> {
    let lines: Line[] = document.getText().split('\n');
    /** Types a line; says where another line is then. */
    const type = async (): Promise<(line: number) => number> => {
      const at = random(lines.length);
      const text = `typed ${random(1000)}`;
      const change = new vscode.WorkspaceEdit();
      change.insert(document.uri, new vscode.Position(at, 0), `${text}\n`);
      if (!(await vscode.workspace.applyEdit(change))) return (line) => line;
      lines.splice(at, 0, text);
      return (line) => (line >= at ? line + 1 : line);
    };
    /** Holds the document against the lines; of some, the tokens may have been renewed. */
    const judge = (step: string, renewed: (line: number) => boolean) => {
      const now = document.getText().split('\n');
      assert.lengthOf(now, lines.length, step);
      for (const [i, line] of now.entries()) {
        if (line === lines[i]) continue;
        const [, number, token = ''] = tokenLine.exec(line) ?? [];
        assert.isTrue(renewed(i), `${step}: line ${i} was not asked for: ${line}`);
        assert.equal(String(claims(token).note), number, `${step}: line ${i} is torn`);
        assert.isTrue(lines[i]?.startsWith(`token${number}: `), step);
      }
      lines = now;
    };
    for (let i = 0; i < 24; i++) {
      const tokens = lines.flatMap((line, at) => (tokenLine.test(line) ? [at] : []));
      const step = `step ${i}`;
      switch (random(6)) {
        case 0:
          await type();
          judge(`${step}, typing`, () => false);
          break;
        case 1: {
          const line = tokens[random(tokens.length)] ?? 0;
          const offset = document.offsetAt(new vscode.Position(line, 8));
          const renewing = run('renewToken', { uri: document.uri.toString(), offset });
          const moved = await type();
          await renewing.then(undefined, () => {});
          judge(`${step}, renewing`, (at) => at === moved(line));
          break;
        }
        case 2: {
          const renewing = run('renewAllTokens', { uri: document.uri.toString() });
          await type();
          await renewing;
          judge(`${step}, renewing all`, () => true);
          break;
        }
        case 3: {
          if (!bytes) break;
          await document.save();
          assert.deepEqual(await bytes(), [...encode(document.getText())], `${step}, saving`);
          break;
        }
        case 4: {
          if (!write || document.isDirty) break;
          const at = random(lines.length);
          lines.splice(at, 0, `written ${i}`);
          await write(lines.join('\n'));
          await until('VS Code to take over the file', () => document.getText() === lines.join('\n'));
          break;
        }
        case 5: {
          const line = tokens[random(tokens.length)] ?? 0;
          const offset = document.offsetAt(new vscode.Position(line, 8));
          const uri = await run<string>('editToken', { uri: document.uri.toString(), offset });
          const edited = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
          const at = edited.getText().indexOf('"note"');
          const change = new vscode.WorkspaceEdit();
          change.insert(edited.uri, edited.positionAt(at), `"step${i}": ${i}, `);
          await vscode.workspace.applyEdit(change);
          const moved = await type();
          if (!(await edited.save())) assert.equal(document.getText(), lines.join('\n'), step);
          judge(`${step}, editing`, (at) => at === moved(line));
          await vscode.window.showTextDocument(edited);
          await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
          break;
        }
      }
    }
  }
});
