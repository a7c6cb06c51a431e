import { workspace } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import { algorithmNamed, NONE, ownAlgorithm } from '../jwt/algorithms.ts';
import { isText } from '../jwt/decode.ts';
import { webCrypto } from '../jwt/webCrypto.ts';

/** Whether a token can be renewed here, as far as that can be told without looking at keys. */
export function isRenewable(inspection: Inspection): boolean {
  return isSignable(inspection) && inspection.token.payload?.value !== undefined;
}

/** Whether a token can be edited and signed anew here, as far as that can be told without looking at keys. */
export function isEditable(inspection: Inspection): boolean {
  return isSignable(inspection) && isText(inspection.token);
}

/**
 * Whether a token of this kind and algorithm can be signed anew. No key has to be there: wherever keys may be used at all,
 * one can be asked for, generated or stored, and who cloned a repository without its key finds the way to one here.
 */
function isSignable({ token, kind }: Inspection): boolean {
  const algorithm = ownAlgorithm(token);
  const isKnown = algorithm === NONE || (webCrypto() !== undefined && algorithmNamed(algorithm) !== undefined);
  const isPlain = token.form === 'jws' && !token.disclosures;
  return workspace.isTrusted && isPlain && kind.writing !== undefined && isKnown;
}
