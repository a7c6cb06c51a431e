import { type Disposable, Hover, languages } from 'vscode';
import type { Services } from '../services.ts';
import { readFound } from '../tokens/reading.ts';
import { isEnabled } from '../tokens/settings.ts';
import { rangeOf } from '../tokens/tokenIndex.ts';

/** How long a hover waits for a signature, in milliseconds; then it shows what is known. */
const patience = 100;

/** What a token says, whose it is, whether it is in time, and which key signed it. */
export function registerHover({ index, signatures }: Services): Disposable {
  return languages.registerHoverProvider('*', {
    async provideHover(document, position) {
      if (!isEnabled('hover', document)) return undefined;
      const found = index.tokenAt(document, document.offsetAt(position));
      if (!found) return undefined;
      const [reading, range] = [readFound(document, found), rangeOf(document, found)];
      const { hoverContent } = await import('./hoverContent.ts');
      await Promise.race([signatures.check(reading.token), new Promise((resolve) => setTimeout(resolve, patience))]);
      return new Hover(hoverContent(reading, signatures.known(reading.token), document, found.start), range);
    },
  });
}
