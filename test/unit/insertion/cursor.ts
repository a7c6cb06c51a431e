import { applyEdits } from '../../../src/insertion/edit.ts';
import { insertionFor } from '../../../src/insertion/index.ts';

export const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

/** Takes the cursor `‸` out of a text. */
export function cursorIn(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('‸');
  if (offset === -1) throw new Error(`no cursor in ${marked}`);
  return { text: marked.replace('‸', ''), offset };
}

/** The text after an insertion at the cursor, with `TOKEN` for the token. */
export function inserted(
  languageId: string,
  path: string,
  marked: string,
  insertAs: 'header' | 'variable' = 'header',
): string {
  const { text, offset } = cursorIn(marked);
  const { edits, token: span } = insertionFor(languageId, path, text, offset, token, { insertAs });
  const result = applyEdits(text, edits);
  if (result.slice(span.start, span.end) !== token) throw new Error(`the token is not at ${span.start}`);
  return result.replace(token, 'TOKEN');
}
