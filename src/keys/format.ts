import { parseValue } from '../jwt/json.ts';
/** The formats of text that hold keys. */
export type Format = 'PGP' | 'PEM' | 'RFC 4716' | 'JSON' | 'OpenSSH' | 'PuTTY' | '.NET XML' | 'XML' | 'numbers';

/** How each format shows, the first that matches. Each is looked for in linear time. */
const FORMATS: readonly (readonly [format: Format, shows: (text: string) => boolean])[] = [
  ['JSON', isJson],
  ['PGP', (text) => text.includes('-----BEGIN PGP ')],
  ['RFC 4716', (text) => text.startsWith('---- BEGIN SSH2 ')],
  ['PEM', isPem],
  ['OpenSSH', (text) => new RegExp(SSH_PUBLIC_KEY, 'm').test(text)],
  ['PuTTY', (text) => text.startsWith('PuTTY-User-Key-File-')],
  ['.NET XML', (text) => /^(?:<\?xml[^>]{0,100}>\s*)?<RSAKeyValue>/.test(text)],
  ['XML', (text) => text.startsWith('<') && /<(?:\w{1,20}:)?(?:Modulus|X509Certificate|PublicKey)\b/.test(text)],
  // What openssl prints for people to read.
  ['numbers', (text) => /^\s{0,9}(?:[\w-]{1,20} )?(?:Public|Private)-Key:|^Modulus\s?[=:(]/m.test(text)],
];

/**
 * The format of a text, trimmed, that is to hold a key; `undefined` for any other. Such a text is never a secret,
 * whether or not a key can be read from it.
 */
export function formatOf(text: string): Format | undefined {
  return FORMATS.find(([, shows]) => shows(text))?.[0];
}

/** A public key as it stands in `id_rsa.pub`, and behind options or hosts in `authorized_keys` and `known_hosts`: its type, its base64. */
export const SSH_PUBLIC_KEY = /(?:^|[ \t])(?:ssh|ecdsa|sk)-[\w@.-]{1,60}[ \t]+(AAAA[\w+/=]*)/.source;

/** Half of PEM will do, and what was meant to be it: written for an address, without its dashes, with those of a word processor. */
function isPem(text: string): boolean {
  return /-----(?:BEGIN|END)\b|-----begin |^[-\u2010-\u2015]{2,}\s*BEGIN\b|\bBEGIN [A-Z0-9 ]{0,30}(?:KEY|CERTIFICATE)\b/.test(
    text,
  );
}

/** Whether a text has a member that only keys have, in JSON, YAML, a query and the like. */
export function hasKeyMember(text: string): boolean {
  return /(?:^|[\s"'{,?&\\-])kty(?:\\?["']?\s*[:=]|["'])|%22kty%22/.test(text);
}

/** JSON, or what begins like an object of it, or names a member of a key: a password may begin with a brace, and a comment stand before a key. */
function isJson(text: string): boolean {
  if (!/^[{[]/.test(text)) return hasKeyMember(text);
  return /^[{[]\s*"|^\[\s*\{\s*["}]|\b(?:kty|private_?key)\b/i.test(text) || parsedJson(text) !== undefined;
}

/** The object or list that a text is in JSON. */
export function parsedJson(text: string): object | undefined {
  const value = parseValue(text);
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** JSON as `.env` files leave it: line breaks where `\n` was within strings, or every quotation mark behind a backslash. */
export function mendedJson(text: string): object | undefined {
  const isEscaped = /^[{[]\s*\\"/.test(text);
  return parsedJson((isEscaped ? text.replace(/\\(["\\])/g, '$1') : text).replace(/[\r\n]+/g, ' '));
}
