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
import type { FoundToken } from '../jwt/find.ts';
import type { Services } from '../services.ts';
import { readFound } from './reading.ts';
import { isEnabled } from './settings.ts';
import { summary } from './summary.ts';
import { isWritable } from './writable.ts';

/** Up to this many tokens of a file have their signatures checked before the lenses are shown; of more, those in sight. */
const mostEager = 100;
/** How long lenses wait for signatures, in milliseconds; what comes later changes them. */
const patience = 250;

/** The summary of a token, worded when it comes in sight. */
class SummaryLens extends CodeLens {
  readonly document: TextDocument;
  readonly found: FoundToken;

  constructor(range: Range, document: TextDocument, found: FoundToken) {
    super(range);
    this.document = document;
    this.found = found;
  }
}

/** The lenses above each token: its summary, and what can be done with it. */
export function registerLenses(services: Services): Disposable {
  const { index, signatures, clock } = services;
  const changed = new EventEmitter<void>();
  const check = (document: TextDocument, found: FoundToken) => signatures.check(readFound(document, found).token);
  const word = (lens: SummaryLens): SummaryLens => {
    const reading = readFound(lens.document, lens.found);
    lens.command = {
      title: summary(reading, signatures.known(reading.token), lens.document),
      tooltip: l10n.t('Decode this token'),
      ...commandOn('decodeToken', lens.document, lens.found),
    };
    return lens;
  };
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!isEnabled('codeLens', document)) return [];
      const tokens = index.tokens(document);
      if (tokens.length === 0) return [];
      const { version } = document;
      const writable = await isWritable(document);
      const eager = tokens.length <= mostEager;
      if (eager) await settled(tokens.map((found) => check(document, found)));
      if (document.version !== version) return [];
      return tokens.flatMap((found) => {
        const start = document.positionAt(found.start);
        const range = new Range(start, start);
        const lens = new SummaryLens(range, document, found);
        const actions = actionsOn(document, found, writable).map((command) => new CodeLens(range, command));
        return [eager ? word(lens) : lens, ...actions];
      });
    },
    async resolveCodeLens(lens) {
      if (!(lens instanceof SummaryLens)) return lens;
      await settled([check(lens.document, lens.found)]);
      return word(lens);
    },
  };
  return Disposable.from(
    changed,
    signatures.onDidChange(() => changed.fire()),
    clock.onDidTick(() => changed.fire()),
    languages.registerCodeLensProvider('*', provider),
  );
}

/** `Renew` and `Edit` where the token can be written anew, and `Copy`. */
function actionsOn(document: TextDocument, found: FoundToken, writable: boolean): readonly Command[] {
  const { token, kind } = readFound(document, found);
  const renewable =
    writable && token.form === 'jws' && kind.writing !== undefined && token.payload?.value !== undefined;
  const action = (title: string, command: string): Command => ({ title, ...commandOn(command, document, found) });
  return [...(renewable ? [action(l10n.t('Renew'), 'renewToken')] : []), action(l10n.t('Copy'), 'copyToken')];
}

/** A command on a token, by its place: no token stands in a command's argument. */
function commandOn(command: string, document: TextDocument, { start }: FoundToken): Omit<Command, 'title'> {
  return { command: `tokensmith.${command}`, arguments: [{ uri: document.uri.toString(), offset: start }] };
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
