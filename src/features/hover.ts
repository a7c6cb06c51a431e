import { type Disposable, Hover, languages } from 'vscode';
import type { Services } from '../services.ts';
import { rangeOf } from '../tokens/tokenIndex.ts';

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
      const [{ hoverContent }, tables, inspection] = await Promise.all([
        import('./hoverContent.ts'),
        claims(),
        tokens.inspected(document, found, patience),
      ]);
      return new Hover(hoverContent(inspection, tables, document, found.start), range);
    },
  });
}
