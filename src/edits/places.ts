import { type Disposable, type TextDocument, Uri, workspace } from 'vscode';
import { EditError } from '../errors/edits.ts';
import type { TextEdit } from '../insertion/edit.ts';
import type { Span } from '../jwt/span.ts';
import type { Change } from '../jwt/tokenList.ts';
import { changesOf, rangeBetween } from '../tokens/tokenIndex.ts';
import { displayPath } from '../vault/files.ts';
import { shifted } from './moved.ts';
import { openAs } from './openDocument.ts';

/** The argument of a command that names a place: a document's URI, and a UTF-16 offset in its text. */
interface PlaceArgument {
  readonly uri?: unknown;
  readonly offset?: unknown;
}

interface Noted {
  readonly document: TextDocument;
  readonly version: number;
  /** The end of the token at the place, as a UTF-16 offset; `undefined` where there is none. */
  readonly end: number | undefined;
}

interface NoteOptions {
  /** The version that the argument is made for; the present one by default. */
  readonly version?: number;
  /** The end of the token at the place, as a UTF-16 offset. After a change inside it, `present` throws. */
  readonly end?: number;
}

/** A token that has become another: where it stood before a change, and where after it. */
interface Succession {
  readonly before: Span;
  readonly after: Span;
}

interface Event {
  readonly version: number;
  readonly changes: readonly Change[];
  readonly successions: readonly Succession[];
}

/** The changes of a document after a version. */
interface Log {
  after: number;
  readonly events: Event[];
  /** What is about to be written for tokens, which goes on from them. */
  expected: TextEdit[];
}

/** So many changes of a document are kept: of a place that is older nothing is said. */
const mostLogged = 1000;

/**
 * Of which version of a document the offset in a command's argument is. Lenses and fixes are made for one version, and run
 * on whatever has been typed since; at their offset another token may stand by then. VS Code hands a command the very
 * argument that was made for it.
 */
export class Places implements Disposable {
  readonly #noted = new WeakMap<object, Noted>();
  readonly #tokens = new WeakMap<object, string>();
  readonly #logs = new Map<TextDocument, Log>();
  readonly #listeners: readonly Disposable[];

  constructor() {
    this.#listeners = [
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const log = this.#logs.get(document);
        // That a document is saved, or no longer, is told in the same way.
        if (!log || document.version === (log.events.at(-1)?.version ?? log.after)) return;
        const changes = changesOf(contentChanges);
        const successions = successionsOf(document, log.expected, changes);
        log.expected = [];
        log.events.push({ version: document.version, changes, successions });
        if (log.events.length > mostLogged) log.after = log.events.shift()?.version ?? document.version;
      }),
      workspace.onDidCloseTextDocument((document) => this.#logs.delete(document)),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  /** Notes that an argument is made for a version of a document; the argument itself stays as it is. */
  note<T extends object>(document: TextDocument, argument: T, { version, end }: NoteOptions = {}): T {
    this.#noted.set(argument, { document, version: version ?? document.version, end });
    if (!this.#logs.has(document)) this.#logs.set(document, { after: document.version, events: [], expected: [] });
    return argument;
  }

  /** Notes which token an argument means in a file that nobody follows: by the time it is opened, another may stand there. */
  noteToken<T extends object>(argument: T, token: string): T {
    this.#tokens.set(argument, token);
    return argument;
  }

  /** Notes that an argument is given now, if nobody has said when it was made. */
  noteGiven(argument: object & PlaceArgument): void {
    const { uri, offset } = argument;
    if (typeof offset !== 'number' || this.#noted.has(argument)) return;
    if (typeof uri !== 'string' && !(uri instanceof Uri)) return;
    const document = openAs(typeof uri === 'string' ? Uri.parse(uri) : uri);
    if (document) this.note(document, argument);
  }

  /**
   * Says that a token is about to be replaced by one that goes on from it, with the document's next change: what led to the
   * one leads to the other.
   */
  expect(document: TextDocument, edit: TextEdit): void {
    this.#logs.get(document)?.expected.push(edit);
  }

  /** Where an offset of an argument is in the document's present text. @throws EditError `edit.changed` where what stood there was changed */
  present(document: TextDocument, argument: object, offset: number): number {
    const token = this.#tokens.get(argument);
    if (token !== undefined) return presentOf(document, token, offset);
    const noted = this.#noted.get(argument);
    // A document that was closed and opened again counts its versions anew.
    if (!noted || (noted.document === document && noted.version === document.version)) return offset;
    const log = this.#logs.get(document);
    const isKnown = noted.document === document && log !== undefined && log.after <= noted.version;
    const since = log?.events.filter(({ version }) => version > noted.version) ?? [];
    const now = since.reduce<Span | undefined>(
      (span, event) => span && spanAfter(span, event),
      isKnown ? { start: offset, end: noted.end ?? offset + 1 } : undefined,
    );
    if (!now) throw new EditError('edit.changed', { file: displayPath(document.uri) });
    return now.start;
  }
}

/** Where a token is that stood at an offset: still there, or elsewhere where no other can be meant. @throws EditError `edit.changed` */
function presentOf(document: TextDocument, token: string, offset: number): number {
  const text = document.getText();
  if (text.startsWith(token, offset)) return offset;
  const only = text.indexOf(token);
  if (only < 0 || only !== text.lastIndexOf(token))
    throw new EditError('edit.changed', { file: displayPath(document.uri) });
  return only;
}

function spanAfter(span: Span, { changes, successions }: Event): Span | undefined {
  const token = successions.find(({ before }) => before.start <= span.start && span.start < before.end);
  if (token) return token.after;
  return changes.length > 0 ? shifted(span, changes) : undefined;
}

/** What changes made of tokens as it was expected. */
function successionsOf(
  document: TextDocument,
  expected: readonly TextEdit[],
  changes: readonly Change[],
): readonly Succession[] {
  if (expected.length === 0) return [];
  const byStart = new Map(expected.map((edit) => [edit.start, edit]));
  let distance = 0;
  return changes
    .toSorted((a, b) => a.start - b.start)
    .flatMap(({ start, removed, inserted }) => {
      const before = { start, end: start + removed };
      const after = { start: start + distance, end: start + distance + inserted };
      distance += inserted - removed;
      const edit = byStart.get(start);
      const isExpected =
        edit?.end === before.end && document.getText(rangeBetween(document, after.start, after.end)) === edit.text;
      return isExpected ? [{ before, after }] : [];
    });
}
