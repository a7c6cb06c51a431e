import { Disposable, EventEmitter, type InlayHintsProvider, languages, MarkdownString } from 'vscode';
import { type ClaimTables, claimsOf, holdsTime } from '../kinds/claims.ts';
import type { ClaimReader } from '../messages/claims.ts';
import { lifePicture } from '../messages/life.ts';
import { plain } from '../messages/markdown.ts';
import { localTime, relative } from '../messages/time.ts';
import { timeHint } from '../messages/timeHint.ts';
import type { Tokens } from '../tokens/tokens.ts';
import type { DocumentReader, DocumentReading } from './reading.ts';
import { scheme } from './scheme.ts';

/** Readable dates behind the numeric times of a `jwt:` document. */
export function registerDates(tokens: Tokens, reader: DocumentReader, claims: ClaimReader): Disposable {
  const changed = new EventEmitter<void>();
  const provider: InlayHintsProvider = {
    onDidChangeInlayHints: changed.event,
    async provideInlayHints(document, range) {
      if (!tokens.settings(document).isEnabled.inlayHints) return [];
      const tables = await claims();
      const reading = reader.read(document);
      if (!reading) return [];
      const picture = lifePicture(reading.inspection) ?? '';
      return timesOf(reading, tables).flatMap(({ offset, instant }) => {
        const position = document.positionAt(offset);
        const { now } = reading.inspection;
        const hint = range.contains(position) ? timeHint(position, instant, now) : undefined;
        const whole = `${relative(instant, now)} · ${localTime(instant)}`;
        if (hint) hint.tooltip = new MarkdownString(`${plain(whole)} ${picture}`);
        return hint ?? [];
      });
    },
  };
  return Disposable.from(
    changed,
    tokens.onDidChange(({ document, reason }) => {
      if (document.uri.scheme === scheme && reason !== 'text') changed.fire();
    }),
    languages.registerInlayHintsProvider({ scheme }, provider),
  );
}

/** The times of a document's payload, in seconds, and the UTF-16 offsets behind them. */
function timesOf({ parts: { payload }, inspection: { kind, innermost } }: DocumentReading, tables: ClaimTables) {
  if (payload?.type !== 'object') return [];
  const claims = claimsOf(tables, kind, innermost.payload?.value);
  return payload.members.flatMap(({ name, value }) =>
    value.type === 'number' && holdsTime(claims, name) ? [{ offset: value.end, instant: value.value }] : [],
  );
}
