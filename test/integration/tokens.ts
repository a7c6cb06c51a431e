/** Tokens for integration tests, signed by Web Crypto itself and encrypted by jose, so that Tokensmith does not only read tokens of its own. */
import { CompactEncrypt, importSPKI } from 'jose';
import { facts } from './support.ts';

type Json = Readonly<Record<string, unknown>>;

const { applicationId } = facts;

/** Now, in seconds. */
export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** A JWS with a signature that belongs to nothing. Texts are taken as they are. */
export function unproven(header: Json | string, payload: Json | string, signature = 'AAAA'): string {
  return `${part(header)}.${part(payload)}.${signature}`;
}

/** A JWS that the workspace's private.key has signed with RS256. */
export async function signed(payload: Json | string, header: Json = { typ: 'JWT' }): Promise<string> {
  const input = `${part({ alg: 'RS256', ...header })}.${part(payload)}`;
  const pem = facts.keys.rsa.replaceAll(/-----[^-]+-----|\s/g, '');
  const der = Uint8Array.from(atob(pem), (character) => character.charCodeAt(0));
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

/** A JWE that jose has encrypted for the workspace's private.key. */
export async function encrypted(content: Json | string, header: Json = {}): Promise<string> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', ...header })
    .encrypt(await importSPKI(facts.keys.rsaPublic, 'RSA-OAEP-256'));
}

/** A JWS that the workspace's VANILLA_SECRET has signed with HS256. */
export async function signedBySecret(payload: Json, secret = facts.vanillaSecret): Promise<string> {
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`;
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(input));
  return `${input}.${base64url(new Uint8Array(signature))}`;
}

/** The claims of a healthy token of each kind that the problem table speaks of, for 15 minutes from now. */
export const healthy = {
  other: (): Json => ({ sub: 'me', iat: seconds(), exp: seconds() + 900 }),
  rest: (): Json => ({ application_id: applicationId, iat: seconds(), jti: 'f3c1', exp: seconds() + 900 }),
  video: (): Json => ({
    ...healthy.rest(),
    sub: 'video',
    acl: { paths: { '/session/**': {} } },
    session_id: '1_MX4',
    scope: 'session.connect',
    role: 'publisher',
    connection_data: 'name=Alice',
    data: 'name=Alice',
    initial_layout_class_list: 'focus',
  }),
  user: (): Json => ({ ...healthy.rest(), sub: 'Alice', acl: { paths: { '/*/rtc/**': {} } } }),
  vanilla: (): Json => ({
    iss: 'https://sso.example.com',
    sub: '42',
    aud: 'https://community.example.com',
    email: 'alice@example.com',
    displayname: 'Alice',
    iat: seconds(),
    exp: seconds() + 900,
  }),
} as const;

function part(content: Json | string): string {
  return base64url(new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)));
}

function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
