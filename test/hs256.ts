import { createHmac } from 'node:crypto';

/** JSON as a part of a token. */
export const encodePart = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');

/** A token of these claims, signed with HMAC and SHA-256, whatever its header says. */
export function hs256(claims: object, key: Uint8Array, alg = 'HS256'): string {
  const input = `${encodePart({ alg })}.${encodePart(claims)}`;
  return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
}
