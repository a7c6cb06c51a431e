import { type Disposable, type TextDocument, workspace } from 'vscode';
import type { TextEdit } from '../insertion/edit.ts';
import type { Span } from '../jwt/span.ts';
import { changesOf } from '../tokens/tokenIndex.ts';
import { editDocument } from './documents.ts';
import { shifted } from './moved.ts';

interface ReplaceOptions {
  readonly isWhole?: (span: Span) => boolean;
  readonly expect?: (edit: TextEdit) => void;
}

/**
 * Stretches of a document while something is awaited: moved by each change of the document, and lost for good where a change
 * touches one. What stands there is thus what stood there, and no copy of it.
 */
export class Stretches implements Disposable {
  readonly #document: TextDocument;
  readonly #listener: Disposable;
  #spans: readonly (Span | undefined)[];

  constructor(document: TextDocument, spans: readonly Span[]) {
    this.#document = document;
    this.#spans = spans.map(({ start, end }) => ({ start, end }));
    let { version } = document;
    this.#listener = workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
      // That a document is saved, or no longer, is told in the same way.
      if (changed !== document || document.version === version) return;
      version = document.version;
      const changes = changesOf(contentChanges);
      // Without changes the line ends are others, and with them every offset.
      this.#spans = this.#spans.map((span) => span && (changes.length > 0 ? shifted(span, changes) : undefined));
    });
  }

  dispose(): void {
    this.#listener.dispose();
  }

  /** Where a stretch is by now; `undefined` where it is lost. */
  at(index: number): Span | undefined {
    return this.#spans[index];
  }

  /**
   * Writes other texts in the places of these stretches, as one step of the undo stack.
   * @param texts one for each stretch, `undefined` where it stays
   * @param options.isWhole whether a stretch is by itself still, and nothing was typed right beside it
   * @param options.expect told of each replacement before it is made
   * @returns how many were written; those that were lost are left alone
   * @throws EditError `edit.read-only`, `edit.refused`; then nothing was written
   */
  async replace(
    texts: readonly (string | undefined)[],
    { isWhole = () => true, expect = () => {} }: ReplaceOptions = {},
  ): Promise<number> {
    if (this.#document.isClosed) return 0;
    const written = await editDocument(this.#document, () => {
      const replacements = this.#spans.flatMap((span, i) => {
        const text = texts[i];
        return span && text !== undefined && isWhole(span) ? [{ ...span, text }] : [];
      });
      for (const edit of replacements) expect(edit);
      return replacements;
    });
    return written.length;
  }
}
