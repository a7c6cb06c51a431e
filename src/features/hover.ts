import { type Disposable, Hover, languages, type MarkdownString, type TextDocument } from 'vscode';
import type { Services } from '../services.ts';
import { type IndexedToken, rangeOf } from '../tokens/tokenIndex.ts';

/** How long a hover waits for a signature, in milliseconds; then it shows what is known. */
const patience = 100;

/** What a token says, whose it is, whether it is in time, and which key signed it. */
export function registerHover({ tokens, claims }: Services): Disposable {
  return languages.registerHoverProvider('*', {
    async provideHover(document, position) {
      if (!tokens.settings(document).isEnabled.hover) return undefined;
      const found = tokens.index.tokenAt(document, document.offsetAt(position));
      if (!found) return undefined;
      const range = rangeOf(document, found);
      return new Hover(await tokenHover({ tokens, claims }, document, found), range);
    },
  });
}

/** What a hover says of a token in a document, once its signature is judged, or without that. */
export async function tokenHover(
  { tokens, claims }: Pick<Services, 'tokens' | 'claims'>,
  document: TextDocument,
  found: IndexedToken,
): Promise<MarkdownString> {
  const [{ hoverContent }, tables, inspection] = await Promise.all([
    import('./hoverContent.ts'),
    claims(),
    tokens.inspected(document, found, patience),
  ]);
  return hoverContent(inspection, tables, document, found.start);
}
