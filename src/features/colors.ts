import {
  Disposable,
  Range,
  type TextDocument,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from 'vscode';
import { PARTS } from '../jwt/decode.ts';
import type { PartName } from '../jwt/token.ts';
import type { Services } from '../services.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';

/** With them the colours that `package.json` contributes. */
const partNames = [...new Set(Object.values(PARTS).flat())];

/** How many lines above and below those in sight are coloured, so that scrolling shows no bare token. */
const margin = 30;
/** At most this many tokens of an editor are coloured: a line may be a whole file. */
const mostTokens = 300;

type Colored = ReadonlyMap<PartName, readonly Range[]>;

/** Colours the parts of the tokens in sight apart, with colours of the theme. */
export function registerColors(services: Services): Disposable {
  let types: ReadonlyMap<PartName, TextEditorDecorationType> | undefined;
  const shown = new WeakMap<TextEditor, Colored>();
  const show = (editor: TextEditor) => {
    const ranges = services.tokens.settings(editor.document).isEnabled.colors
      ? rangesIn(services, editor)
      : new Map<PartName, Range[]>();
    const last = shown.get(editor);
    if (ranges.size === 0 && !last) return;
    types ??= new Map(partNames.map((part) => [part, decorationOf(part)]));
    shown.set(editor, ranges);
    for (const [part, type] of types) {
      const [now = [], before = []] = [ranges.get(part), last?.get(part)];
      if (!areSame(now, before)) editor.setDecorations(type, now);
    }
  };
  const showAll = () => window.visibleTextEditors.forEach(show);
  const showDocument = (document: TextDocument) =>
    window.visibleTextEditors.filter((editor) => editor.document === document).forEach(show);
  // Activation only registers; the editors that are open already come right after.
  const timer = setTimeout(showAll);
  return Disposable.from(
    new Disposable(() => {
      clearTimeout(timer);
      for (const type of types?.values() ?? []) type.dispose();
    }),
    window.onDidChangeVisibleTextEditors(showAll),
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => show(textEditor)),
    services.tokens.onDidChange(({ document, reason }) => {
      if (reason === 'text' || reason === 'settings') showDocument(document);
    }),
  );
}

function decorationOf(part: PartName): TextEditorDecorationType {
  return window.createTextEditorDecorationType({ color: new ThemeColor(`tokensmith.${part}Foreground`) });
}

/** Where the parts of the tokens in or near sight stand. */
function rangesIn({ tokens: { index } }: Services, { document, visibleRanges }: TextEditor): Colored {
  if (index.count(document) === 0) return new Map();
  const ranges = new Map<PartName, Range[]>(partNames.map((part) => [part, []]));
  const last = document.lineCount - 1;
  const near = visibleRanges.map(
    ({ start, end }) =>
      new Range(
        Math.max(0, start.line - margin),
        0,
        Math.min(last, end.line + margin),
        document.lineAt(Math.min(last, end.line + margin)).text.length,
      ),
  );
  const tokens = new Set(near.flatMap((range) => index.tokensIn(document, range)));
  for (const { form, start, end: last, dots, disclosed = 0 } of [...tokens].slice(0, mostTokens)) {
    const end = last - disclosed;
    const ends = [...dots, end];
    for (const [i, part] of PARTS[form].entries()) {
      const [from = start, to = end] = [i === 0 ? start : (dots[i - 1] ?? end) + 1, ends[i]];
      if (from < to) ranges.get(part)?.push(rangeBetween(document, from, to));
    }
  }
  return ranges;
}

function areSame(some: readonly Range[], others: readonly Range[]): boolean {
  return some.length === others.length && some.every((range, i) => others[i]?.isEqual(range));
}
