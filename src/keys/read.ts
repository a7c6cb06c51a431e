import { isHmac } from '../jwt/algorithms.ts';
import { parseValue } from '../jwt/json.ts';
import type { Key } from '../jwt/key.ts';
import { beginsLikeKey } from './asn1.ts';
import { bytesFromBase64, bytesFromHex } from './base64.ts';
import { keyFromBytes } from './bytes.ts';
import { type ContentForm, KeyError, type KeyErrors, notAKey } from './errors.ts';
import { type Format, formatOf, hasKeyMember, mendedJson, parsedJson, SSH_PUBLIC_KEY } from './format.ts';
import { keyFromJwk, keysFromJwkSet } from './jwk.ts';
import { doubtOf, standsFor } from './lookalikes.ts';
import { sshPublicKey } from './openSsh.ts';
import { isKeyFileName, isPath, pathOf } from './path.ts';
import { LINE_BREAK } from './pem.ts';
import { keysFromPem } from './pemKeys.ts';
import { type RawSecret, rawSecret } from './secret.ts';
import { asText, decodeText } from './text.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What reading a key may need beside its content. */
export interface ReadOptions extends Whereabouts {
  readonly passphrase?: string | undefined;
}

/** What a text or a file is. */
export type KeyContent =
  | { readonly is: 'keys'; readonly keys: SomeKeys }
  /** A key that a passphrase opens: `key.passphrase-needed`, or `key.wrong-passphrase` where the one given does not. */
  | { readonly is: 'encrypted'; readonly error: KeyError }
  /** Something that holds a key or was to hold one, with why it cannot be read, and the command that converts it. Never a secret. */
  | { readonly is: 'unreadable'; readonly error: KeyError }
  | { readonly is: 'secret'; readonly secret: RawSecret }
  /** The path of a file that holds the key, as it stands in the text. */
  | { readonly is: 'path'; readonly path: string }
  /** `key.empty-secret`, or `key.not-a-key` for bytes that are no text. */
  | { readonly is: 'nothing'; readonly error: KeyError };

/** The keys of a content, in its order. */
export type SomeKeys = readonly [Key, ...Key[]];

/**
 * What a text or a file is; the same wherever it stands. Keys are read from PEM (any number of blocks, any text around
 * them), DER, a JWK, a JWK Set, JSON that carries a key (a service account, fastlane's, Vonage's, Hasura's), OpenSSH, and
 * base64 of one of these, in quotation marks or not. In them: PKCS#8, also encrypted, PKCS#1, SEC 1, SubjectPublicKeyInfo,
 * and X.509 certificates, which give their public key. What is none of these stands for a secret that is elsewhere, or is
 * the path of a file, or a raw secret.
 */
export async function readContent(content: Uint8Array | string, options: ReadOptions = {}): Promise<KeyContent> {
  const decoded = typeof content === 'string' ? { text: content, isGuess: false } : decodeText(content);
  try {
    if (typeof content !== 'string' && !decoded)
      return keysOf([await keyFromBytes(content, 'der', options.passphrase)]);
    const read = await fromText(decoded?.text ?? '', options);
    // A secret's bytes are those of its text, which cannot be told here.
    return read.is === 'secret' && decoded?.isGuess ? NOTHING : read;
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    if (PASSPHRASE.includes(error.code)) return { is: 'encrypted', error };
    return !decoded && error.code === 'key.not-a-key' ? NOTHING : { is: 'unreadable', error };
  }
}

/**
 * The keys in a content that is to hold some.
 * @throws {KeyError} why there is none; of a bundle also why one of its keys cannot be read, unless it is just of a kind
 * that signs no token here
 */
export async function readKeys(content: Uint8Array | string, options: ReadOptions = {}): Promise<SomeKeys> {
  const read = await readContent(content, options);
  if (read.is === 'keys') return read.keys;
  throw read.is === 'encrypted' || read.is === 'unreadable' ? read.error : notAKey();
}

const PASSPHRASE: readonly (keyof KeyErrors)[] = ['key.passphrase-needed', 'key.wrong-passphrase'];
const NOTHING: KeyContent = { is: 'nothing', error: notAKey() };

function keysOf(keys: readonly Key[]): KeyContent {
  const [first, ...others] = keys;
  if (!first) throw notAKey();
  return { is: 'keys', keys: [first, ...others] };
}

/** @throws {KeyError} */
async function fromText(content: string, options: ReadOptions): Promise<KeyContent> {
  const text = unquoted(content);
  if (text === '') return { is: 'nothing', error: new KeyError('key.empty-secret', {}) };
  const format = formatOf(text);
  if (format) return readers[format](text, options);
  const read = await fromEncoded(text, options);
  if (read) return read;
  const what = standsFor(text);
  if (what) return unreadable('key.stands-for', { what });
  if (await isPath(text, options)) return { is: 'path', path: pathOf(text) };
  if (isKeyFileName(options.file ?? '')) return unreadable('key.not-in-file', {});
  return { is: 'secret', secret: { ...rawSecret(content), doubt: doubtOf(text, options) } };
}

/** How each format of text is read. */
const readers: Readonly<Record<Format, (text: string, options: ReadOptions) => Promise<KeyContent> | KeyContent>> = {
  JSON: fromJson,
  PEM: async (text, options) => keysOf(await keysFromPem(text, options.passphrase)),
  OpenSSH: (text) => keysOf([...text.matchAll(new RegExp(SSH_PUBLIC_KEY, 'gm'))].map(([, key = '']) => sshLine(key))),
  'RFC 4716': (text) =>
    text.includes('PRIVATE')
      ? unreadable('key.unsupported', { name: 'SSH2' })
      : converted('RFC 4716', 'ssh-keygen -i -m RFC4716 -f <file> > <new file>'),
  PuTTY: () => converted('PuTTY', 'puttygen <file> -O private-openssh -o <new file>'),
  PGP: () => unreadable('key.unsupported', { name: 'PGP' }),
  '.NET XML': (text) =>
    converted(
      '.NET XML',
      `pwsh -c '& { param($file) $key = [Security.Cryptography.RSA]::Create(); $key.FromXmlString((Get-Content -Raw $file)); [Convert]::ToBase64String($key.${/<D>/.test(text) ? 'ExportPkcs8PrivateKey' : 'ExportSubjectPublicKeyInfo'}()) }' <file> > <new file>`,
    ),
  XML: () => unreadable('key.surrounded', {}),
  numbers: () => unreadable('key.surrounded', {}),
};

function unreadable<Code extends keyof KeyErrors>(code: Code, data: KeyErrors[Code]): KeyContent {
  return { is: 'unreadable', error: new KeyError(code, data) };
}

function converted(format: string, command: string): KeyContent {
  return unreadable('key.format-unsupported', { format, command });
}

function sshLine(base64: string): Key {
  const bytes = bytesFromBase64(base64);
  if (!bytes) throw new KeyError('key.cut-off', {});
  return sshPublicKey(bytes);
}

/** The text without the quotation marks around it, which some tools take for a part of the value. */
function unquoted(content: string): string {
  let text = content.trim();
  for (let i = 0; i < 3 && /^(["'`])[\s\S]*\1$/.test(text) && text.length > 1; i++) {
    const inner = text.startsWith('"') ? parseValue(text) : undefined;
    text = (typeof inner === 'string' ? inner : text.slice(1, -1)).trim();
  }
  return text;
}

/** The ways to write bytes as text in which keys are passed on, and what may part their lines or bytes. A secret may be written so as well. */
const ENCODINGS: readonly (readonly [
  form: ContentForm,
  decode: (text: string) => Uint8Array<ArrayBuffer> | undefined,
  parting: RegExp,
])[] = [
  ['base64', bytesFromBase64, /[\s,;|"'`]|\\{1,8}[rn]/g],
  ['hex', bytesFromHex, /[\s,;|"'`:{}]|\\{1,8}[rnx]|0x/gi],
];

/** Base64 of PEM or of a JWK, with something around it that is none, such as `data:` or `base64:`. */
const HELD = /LS0tLS1CRUdJTi|eyJrdHki/;

/** Base64 that is long enough for a key. */
const RUN = /[\w+/-]{40,}={0,2}/g;

/** What an encoded text stands for, if it is a key or was to be one. */
async function fromEncoded(text: string, options: ReadOptions): Promise<KeyContent | undefined> {
  for (const [form, decode, parting] of ENCODINGS) {
    const whole = text.replace(parting, '');
    const bytes = whole === '' ? undefined : decode(whole);
    const read = bytes && (await fromDecoded(bytes, form, options));
    if (read) return read;
  }
  if (HELD.test(text.replace(LINE_BREAK, ''))) return unreadable('key.surrounded', {});
  for (const [run] of text.matchAll(RUN)) if (await isKey(run)) return unreadable('key.surrounded', {});
  return undefined;
}

/** Whether base64 is a key as it stands, and not just JSON, as the parts of a token are. */
async function isKey(base64: string): Promise<boolean> {
  const bytes = bytesFromBase64(base64);
  const text = bytes && asText(bytes)?.trim();
  if (!bytes) return false;
  if (text !== undefined) return hasKeyMember(text) || ![undefined, 'JSON'].includes(formatOf(text));
  try {
    return (await keyFromBytes(bytes, 'base64')) !== undefined;
  } catch (error) {
    if (error instanceof KeyError) return error.code !== 'key.not-a-key' && error.code !== 'key.cut-off';
    throw error;
  }
}

async function fromDecoded(
  bytes: Uint8Array<ArrayBuffer>,
  form: ContentForm,
  options: ReadOptions,
): Promise<KeyContent | undefined> {
  const inner = asText(bytes)?.trim();
  if (inner !== undefined) return formatOf(inner) ? fromText(inner, options) : fromEncoded(inner, options);
  try {
    return keysOf([await keyFromBytes(bytes, form, options.passphrase)]);
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    const isChance = error.code === 'key.cut-off' || error.code === 'key.not-a-key';
    if (isChance && !beginsLikeKey(bytes)) return undefined;
    throw error;
  }
}

/** The members of JSON that carry a key in another format, with those that name it. */
const CARRIERS: readonly (readonly [key: string, id?: string])[] = [
  ['private_key', 'private_key_id'], // Google's service accounts; Vonage's CLI 2 has no id
  ['key', 'key_id'], // fastlane, and Hasura's `{"type":"HS256","key":"…"}`
  ['privateKey'],
  ['private-key'], // Vonage's CLI 3
];

/** The members that say where keys are published. */
const ADDRESSES = ['jwk_url', 'jwks_url', 'jwks_uri'] as const;

type Members = Readonly<Record<string, unknown>>;

/** A JWK, a JWK Set, or JSON that carries a key. */
async function fromJson(text: string, options: ReadOptions): Promise<KeyContent> {
  const json = parsedJson(text) ?? mendedJson(text);
  if (!json) {
    // Of JSON with a mistake its PEM can be read all the same.
    if (text.includes('-----BEGIN ')) return readers.PEM(text, options);
    if (hasKeyMember(text) && /^[^{[]|[}\]]$/.test(text)) return unreadable('key.surrounded', {});
    throw new KeyError(/^[^{[]|[}\]]$/.test(text) ? 'key.not-a-key' : 'key.cut-off', {});
  }
  return fromParsed(json, text, options);
}

async function fromParsed(json: object, text: string, options: ReadOptions): Promise<KeyContent> {
  if (Array.isArray(json)) {
    const [only, ...others]: readonly unknown[] = json;
    const isCarrier = others.length === 0 && typeof only === 'object' && only !== null && !('kty' in only);
    return isCarrier && !Array.isArray(only) ? fromParsed(only, text, options) : keysOf(keysFromJwkSet(json));
  }
  const members: Members = { ...json };
  if (members.kty !== undefined) return keysOf([keyFromJwk(members)]);
  if (Array.isArray(members.keys)) return keysOf(keysFromJwkSet(members.keys));
  const [name, id] = CARRIERS.find(([name]) => typeof members[name] === 'string') ?? [];
  return name === undefined
    ? fromValues(members, text, options)
    : carried(await fromText(String(members[name]), inside(options)), members, id);
}

/** What the name of a file or variable says counts for all that is in it, and not for a part. */
function inside({ variable: _, file: __, ...options }: ReadOptions): ReadOptions {
  return options;
}

/** What JSON carries, with what it says of it: the key's id, its algorithm, whose account it is. */
function carried(read: KeyContent, members: Members, idName: string | undefined): KeyContent {
  const { type, client_email: email, token_uri: tokenUri } = members;
  const id = idName === undefined ? undefined : members[idName];
  const algorithm = typeof type === 'string' && /^[A-Z]{2}\d{3}$|^EdDSA$/.test(type) ? type : undefined;
  const limits = algorithm === undefined ? {} : { algorithms: [algorithm] };
  if (read.is === 'secret' && isHmac(algorithm)) return { is: 'secret', secret: { ...read.secret, limits } };
  if (read.is === 'secret') throw notAKey();
  if (read.is !== 'keys') return read;
  const facts = {
    ...(typeof id === 'string' && { id }),
    ...(type === 'service_account' && {
      account: { ...(typeof email === 'string' && { email }), ...(typeof tokenUri === 'string' && { tokenUri }) },
    }),
  };
  return keysOf(read.keys.map((key) => ({ ...key, ...facts, limits: { ...key.limits, ...limits } })));
}

/** Keys that stand in JSON by their ids, as Google publishes its certificates; else any PEM in it. */
async function fromValues(members: Members, text: string, options: ReadOptions): Promise<KeyContent> {
  const entries = Object.entries(members);
  const isPem = (value: unknown): value is string => typeof value === 'string' && formatOf(value.trim()) === 'PEM';
  if (ADDRESSES.some((name) => typeof members[name] === 'string'))
    return unreadable('key.stands-for', { what: 'address' });
  if (entries.length === 0 || !entries.every(([, value]) => isPem(value))) {
    if (text.includes('-----BEGIN ')) return readers.PEM(text, options);
    throw notAKey();
  }
  const keys: Key[] = [];
  for (const [id, value] of entries)
    for (const key of await keysFromPem(String(value), options.passphrase)) keys.push({ ...key, id });
  return keysOf(keys);
}
