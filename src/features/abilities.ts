import { workspace } from 'vscode';
import { algorithmNamed, NONE, ownAlgorithm } from '../jwt/algorithms.ts';
import { isText } from '../jwt/decode.ts';
import { webCrypto } from '../jwt/webCrypto.ts';
import type { Reading } from '../tokens/reading.ts';

/** Whether a token can be renewed here, as far as that can be told without looking at keys. */
export function isRenewable(reading: Reading): boolean {
  return isSignable(reading) && reading.token.payload?.value !== undefined;
}

/** Whether a token can be edited and signed anew here, as far as that can be told without looking at keys. */
export function isEditable(reading: Reading): boolean {
  return isSignable(reading) && isText(reading.token);
}

/**
 * Whether a token of this kind and algorithm can be signed anew. No key has to be there: wherever keys may be used at all,
 * one can be asked for, generated or stored, and who cloned a repository without its key finds the way to one here.
 */
function isSignable({ token, kind }: Reading): boolean {
  const algorithm = ownAlgorithm(token);
  const isKnown = algorithm === NONE || (webCrypto() !== undefined && algorithmNamed(algorithm) !== undefined);
  const isPlain = token.form === 'jws' && !token.disclosures;
  return workspace.isTrusted && isPlain && kind.writing !== undefined && isKnown;
}
