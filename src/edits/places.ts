import { type Disposable, type TextDocument, Uri, workspace } from 'vscode';
import type { Span } from '../jwt/span.ts';
import type { Change } from '../jwt/tokenList.ts';
import { displayPath } from '../vault/files.ts';
import { EditError } from './errors.ts';
import { openAs } from './openDocument.ts';
import { shifted } from './trace.ts';

/** The argument of a command that names a place: a document's URI, and a UTF-16 offset in its text. */
interface PlaceArgument {
  readonly uri?: unknown;
  readonly offset?: unknown;
}

interface Noted {
  readonly document: TextDocument;
  readonly version: number;
}

/** The changes of a document after a version. */
interface Log {
  after: number;
  readonly events: { readonly version: number; readonly changes: readonly Change[] }[];
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
  readonly #logs = new Map<TextDocument, Log>();
  readonly #listeners: readonly Disposable[];

  constructor() {
    this.#listeners = [
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const log = this.#logs.get(document);
        // That a document is saved, or no longer, is told in the same way.
        if (!log || document.version === (log.events.at(-1)?.version ?? log.after)) return;
        const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
          start: rangeOffset,
          removed: rangeLength,
          inserted: text.length,
        }));
        log.events.push({ version: document.version, changes });
        if (log.events.length > mostLogged) log.after = log.events.shift()?.version ?? document.version;
      }),
      workspace.onDidCloseTextDocument((document) => this.#logs.delete(document)),
    ];
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
  }

  /** Notes that an argument is made for a version of a document; the argument itself stays as it is. */
  note<T extends object>(document: TextDocument, argument: T, version = document.version): T {
    this.#noted.set(argument, { document, version });
    if (!this.#logs.has(document)) this.#logs.set(document, { after: document.version, events: [] });
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

  /** Where an offset of an argument is in the document's present text. @throws EditError `edit.changed` where what stood there was changed */
  present(document: TextDocument, argument: object, offset: number): number {
    const noted = this.#noted.get(argument);
    if (!noted || noted.version === document.version) return offset;
    const log = this.#logs.get(document);
    const isKnown = noted.document === document && log !== undefined && log.after <= noted.version;
    const since = log?.events.filter(({ version }) => version > noted.version) ?? [];
    const now = since.reduce<Span | undefined>(
      (span, { changes }) => (span && changes.length > 0 ? shifted(span, changes) : undefined),
      isKnown ? { start: offset, end: offset + 1 } : undefined,
    );
    if (!now) throw new EditError('edit.changed', { file: displayPath(document.uri) });
    return now.start;
  }
}
