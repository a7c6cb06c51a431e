import type { Kind } from '../kinds/kind.ts';

/** What documents about an encrypted token are called, whatever it is for. Not translated: the manifest names it, too. */
export const encrypted = 'Encrypted JWT';

/** What the name of a document about a token is, and with it which schema it gets. */
export function documentName(form: 'jws' | 'jwe', kind: Kind): string {
  return `${form === 'jwe' ? encrypted : kind.label}.json`;
}
