import { type Disposable, type TextEditor, window } from 'vscode';
import { displayPath } from '../vault/files.ts';

/** The text editor that was active last: while the panel has the focus, VS Code names none. */
export class LastEditor implements Disposable {
  readonly #listener: Disposable;
  #editor: TextEditor | undefined = window.activeTextEditor;

  constructor() {
    this.#listener = window.onDidChangeActiveTextEditor((editor) => {
      // An editor without a column is no tab: the output, a comment.
      if (editor?.viewColumn !== undefined) this.#editor = editor;
    });
  }

  /** Makes it the active editor again and gives its file's name; `undefined` where none is open. */
  async activate(): Promise<string | undefined> {
    const isOpen = this.#editor?.document.isClosed === false;
    const editor = isOpen ? this.#editor : window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined);
    if (!editor) return undefined;
    await window.showTextDocument(editor.document, editor.viewColumn);
    return displayPath(editor.document.uri);
  }

  dispose(): void {
    this.#listener.dispose();
  }
}
