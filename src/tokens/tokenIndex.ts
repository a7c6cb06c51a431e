import {
  type Disposable,
  EventEmitter,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  workspace,
} from 'vscode';
import { type FoundToken, findTokens } from '../jwt/find.ts';
import { updateTokens } from '../jwt/incremental.ts';

/** A token in a document. */
export interface IndexedToken extends FoundToken {
  /** The same object as long as nobody edits the token, wherever it moves: what is known of it can be kept by this. */
  readonly identity: object;
}

interface Entry {
  readonly version: number;
  readonly tokens: readonly IndexedToken[];
}

/**
 * Where tokens stand in the open text documents: scanned when first asked for, then kept up to date by the documents'
 * changes alone, and shared by every feature. Holds offsets, no text.
 */
export class TokenIndex implements Disposable {
  readonly #entries = new Map<TextDocument, Entry>();
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #listeners: readonly Disposable[];

  /** A document that was asked about has changed. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#listeners = [
      this.#changed,
      workspace.onDidChangeTextDocument((event) => this.#update(event)),
      workspace.onDidCloseTextDocument((document) => this.#entries.delete(document)),
    ];
  }

  /** The tokens of a document in their order, in UTF-16 offsets of its present text. */
  tokens(document: TextDocument): readonly IndexedToken[] {
    const known = this.#entries.get(document);
    if (known?.version === document.version) return known.tokens;
    const tokens = findTokens(document.getText()).map(identified);
    if (!document.isClosed) this.#entries.set(document, { version: document.version, tokens });
    return tokens;
  }

  /** The token that an offset lies in or at the edge of. */
  tokenAt(document: TextDocument, offset: number): IndexedToken | undefined {
    return this.tokens(document).find(({ start, end }) => start <= offset && offset <= end);
  }

  /** The first token that begins at or after an offset. */
  nextToken(document: TextDocument, offset: number): IndexedToken | undefined {
    const tokens = this.tokens(document);
    let [from, to] = [0, tokens.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((tokens[middle]?.start ?? 0) < offset) from = middle + 1;
      else to = middle;
    }
    return tokens[from];
  }

  /** The tokens that touch a range of a document. */
  tokensIn(document: TextDocument, range: Range): readonly IndexedToken[] {
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return this.tokens(document).filter(({ start, end }) => start <= to && from <= end);
  }

  /** The open documents in which tokens were looked for and found. */
  documents(): readonly TextDocument[] {
    return [...this.#entries].flatMap(([document, { tokens }]) => (tokens.length > 0 ? [document] : []));
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #update({ document, contentChanges }: TextDocumentChangeEvent): void {
    const known = this.#entries.get(document);
    if (!known || known.version === document.version) return;
    if (contentChanges.length === 0) {
      // The line ends changed, and with them every offset.
      this.#entries.delete(document);
    } else {
      const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        start: rangeOffset,
        removed: rangeLength,
        inserted: text.length,
      }));
      const tokens = updateTokens(known.tokens, changes, {
        length: document.offsetAt(document.lineAt(document.lineCount - 1).range.end),
        slice: (start, end) => document.getText(rangeBetween(document, start, end)),
      });
      this.#entries.set(document, { version: document.version, tokens: tokens.map(identified) });
    }
    this.#changed.fire(document);
  }
}

function identified(token: FoundToken | IndexedToken): IndexedToken {
  return 'identity' in token ? token : { ...token, identity: {} };
}

/** A stretch between two UTF-16 offsets as a range of its document. */
export function rangeBetween(document: TextDocument, start: number, end: number): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** A token's place as a range of its document. No token has a line break in it. */
export function rangeOf(document: TextDocument, { start, end }: FoundToken): Range {
  const from = document.positionAt(start);
  return new Range(from, from.translate(0, end - start));
}
