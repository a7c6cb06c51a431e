import { vi } from 'vitest';
import type { TextDocument } from '../standIn/textDocuments.ts';
import { type CodeLens, page, problemsOf, provided, type Uri } from '../standIn/vscode.ts';

/** Waits for what people see a moment later; however busy the machine is, it comes. */
export function soon<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 5 });
}

/** A lens as people see it: where it is, what it says, and what a click on it runs; out of sight it may say nothing yet. */
export interface SeenLens {
  readonly line: number;
  readonly title: string;
  readonly command: string;
  readonly given: readonly unknown[];
  readonly tooltip: string | undefined;
}

export function seenLens(lens: unknown): SeenLens {
  const { range, command } = lens as CodeLens & {
    command?: { title: string; command: string; arguments?: unknown[]; tooltip?: string };
  };
  const { title = '', command: id = '', arguments: given = [], tooltip } = command ?? {};
  return { line: range.start.line, title, command: id.replace('tokensmith.', ''), given, tooltip };
}

export async function lensesOf(document: TextDocument): Promise<readonly SeenLens[]> {
  return (await provided('CodeLenses', document)).map(seenLens);
}

/** The problems of a document: their codes, and the text that is marked. */
export function marksOf(document: TextDocument): readonly (readonly [code: string, marked: string])[] {
  return problemsOf(document.uri).map(({ code, range }) => [
    String(typeof code === 'object' ? code.value : code),
    document.getText(range),
  ]);
}

/** The person replaces all that a document has, and sees what comes of it. */
export async function retype(uri: Uri, text: string): Promise<void> {
  const model = page.model(uri);
  if (model) page.type(model, [{ start: 0, end: model.text.length, text }]);
  await page.idle();
}
