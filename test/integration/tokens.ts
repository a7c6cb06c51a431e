/** Tokens for integration tests, signed by Web Crypto itself, so that Tokensmith does not only read tokens of its own. */
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

/** What must not become a link, an image, HTML, a command or a table's border wherever a token is shown. Each has `evil` in it. */
export const hostile: Readonly<Record<string, string>> = {
  'a bare address': 'https://evil.example/a',
  'an address without a scheme': 'www.evil.example',
  'an e-mail address': 'me@evil.example',
  'a link': '[evil](https://evil.example)',
  'a command link': '[evil](command:workbench.action.closeWindow)',
  'a bare command link': '<command:evil>',
  'an image': '![evil](https://evil.example/a.png)',
  'a reference link': '[evil][1]\n\n[1]: https://evil.example',
  'an autolink': '<https://evil.example>',
  HTML: '<img src="https://evil.example/a.png" onerror="alert(1)"><b>evil</b>',
  'an HTML comment': '<!-- evil -->',
  'an entity': '&lt;evil&gt; &#91;evil&#93;',
  "a table's border": 'a | evil | b \\| evil',
  'a backslash at a border': 'evil\\|evil\\\\|evil',
  backquotes: '` `` ``` evil ````',
  'a backquote at each end': '`evil`',
  'spaces at each end': ' evil ',
  'an icon': '$(alert) evil',
  'a heading': '# evil',
  'a list and a rule': '- evil\n\n---\n\nevil',
  'a fence': '```js\nevil\n```',
  'bidirectional overrides': '\u202eevil\u202c \u2066evil\u2069',
  'zero-width characters': 'e\u200bv\u200d evil \ufeff',
  'control characters': 'evil\u0000\u0007\u001b[31m',
  'a lone surrogate': 'evil \ud800',
  mathematics: '$$evil$$ $evil$',
};
