import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * The SHA-256 hash of a text's UTF-8 bytes, in lower-case hexadecimal: what `payload_hash` has of a request's body. At once:
 * Web Crypto only promises it, and neither checks nor claims can wait.
 */
export function hashOf(text: string): string {
  return bytesToHex(sha256(new TextEncoder().encode(text)));
}

/** How a hash fits a body: as it is sent, or as compact JSON, which some receivers hash instead; `undefined`: it does not. */
export function fitOf(hash: string, body: string): 'as-sent' | 'as-compact' | undefined {
  if (hash === hashOf(body)) return 'as-sent';
  const compact = compactJson(body);
  return compact !== undefined && hash === hashOf(compact) ? 'as-compact' : undefined;
}

/** A JSON body as `JSON.stringify` writes it; `undefined` for any other. */
export function compactJson(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return undefined;
  }
}
