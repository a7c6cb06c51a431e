import { type Base64urlReason, decodeBase64url } from '../jwt/base64url.ts';

const UNREADABLE: readonly Base64urlReason[] = ['character', 'cut-off'];

/** The bytes of base64 or base64url, with or without padding and white space; `undefined` for any other text. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const { bytes, faults } = decodeBase64url(text);
  return faults.some(({ reason }) => UNREADABLE.includes(reason)) ? undefined : bytes;
}

/** The bytes of hexadecimal digits, white space passed over; `undefined` for any other text. */
export function bytesFromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[\da-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}
