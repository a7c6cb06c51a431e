import type { Kind } from '../kinds/kind.ts';

/** What documents about an encrypted token are called, whatever it is for. Not translated: the manifest names it, too. */
export const encrypted = 'Encrypted JWT';

/** Between where a token stands and what it is, in the name of its document. */
export const dash = ' – ';

/**
 * The name of a document about a token, and with it which schema it gets: `video.http:3 – Vonage Video client.json`. What
 * it is stays English, as the manifest names it, too.
 * @param place where the token stands, in words; absent: nowhere
 */
export function documentName(form: 'jws' | 'jwe', kind: Kind, place?: string): string {
  return `${place === undefined ? '' : `${place}${dash}`}${form === 'jwe' ? encrypted : kind.label}.json`;
}
