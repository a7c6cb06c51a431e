import { Disposable, type FileRenameEvent, Range, type TextDocument, type Uri, workspace } from 'vscode';
import { EditError } from '../errors/edits.ts';
import type { TextEdit } from '../insertion/edit.ts';
import type { Span } from '../jwt/span.ts';
import type { Change } from '../jwt/tokenList.ts';
import { type IndexChange, rangeBetween, type TokenIndex, tokenText } from '../tokens/tokenIndex.ts';
import { displayPath } from '../vault/files.ts';
import { editDocument } from './documents.ts';
import { shifted } from './moved.ts';
import { openDocument } from './openDocument.ts';
import { type Closed, goneBeside, reopen, type Standing, type Trace, traceAfter, traceAt } from './trace.ts';

/** A token's place in a document, in UTF-16 offsets of its present text. */
export interface TokenPlace extends Span {
  readonly document: TextDocument;
}

type Source =
  | { readonly document: TextDocument; readonly trace: Trace; readonly range: Range; readonly closed?: never }
  | { readonly closed: Closed; readonly document?: never };

/**
 * A token followed in its document: through changes above, below and around it, while the document is closed, and through
 * what the token becomes. Who owns it hands it the document's events. A change that is far from the token and its copies
 * costs the shift of their offsets.
 */
export class FollowedToken {
  readonly #index: TokenIndex;
  /** The token and all that it has been. */
  readonly #texts: Set<string>;
  /** Whether the trace has all copies of all these texts. */
  #knowsCopies = true;
  #isResting = false;
  #uri: Uri;
  #source: Source;

  /** @param place where the token stands; its text is read there */
  constructor(index: TokenIndex, { document, start, end }: TokenPlace) {
    this.#index = index;
    this.#texts = new Set([tokenText(document, { start, end })]);
    this.#uri = document.uri;
    this.#source = sourceOf(document, traceAt({ start, end }, this.#copies(document)));
  }

  /** The document that the token is in, open or closed. */
  get uri(): Uri {
    return this.#uri;
  }

  /** The place of the token and its text, if its document is open and it stands there. */
  here(): (TokenPlace & { readonly token: string }) | undefined {
    const { document, trace } = this.#source.document ? this.#source : {};
    if (!document || trace?.state !== 'here') return undefined;
    return { document, ...trace.span, token: tokenText(document, trace.span) };
  }

  /**
   * Finds the token, opening its document where it is closed.
   * @throws EditError `edit.token-gone`, `edit.token-ambiguous`, `edit.no-document`
   */
  async find(): Promise<TokenPlace & { readonly token: string }> {
    this.wake();
    if (this.#source.closed) this.opened(await openDocument(this.#uri));
    return this.present();
  }

  /** As `here`. @throws EditError `edit.token-gone`, also where its document is closed, `edit.token-ambiguous` */
  present(): TokenPlace & { readonly token: string } {
    const here = this.here();
    if (here) return here;
    const ambiguous = this.#source.document && this.#source.trace.state === 'ambiguous';
    throw new EditError(ambiguous ? 'edit.token-ambiguous' : 'edit.token-gone', {
      file: displayPath(this.#uri),
    });
  }

  /** Says that the token is about to become another, at its place. */
  become(token: string): void {
    this.#texts.add(token);
    // The document may have copies of that one, too.
    this.#knowsCopies = false;
  }

  /**
   * Nobody needs the token for now: until `wake`, a change in its document costs the shift of two numbers, and the token is
   * gone once a change touches it.
   */
  rest(): void {
    this.#isResting = true;
  }

  wake(): void {
    if (!this.#isResting) return;
    this.#isResting = false;
    const { document, trace } = this.#source.document ? this.#source : {};
    if (!document || !trace) return;
    const copies = this.#copies(document);
    const found =
      trace.state === 'here' ? traceAt(trace.span, copies) : { ...goneBeside(trace, copies), state: trace.state };
    this.#source = sourceOf(document, found);
    this.#knowsCopies = true;
  }

  changed({ document, changes, added }: IndexChange): void {
    if (this.#source.document !== document) return;
    const { trace, range } = this.#source;
    if (this.#isResting) {
      const span = changes && shifted(trace.span, changes);
      this.#source = { document, range, trace: span ? { ...trace, span } : { ...trace, state: 'gone' } };
      return;
    }
    if (!changes) {
      // The line ends are others, and with them every offset, but no position.
      const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      const copies = this.#copies(document);
      this.#source = sourceOf(document, {
        ...trace,
        span,
        elsewhere: copies.filter(({ start }) => start !== span.start),
      });
      return;
    }
    const came = added.filter((found) => this.#isCopy(document, found));
    const far = this.#knowsCopies && came.length === 0 ? movedFar(trace, changes) : undefined;
    const copies = () =>
      this.#knowsCopies ? this.#copiesAfter(document, trace, changes, came) : this.#copies(document);
    this.#source = sourceOf(document, far ?? traceAfter(trace, changes, copies()));
    this.#knowsCopies = true;
  }

  closed(document: TextDocument): void {
    if (this.#source.document !== document) return;
    this.wake();
    const { trace } = this.#source;
    const copies = this.#copies(document);
    const token = copies.find(({ start }) => start === trace.span.start)?.text ?? '';
    this.#source = { closed: { text: document.getText(), trace, token } };
  }

  opened(document: TextDocument): void {
    if (!this.#source.closed || document.uri.toString() !== this.#uri.toString()) return;
    this.#source = sourceOf(document, reopen(this.#source.closed, document.getText(), this.#copies(document)));
  }

  renamed({ files }: FileRenameEvent): void {
    for (const { oldUri, newUri } of files) {
      if (this.#uri.scheme !== oldUri.scheme || this.#uri.authority !== oldUri.authority) continue;
      if (this.#uri.path === oldUri.path || this.#uri.path.startsWith(`${oldUri.path}/`))
        this.#uri = this.#uri.with({ path: newUri.path + this.#uri.path.slice(oldUri.path.length) });
    }
  }

  #isCopy(document: TextDocument, span: Span): boolean {
    const length = span.end - span.start;
    return [...this.#texts].some((text) => text.length === length) && this.#texts.has(tokenText(document, span));
  }

  #copies(document: TextDocument): readonly Standing[] {
    const copies = this.#index.tokens(document).filter((found) => this.#isCopy(document, found));
    return standing(document, copies);
  }

  /** The copies after a change, from those before and those that came with it. */
  #copiesAfter(
    document: TextDocument,
    trace: Trace,
    changes: readonly Change[],
    came: readonly Span[],
  ): readonly Standing[] {
    const before: readonly Span[] = trace.state === 'here' ? [trace.span, ...trace.elsewhere] : trace.elsewhere;
    const kept = before.flatMap((copy) => {
      const span = shifted(copy, changes);
      const found = span && this.#index.nextToken(document, span.start);
      return found && found.start === span.start && found.end === span.end ? [span] : [];
    });
    const byStart = new Map([...kept, ...came].map((span) => [span.start, span]));
    return standing(
      document,
      [...byStart.values()].toSorted((a, b) => a.start - b.start),
    );
  }
}

function standing(document: TextDocument, copies: readonly Span[]): readonly Standing[] {
  return copies.map(({ start, end }) => ({
    start,
    end,
    text: tokenText(document, { start, end }),
    around: copies.length > mostTold ? '' : linesAround(document, { start, end }),
  }));
}

/** The trace after changes so far from the token and its copies that neither they nor what is around them changes. */
function movedFar(trace: Trace, changes: readonly Change[]): Trace | undefined {
  const isFar = ({ start, end }: Span) =>
    changes.every((change) => change.start > end + farthest || change.start + change.removed < start - farthest);
  const span = shifted(trace.span, changes);
  if (!span || !isFar(trace.span) || !trace.elsewhere.every(isFar)) return undefined;
  return { ...trace, span, elsewhere: trace.elsewhere.map((copy) => ({ ...copy, ...shifted(copy, changes) })) };
}

/** Of at most this many copies it is told which is which, after a change that spans several of them. */
const mostTold = 100;
/** How much around a token is looked at, in UTF-16 units in each direction. */
const farthest = 300;

/** The line of a token, without it, and the lines above and below. */
function linesAround(document: TextDocument, found: Span): string {
  const { start, end } = rangeBetween(document, found.start, found.end);
  const above = document.getText(new Range(Math.max(0, start.line - 1), 0, start.line, start.character));
  const below = document.getText(
    new Range(end, document.lineAt(Math.min(end.line + 1, document.lineCount - 1)).range.end),
  );
  return `${above.slice(-farthest)}\n\n${below.slice(0, farthest)}`.replaceAll('\r\n', '\n');
}

/** Follows a token while something is awaited, and then writes another in its place with `replaceToken`. */
export async function whileFollowing<T>(
  index: TokenIndex,
  place: TokenPlace,
  action: (followed: FollowedToken) => Promise<T>,
): Promise<T> {
  const followed = new FollowedToken(index, place);
  const listeners = Disposable.from(
    index.onDidChange((change) => followed.changed(change)),
    workspace.onDidCloseTextDocument((document) => followed.closed(document)),
    workspace.onDidOpenTextDocument((document) => followed.opened(document)),
    workspace.onDidRenameFiles((event) => followed.renamed(event)),
  );
  try {
    return await action(followed);
  } finally {
    listeners.dispose();
  }
}

/**
 * Writes a token in the place of a followed one, which may have moved by now, and may move still.
 * @param expect told of each replacement before it is made
 * @throws EditError `edit.token-gone`, `edit.token-ambiguous`, `edit.no-document`, `edit.read-only`, `edit.refused`;
 *   then nothing was written
 */
export async function replaceToken(
  followed: FollowedToken,
  token: string,
  expect: (document: TextDocument, edit: TextEdit) => void = () => {},
): Promise<void> {
  const { document } = await followed.find();
  followed.become(token);
  await editDocument(document, () => {
    const place = followed.present();
    if (place.document !== document) throw new EditError('edit.changed', { file: displayPath(document.uri) });
    const edit = { start: place.start, end: place.end, text: token };
    expect(document, edit);
    return [edit];
  });
}

function sourceOf(document: TextDocument, trace: Trace): Source {
  return { document, trace, range: rangeBetween(document, trace.span.start, trace.span.end) };
}
