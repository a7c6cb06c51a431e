import {
  ColorThemeKind,
  type DecorationRenderOptions,
  type TextDocument,
  TextEditorRevealType,
  ThemeColor,
  window,
} from 'vscode';
import { type TextEdit, writtenSpans } from '../insertion/edit.ts';
import { rangeBetween } from '../tokens/tokenIndex.ts';

/** How long what was written is marked, in milliseconds. */
const moment = 1000;

/** The colours in which VS Code marks a line that it leads to; high contrast has an outline in place of a background. */
function look(): DecorationRenderOptions {
  const { kind } = window.activeColorTheme;
  const isHighContrast = kind === ColorThemeKind.HighContrast || kind === ColorThemeKind.HighContrastLight;
  return {
    isWholeLine: true,
    ...(isHighContrast
      ? { outline: '1px solid', outlineColor: new ThemeColor('contrastActiveBorder') }
      : { backgroundColor: new ThemeColor('editor.rangeHighlightBackground') }),
  };
}

/** Brings what edits, in order, have written into sight, where a person looks at the document, and marks it for a moment. */
export function showWritten(document: TextDocument, edits: readonly TextEdit[]): void {
  const ranges = writtenSpans(edits).map(({ start, end }) => rangeBetween(document, start, end));
  const editors = window.visibleTextEditors.filter((editor) => editor.document === document);
  // Of a variable and the request that names it, the request is what is looked at.
  const last = ranges.at(-1);
  if (!last || editors.length === 0) return;
  const mark = window.createTextEditorDecorationType(look());
  for (const editor of editors) {
    editor.revealRange(last, TextEditorRevealType.InCenterIfOutsideViewport);
    editor.setDecorations(mark, ranges);
  }
  setTimeout(() => mark.dispose(), moment);
}
