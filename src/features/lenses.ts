import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Position,
  Range,
  type TextDocument,
  window,
} from 'vscode';
import { isWritable } from '../edits/writable.ts';
import { asSentence, signatureSentence } from '../messages/signature.ts';
import { summary } from '../messages/summary.ts';
import { duration } from '../messages/time.ts';
import type { Services } from '../services.ts';
import type { IndexedToken } from '../tokens/tokenIndex.ts';
import type { KnownInspection, Tokens } from '../tokens/tokens.ts';
import { isEditable, isRenewable } from './abilities.ts';

/** Of the tokens of a file with more than this, those near what is in sight have lenses: VS Code lays out all at each stroke. */
const most = 1000;
/** How many lines above and below those in sight are near. */
const margin = 300;
/** For so few tokens, lenses wait for signatures; in a file with more, each waits for its own when it comes in sight. */
const mostAwaited = 100;
/** How long lenses wait for signatures, in milliseconds; what comes later changes them. */
const patience = 500;
/** How long tokens that are not in sight are looked at for lenses, in milliseconds; the others' are worded when they are. */
const stretch = 10;

/** One of the lenses above a token. */
interface Item {
  readonly command: string;
  /** What it says; `undefined`: there is nothing to do. */
  readonly title: (inspection: KnownInspection) => string | undefined;
  readonly tooltip?: (inspection: KnownInspection) => string;
  /** It says what is known of the signature. */
  readonly isSummary?: true;
}

/** What a lens says. */
type Words = Pick<Command, 'title' | 'tooltip'>;

/** What a lens says of a token now; `undefined` where there is nothing to do. */
function wordsNow({ title, tooltip }: Item, inspection: KnownInspection): Words | undefined {
  const words = title(inspection);
  return words === undefined ? undefined : { title: words, ...(tooltip && { tooltip: tooltip(inspection) }) };
}

/** What the marks of the summary mean, in words, and what it does when it is clicked. */
function decodeTip({ judgement, token, state, distance = 0 }: KnownInspection): string {
  const later = state === 'not-yet-valid' ? [l10n.t('Becomes valid in {time}.', { time: duration(distance) })] : [];
  return [asSentence(signatureSentence(judgement, token)), ...later, l10n.t('Click to decode.')].join(' ');
}

const summaryItem: Item = {
  command: 'decodeToken',
  title: summary,
  tooltip: decodeTip,
  isSummary: true,
};
const copyItem: Item = { command: 'copyToken', title: () => l10n.t('Copy') };
/** The lenses of a token in their order. */
const writableRow: readonly Item[] = [
  summaryItem,
  { command: 'renewToken', title: (inspection) => (isRenewable(inspection) ? l10n.t('Renew') : undefined) },
  { command: 'editToken', title: (inspection) => (isEditable(inspection) ? l10n.t('Edit') : undefined) },
  copyItem,
];
const readOnlyRow: readonly Item[] = [summaryItem, copyItem];

/** A lens that is worded when it comes in sight. */
class UnwordedLens extends CodeLens {
  readonly document: TextDocument;
  readonly version: number;
  readonly found: IndexedToken;
  readonly item: Item;

  constructor(range: Range, document: TextDocument, found: IndexedToken, item: Item) {
    super(range);
    this.document = document;
    this.version = document.version;
    this.found = found;
    this.item = item;
  }
}

/** The lenses above each token: its summary, and what can be done with it. */
export function registerLenses({ tokens, places }: Services): Disposable {
  const changed = new EventEmitter<void>();
  /** The lines whose tokens have lenses, of documents in which not all have. */
  const covered = new WeakMap<TextDocument, Range>();
  /** What lenses say, by what is known: a stroke of a key leaves most of that as it is. */
  const worded = new WeakMap<KnownInspection, Map<Item, Words | undefined>>();
  const wordsOf = (item: Item, inspection: KnownInspection): Words | undefined => {
    const known = worded.get(inspection) ?? new Map<Item, Words | undefined>();
    worded.set(inspection, known);
    if (!known.has(item)) known.set(item, wordsNow(item, inspection));
    return known.get(item);
  };
  // Whether a summary was worded before the verdict on its token was there.
  let isEarly = false;
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!tokens.settings(document).isEnabled.codeLens || tokens.index.count(document) === 0) return [];
      const row = (await isWritable(document)) ? writableRow : readOnlyRow;
      const { version } = document;
      const range = nearSight(tokens, document);
      if (range) covered.set(document, range);
      else covered.delete(document);
      const found = range ? tokens.index.tokensIn(document, range).slice(0, most) : tokens.index.tokens(document);
      const isAwaited = found.length <= mostAwaited;
      if (isAwaited) {
        await tokens.settled(
          found.map((each) => tokens.inspect(document, each, 'sight')),
          patience,
        );
        if (document.version !== version) return [];
        isEarly ||= found.some((each) => tokens.inspect(document, each).signature === undefined);
      }
      const end = performance.now() + stretch;
      const uri = document.uri.toString();
      return found.flatMap((each) => {
        const isLate = !isAwaited && performance.now() > end;
        const inspection = isLate ? tokens.known(document, each.identity) : tokens.inspect(document, each);
        const position = document.positionAt(each.start);
        const place = new Range(position, position);
        const argument = places.note(document, { uri, offset: each.start }, { end: each.end });
        return row.flatMap((item) => {
          const isOpen = !inspection || (item.isSummary && inspection.signature === undefined && !isAwaited);
          if (isOpen && item !== copyItem) return new UnwordedLens(place, document, each, item);
          const words = inspection ? wordsOf(item, inspection) : { title: l10n.t('Copy') };
          return words ? new CodeLens(place, commandOf(item, words, argument)) : [];
        });
      });
    },
    async resolveCodeLens(lens) {
      if (!(lens instanceof UnwordedLens) || lens.document.version !== lens.version) return lens;
      const inspection = await tokens.inspected(lens.document, lens.found, patience);
      isEarly ||= inspection.signature === undefined;
      const words = wordsOf(lens.item, inspection);
      if (words)
        lens.command = commandOf(
          lens.item,
          words,
          places.note(
            lens.document,
            { uri: lens.document.uri.toString(), offset: lens.found.start },
            { version: lens.version, end: lens.found.end },
          ),
        );
      return lens;
    },
  };
  return Disposable.from(
    changed,
    tokens.onDidChange(({ reason }) => {
      // VS Code itself asks again where the text changed. Verdicts that lenses have waited for change none.
      if (reason === 'text' || (reason === 'signatures' && !isEarly)) return;
      isEarly = false;
      changed.fire();
    }),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document, visibleRanges } }) => {
      const range = covered.get(document);
      if (range && visibleRanges.some((visible) => !range.contains(visible))) changed.fire();
    }),
    languages.registerCodeLensProvider('*', provider),
  );
}

/** The lines near what is in sight, in a document with too many tokens for lenses on all; `undefined`: all have theirs. */
function nearSight({ index }: Tokens, document: TextDocument): Range | undefined {
  if (index.count(document) <= most) return undefined;
  const visible = window.visibleTextEditors.flatMap((editor) =>
    editor.document === document ? editor.visibleRanges : [],
  );
  const last = document.lineCount - 1;
  const [first = new Range(0, 0, 0, 0), ...others] = visible;
  const { start, end } = others.reduce((all, range) => all.union(range), first);
  return new Range(
    new Position(Math.max(0, start.line - margin), 0),
    document.lineAt(Math.min(last, end.line + margin)).range.end,
  );
}

/** A command on a token, by its place: no token stands in a command's argument. */
function commandOf({ command }: Item, words: Words, argument: object): Command {
  return { ...words, command: `tokensmith.${command}`, arguments: [argument] };
}
