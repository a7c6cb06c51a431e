import { type Base64urlReason, decodeBase64url } from '../jwt/base64url.ts';

const UNREADABLE: readonly Base64urlReason[] = ['character', 'cut-off'];

/** The bytes of base64 or base64url, with or without padding and white space; `undefined` for any other text. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const { bytes, faults } = decodeBase64url(text);
  return faults.some(({ reason }) => UNREADABLE.includes(reason)) ? undefined : bytes;
}
