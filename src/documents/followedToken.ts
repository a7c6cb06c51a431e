import type { FileRenameEvent, Range, TextDocument, TextDocumentChangeEvent, Uri } from 'vscode';
import { openDocument } from '../features/openDocument.ts';
import type { Span } from '../jwt/span.ts';
import { rangeBetween, rangeOf, type TokenIndex } from '../tokens/tokenIndex.ts';
import { displayPath } from '../vault/files.ts';
import { DocumentError } from './errors.ts';
import { type Closed, follow, reopen, type Standing, type Trace, traceAt } from './trace.ts';

/** A token's place in a document, in UTF-16 offsets of its present text. */
export interface Place extends Span {
  readonly document: TextDocument;
}

type Source =
  | { readonly document: TextDocument; readonly trace: Trace; readonly range: Range; readonly closed?: never }
  | { readonly closed: Closed; readonly document?: never };

/**
 * A token followed in its document: through changes above, below and around it, while the document is closed, and through
 * what the token becomes. Who owns it hands it the document's events.
 */
export class FollowedToken {
  readonly #index: TokenIndex;
  /** The token and all that it has been. */
  readonly #texts: Set<string>;
  #uri: Uri;
  #source: Source;

  /** @param place where the token stands; its text is read there */
  constructor(index: TokenIndex, { document, start, end }: Place) {
    this.#index = index;
    this.#texts = new Set([document.getText(rangeBetween(document, start, end))]);
    this.#uri = document.uri;
    this.#source = sourceOf(document, traceAt({ start, end }, this.#copies(document)));
  }

  /** The document that the token is in, open or closed. */
  get uri(): Uri {
    return this.#uri;
  }

  /** The place of the token and its text, if its document is open and it stands there. */
  here(): (Place & { readonly token: string }) | undefined {
    const { document, trace } = this.#source.document ? this.#source : {};
    if (!document || trace?.state !== 'here') return undefined;
    const token = document.getText(rangeBetween(document, trace.span.start, trace.span.end));
    return { document, ...trace.span, token };
  }

  /**
   * Finds the token, opening its document where it is closed.
   * @throws DocumentError `document.token-gone`, `document.token-ambiguous`; UsageError `command.no-document`
   */
  async find(): Promise<Place & { readonly token: string }> {
    if (this.#source.closed) this.opened(await openDocument(this.#uri));
    const here = this.here();
    if (here) return here;
    const ambiguous = this.#source.document && this.#source.trace.state === 'ambiguous';
    throw new DocumentError(ambiguous ? 'document.token-ambiguous' : 'document.token-gone', {
      file: displayPath(this.#uri),
    });
  }

  /** Says that the token is about to become another, at its place. */
  become(token: string): void {
    this.#texts.add(token);
  }

  changed({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (this.#source.document !== document) return;
    const { trace, range } = this.#source;
    const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      start: rangeOffset,
      removed: rangeLength,
      inserted: text.length,
    }));
    // An event without changes may have changed the line ends, and with them every offset, but no position.
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const next = changes.length > 0 ? follow(trace, changes, this.#copies(document)) : { ...trace, span };
    this.#source = sourceOf(document, next);
  }

  closed(document: TextDocument): void {
    if (this.#source.document !== document) return;
    const { trace } = this.#source;
    const copies = this.#copies(document);
    const token = copies.find(({ start }) => start === trace.span.start)?.text ?? '';
    const twins = copies.filter(({ start, text }) => text === token && start !== trace.span.start).length;
    this.#source = { closed: { text: document.getText(), trace, token, twins } };
  }

  opened(document: TextDocument): void {
    if (!this.#source.closed || document.uri.toString() !== this.#uri.toString()) return;
    this.#source = sourceOf(document, reopen(this.#source.closed, document.getText(), this.#copies(document)));
  }

  renamed({ files }: FileRenameEvent): void {
    for (const { oldUri, newUri } of files) {
      if (this.#uri.path === oldUri.path || this.#uri.path.startsWith(`${oldUri.path}/`))
        this.#uri = this.#uri.with({ path: newUri.path + this.#uri.path.slice(oldUri.path.length) });
    }
  }

  #copies(document: TextDocument): readonly Standing[] {
    const lengths = new Set([...this.#texts].map(({ length }) => length));
    return this.#index
      .tokens(document)
      .filter(({ start, end }) => lengths.has(end - start))
      .map((found) => ({ start: found.start, end: found.end, text: document.getText(rangeOf(document, found)) }))
      .filter(({ text }) => this.#texts.has(text));
  }
}

function sourceOf(document: TextDocument, trace: Trace): Source {
  return { document, trace, range: rangeBetween(document, trace.span.start, trace.span.end) };
}
