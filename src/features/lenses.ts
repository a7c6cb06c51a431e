import {
  CodeLens,
  type CodeLensProvider,
  type Command,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type TextDocument,
} from 'vscode';
import { isWritable } from '../edits/writable.ts';
import type { Services } from '../services.ts';
import { type Reading, readFound } from '../tokens/reading.ts';
import { isEnabled } from '../tokens/settings.ts';
import type { IndexedToken } from '../tokens/tokenIndex.ts';
import { isEditable, isRenewable } from './abilities.ts';
import { summary } from './summary.ts';

/** In a file with more tokens than this, lenses are worded when they come in sight. */
const mostEager = 100;
/** How long lenses wait for signatures, in milliseconds; what comes later changes them. */
const patience = 500;

/** What a lens says of a token, and what it does; `undefined`: there is nothing to say or do. */
type Words = (reading: Reading, lens: TokenLens) => Command | undefined;

/** A lens above a token. */
class TokenLens extends CodeLens {
  readonly document: TextDocument;
  readonly found: IndexedToken;
  readonly isWritable: boolean;
  readonly words: Words;

  constructor(range: Range, document: TextDocument, found: IndexedToken, isWritable: boolean, words: Words) {
    super(range);
    this.document = document;
    this.found = found;
    this.isWritable = isWritable;
    this.words = words;
  }
}

/** The lenses above each token: its summary, and what can be done with it. */
export function registerLenses(services: Services): Disposable {
  const { index, signatures, assessments, clock } = services;
  const changed = new EventEmitter<void>();
  const rows = lensWords(services);
  let { epoch } = signatures;
  // Whether a lens was worded before its verdict was there.
  let isEarly = false;
  const hear = () => {
    if (!isEarly && epoch === signatures.epoch) return;
    ({ epoch } = signatures);
    isEarly = false;
    changed.fire();
  };
  const check = (document: TextDocument, found: IndexedToken) => signatures.check(readFound(document, found).token);
  const word = (lens: TokenLens): TokenLens => {
    const { document, found } = lens;
    // What is said has to stay true.
    assessments.of(document, found, true);
    const reading = readFound(document, found);
    isEarly ||= signatures.peek(reading.token) === undefined;
    const command = lens.words(reading, lens);
    if (command) lens.command = command;
    return lens;
  };
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!isEnabled('codeLens', document)) return [];
      if (index.count(document) === 0) return [];
      const writable = await isWritable(document);
      const tokens = index.tokens(document);
      const lenses = tokens.flatMap((found) => {
        const start = document.positionAt(found.start);
        const range = new Range(start, start);
        return rows.map((words) => new TokenLens(range, document, found, writable, words));
      });
      if (tokens.length > mostEager) return lenses;
      const { version } = document;
      await settled(tokens.map((found) => check(document, found)));
      return document.version === version ? lenses.map(word).filter(({ command }) => command) : [];
    },
    async resolveCodeLens(lens) {
      if (!(lens instanceof TokenLens)) return lens;
      await settled([check(lens.document, lens.found)]);
      return word(lens);
    },
  };
  return Disposable.from(
    changed,
    // Of the verdicts on a thousand tokens, those that a lens has waited for change none: VS Code asks for all of them anew.
    signatures.onDidChange(hear),
    clock.onDidTick(() => changed.fire()),
    languages.registerCodeLensProvider('*', provider),
  );
}

/** The lenses of a token in their order: the summary, then `Renew` and `Edit` where it can be written anew, and `Copy`. */
function lensWords({ signatures }: Services): readonly Words[] {
  return [
    (reading, lens) => ({
      title: summary(reading, signatures.known(reading.token), lens.document),
      tooltip: l10n.t('Decode this token'),
      ...commandOn('decodeToken', lens),
    }),
    (reading, lens) =>
      lens.isWritable && isRenewable(reading)
        ? { title: l10n.t('Renew'), ...commandOn('renewToken', lens) }
        : undefined,
    (reading, lens) =>
      lens.isWritable && isEditable(reading) ? { title: l10n.t('Edit'), ...commandOn('editToken', lens) } : undefined,
    (_reading, lens) => ({ title: l10n.t('Copy'), ...commandOn('copyToken', lens) }),
  ];
}

/** A command on a token, by its place: no token stands in a command's argument. */
function commandOn(command: string, { document, found }: TokenLens): Omit<Command, 'title'> {
  return { command: `tokensmith.${command}`, arguments: [{ uri: document.uri.toString(), offset: found.start }] };
}

/** Waits for all, or until patience ends; what failed counts as there. */
async function settled(promises: readonly Promise<unknown>[]): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([Promise.allSettled(promises), limit]);
  clearTimeout(timer);
}
