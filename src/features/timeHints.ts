import {
  type Disposable,
  type DocumentSelector,
  type InlayHint,
  languages,
  type Range,
  type TextDocument,
} from 'vscode';
import { scheme } from '../documents/scheme.ts';
import type { ClaimTables } from '../kinds/claims.ts';
import { kinds } from '../kinds/index.ts';
import { relative } from '../messages/time.ts';
import { TimeHint, timeHint } from '../messages/timeHint.ts';
import type { Services } from '../services.ts';
import { httpFiles } from './httpFiles.ts';

/** Where claims stand as text. */
const selector: DocumentSelector = [
  ...['json', 'jsonc', 'jsonl', 'json5'].map((language) => ({ language })),
  ...httpFiles,
];

/** A time claim as a member of JSON, or as `exp=…` or `exp: …`, with seconds since the year 1973. */
function statedTime(tables: ClaimTables): RegExp {
  const names = [tables.of(undefined), ...kinds.map(({ claims }) => claims)].flatMap((claims) =>
    Object.entries(claims).flatMap(([name, { type }]) => (type === 'time' ? [name] : [])),
  );
  return new RegExp(
    String.raw`(?<![\w.-])(["']?)(?:${[...new Set(names)].join('|')})\1\s*[:=]\s*(\d{9,11})(?![\w.])`,
    'g',
  );
}

/** At most so much of a text is searched at once, in UTF-16 units: a line may be a whole file. */
const longestSearch = 200_000;

/** Readable dates behind the numeric times of claims in JSON and `.http` files. */
export function registerTimeHints({ tokens, clock, claims }: Services): Disposable {
  let stated: RegExp | undefined;
  return languages.registerInlayHintsProvider(selector, {
    async provideInlayHints(document, range) {
      // A token's own document has hints by what its kind knows.
      const isOn = document.uri.scheme !== scheme && tokens.settings(document).isEnabled.inlayHints;
      if (!isOn) return [];
      stated ??= statedTime(await claims());
      return hintsIn(stated, document, range);
    },
    resolveInlayHint(hint) {
      if (hint instanceof TimeHint) hint.tooltip = relative(hint.instant, clock.now());
      return hint;
    },
  });
}

function hintsIn(stated: RegExp, document: TextDocument, range: Range): InlayHint[] {
  const from = document.offsetAt(range.start);
  const text = document.getText(range).slice(0, longestSearch);
  return [...text.matchAll(stated)].flatMap((found) => {
    const end = from + found.index + found[0].length;
    return timeHint(document.positionAt(end), Number(found[2])) ?? [];
  });
}
