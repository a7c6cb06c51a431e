import {
  type Disposable,
  EventEmitter,
  Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  type workspace,
} from 'vscode';
import type { FoundToken } from '../jwt/find.ts';
import type { Span } from '../jwt/span.ts';
import {
  type Change,
  firstFrom,
  type ListedToken,
  listTokens,
  type TokenList,
  tokenIn,
  updateList,
} from '../jwt/tokenList.ts';

/** A token in a document. */
export type IndexedToken = ListedToken;
/** The same object as long as nobody edits a token, wherever it moves: what is known of the token can be kept by this. */
export type Identity = IndexedToken['identity'];

/** What a change of a document's text made of its tokens. */
export interface IndexChange {
  readonly document: TextDocument;
  /** The identities of the tokens that are no longer there. */
  readonly removed: readonly Identity[];
  /** The tokens that are new. */
  readonly added: readonly IndexedToken[];
  /** What was replaced, in offsets of the text before; `undefined` where the text was closed or changed otherwise. */
  readonly changes?: readonly Change[];
}

/** The open text documents, and what becomes of them; VS Code's `workspace`. */
export type Documents = Pick<
  typeof workspace,
  'textDocuments' | 'onDidChangeTextDocument' | 'onDidCloseTextDocument' | 'onDidOpenTextDocument'
>;

interface Entry {
  readonly version: number;
  readonly list: TokenList;
  /** The tokens before a change, where somebody asked for those after it before the change was told of. */
  readonly before?: TokenList;
  /** All tokens with their offsets, once somebody asked for all. */
  all?: readonly IndexedToken[];
}

/**
 * Where tokens stand in the open text documents: scanned when first asked for, then kept up to date by the documents'
 * changes alone, and shared by every feature. Holds offsets, no text.
 */
export class TokenIndex implements Disposable {
  readonly #entries = new Map<TextDocument, Entry>();
  readonly #documents: Documents;
  readonly #changed = new EventEmitter<IndexChange>();
  readonly #closed = new EventEmitter<IndexChange>();
  readonly #listeners: readonly Disposable[];

  /** A document that was asked about has changed. */
  readonly onDidChange = this.#changed.event;
  /** A document was closed, with all tokens of it that were known. */
  readonly onDidClose = this.#closed.event;

  constructor(documents: Documents) {
    this.#documents = documents;
    this.#listeners = [
      this.#changed,
      this.#closed,
      documents.onDidChangeTextDocument((event) => this.#update(event)),
      documents.onDidCloseTextDocument((document) => {
        const removed = this.#entries.get(document)?.list.tokens ?? [];
        this.#entries.delete(document);
        this.#closed.fire({ document, removed, added: [] });
      }),
    ];
  }

  /** How many tokens a document has. */
  count(document: TextDocument): number {
    return this.#entry(document).list.starts.length;
  }

  /** The identities of a document's tokens, in their order. */
  identities(document: TextDocument): readonly Identity[] {
    return this.#entry(document).list.tokens;
  }

  /** Where the token of a document at an index starts, as a UTF-16 offset of its present text. */
  startOf(document: TextDocument, index: number): number {
    return this.#entry(document).list.starts[index] ?? 0;
  }

  /** How long the token of a document at an index is, in UTF-16 units. */
  lengthOf(document: TextDocument, index: number): number {
    return this.#entry(document).list.tokens[index]?.end ?? 0;
  }

  /** The index of the first token that begins at or after an offset; the number of tokens where there is none. */
  firstFrom(document: TextDocument, offset: number): number {
    return firstFrom(this.#entry(document).list, offset);
  }

  /** The token of a document at an index, in UTF-16 offsets of its present text. */
  tokenOf(document: TextDocument, index: number): IndexedToken | undefined {
    return tokenIn(this.#entry(document).list, index);
  }

  /** The tokens of a document in their order: work for each of them, so that only what needs all asks for all. */
  tokens(document: TextDocument): readonly IndexedToken[] {
    const entry = this.#entry(document);
    entry.all ??= entry.list.tokens.flatMap((_, index) => tokenIn(entry.list, index) ?? []);
    return entry.all;
  }

  /** The token that an offset lies in or at the edge of. */
  tokenAt(document: TextDocument, offset: number): IndexedToken | undefined {
    return this.tokensBetween(document, offset, offset)[0];
  }

  /** The first token that begins at or after an offset. */
  nextToken(document: TextDocument, offset: number): IndexedToken | undefined {
    const { list } = this.#entry(document);
    return tokenIn(list, firstFrom(list, offset));
  }

  /** The tokens that touch a range of a document. */
  tokensIn(document: TextDocument, range: Range): readonly IndexedToken[] {
    return this.tokensBetween(document, document.offsetAt(range.start), document.offsetAt(range.end));
  }

  /** The tokens that touch the stretch between two offsets. */
  tokensBetween(document: TextDocument, from: number, to: number): readonly IndexedToken[] {
    const { list } = this.#entry(document);
    const found: IndexedToken[] = [];
    // Only the last token that begins before the stretch can reach into it.
    for (let index = Math.max(0, firstFrom(list, from) - 1); ; index++) {
      const token = tokenIn(list, index);
      if (!token || token.start > to) return found;
      if (token.end >= from) found.push(token);
    }
  }

  /** All open documents. */
  openDocuments(): readonly TextDocument[] {
    return this.#documents.textDocuments;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  #entry(document: TextDocument): Entry {
    const known = this.#entries.get(document);
    if (known?.version === document.version) return known;
    const before = known?.before ?? known?.list;
    const list = listTokens(piecesOf(document));
    const entry = { version: document.version, list, ...(before && { before }) };
    if (!document.isClosed) this.#entries.set(document, entry);
    return entry;
  }

  #update({ document, contentChanges }: TextDocumentChangeEvent): void {
    const known = this.#entries.get(document);
    const isAsked = known?.version === document.version;
    if (!known || (isAsked && !known.before)) return;
    const changes = changesOf(contentChanges);
    // Without changes the line ends are others, and with them every offset.
    if (isAsked || changes.length === 0) {
      this.#entries.delete(document);
      const removed = (known.before ?? known.list).tokens;
      this.#changed.fire({
        document,
        removed,
        added: this.tokens(document),
        ...(changes.length > 0 && { changes }),
      });
      return;
    }
    const { list, removed, added } = updateList(known.list, changes, {
      length: document.offsetAt(document.lineAt(document.lineCount - 1).range.end),
      slice: (start, end) => document.getText(rangeBetween(document, start, end)),
    });
    this.#entries.set(document, { version: document.version, list });
    this.#changed.fire({ document, removed, added, changes });
  }
}

/** So many lines are read at once. */
const linesAtOnce = 5000;

/** A document in pieces of whole lines: VS Code holds on to the whole text of one, once somebody has asked for it. */
function* piecesOf(document: TextDocument): Generator<{ readonly start: number; readonly text: string }> {
  for (let line = 0; line < document.lineCount; line += linesAtOnce) {
    const from = document.lineAt(line).range.start;
    const { end } = document.lineAt(Math.min(line + linesAtOnce, document.lineCount) - 1).range;
    yield { start: document.offsetAt(from), text: document.getText(new Range(from, end)) };
  }
}

/** What an event changed, in UTF-16 offsets of the text before. */
export function changesOf(contentChanges: TextDocumentChangeEvent['contentChanges']): readonly Change[] {
  return contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
    start: rangeOffset,
    removed: rangeLength,
    inserted: text.length,
  }));
}

/** A stretch between two UTF-16 offsets as a range of its document. */
export function rangeBetween(document: TextDocument, start: number, end: number): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/**
 * The text of a token, or of any stretch that is kept: a string of its own. What a document gives is a part of one of its
 * lines, and would hold on to the line as it was, which may be the whole file.
 */
export function tokenText(document: TextDocument, { start, end }: Span): string {
  return ` ${document.getText(rangeBetween(document, start, end))}`.slice(1);
}

/** A token's place as a range of its document. No token has a line break in it. */
export function rangeOf(document: TextDocument, { start, end }: FoundToken): Range {
  const from = document.positionAt(start);
  return new Range(from, from.translate(0, end - start));
}
