import type { SecretDoubt } from '../jwt/key.ts';
import { bytesFromBase64, bytesFromHex } from './base64.ts';
import type { KeyErrors } from './errors.ts';
import { looksLikePath } from './path.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What stands for a key or secret that is kept elsewhere. */
type Stand = KeyErrors['key.stands-for']['what'];

/** How what stands for a secret shows. Each is of the whole text and looks like no secret that anybody makes. */
const STANDS: readonly (readonly [what: Stand, shows: RegExp])[] = [
  ['address', /^https?:\/\/\S+$/i],
  // 1Password, HashiCorp, the clouds, Doppler, Infisical, Bitwarden, vals.
  ['manager', /^(?:op|h?c?vault|(?:aws|gcp|azure)?-?(?:sm|ssm|kv|keyvault)|doppler|infisical|bws?|ref\+\w+):\/\/\S+$/i],
  ['manager', /^vault:[\w./-]+#\S+$|^arn:aws[\w-]*:\w+:\S+$|^projects\/[\w-]+\/secrets\/[\w/-]+$/i],
  ['manager', /^@Microsoft\.KeyVault\(.+\)$|^\{\{\s*(?:resolve:|op:\/\/).+\}\}$/i],
  ['sealed', /^ENC\[[A-Z0-9_]+,data:|^ENC\([^()]+\)$|^\$ANSIBLE_VAULT;|^vault:v\d+:|^encrypted:[\w+/=-]{60,}$/],
  [
    'placeholder',
    /^version https:\/\/git-lfs|^\$\{\{?[^{}]*\}?\}$|^\$\([^()]*\)$|^\{\{[^{}]*\}\}$|^#\{[^{}]*\}#?$|^(?:env:|process\.env\.)[A-Z_][A-Z\d_]*$/,
  ],
];

/** What a text, trimmed, stands for, where it is surely no secret itself: what only another program puts the secret in the place of. */
export function standsFor(text: string): Stand | undefined {
  return STANDS.find(([, shows]) => shows.test(text))?.[0];
}

/** What may be a secret, and may be something else. The first that holds is said. */
const DOUBTS: readonly (readonly [SecretDoubt, doubts: (text: string, variable: string) => boolean])[] = [
  ['path', looksLikePath],
  ['address', (text) => /^[a-z][a-z\d+.-]*:\/\/\S+$/i.test(text)],
  ['placeholder', (text) => PLACEHOLDER.test(text)],
  ['document', (text) => /[\r\n]|^<.+>$/.test(text)],
  [
    'public',
    (text, name) =>
      PUBLIC_NAME.test(name) || PUBLIC_NAME_IN_CAPITALS.test(name) || PUBLIC.test(text) || isPublicNumber(text),
  ],
];

const PLACEHOLDER =
  /^<[^<>]+>$|^\$[A-Z_][A-Z\d_]*$|^%\w+%$|^__\w+__$|^(?:change|replace)[-_ ]?(?:me|this)\b|^(?:your|insert|enter|paste)[-_ ](?:[\w-]+[-_ ])?(?:secret|key)(?:[-_ ](?:here|value))?$/i;

const PUBLIC_NAME = /(?:^|[_.-])(?:public|publishable|pub)(?:[_.-]|key|$)/i;
const PUBLIC_NAME_IN_CAPITALS = /[a-z](?:Public|Publishable)(?:[A-Z]|$)/;

/** Fingerprints (OpenSSH's and OpenSSL's), and public keys of other programs than those that sign tokens. */
const PUBLIC =
  /^(?:[\da-f]{2}:){15}(?:[\da-f]{2}|(?:[\da-f]{2}:){4}[\da-f]{2}|(?:[\da-f]{2}:){16}[\da-f]{2})$|(?:^|\s)(?:SHA256|MD5):[\w+/:=]{22,}|Fingerprint=|^did:key:|^k[1-4]\.public\./i;

/** The sizes in bytes of RSA's moduli, and of EC's uncompressed points. */
const MODULI: readonly number[] = [256, 384, 512];
const POINTS: readonly number[] = [65, 97, 133];

/** Whether a text is as long as a number of a public key and begins and ends like it: the `n` of a JWK, or an EC point. */
function isPublicNumber(text: string): boolean {
  const isHex = /^(?:[\da-f]{2}:)+[\da-f]{2}$|^04[\da-f]+$/i.test(text);
  const bytes = isHex
    ? bytesFromHex(text.replaceAll(':', ''))
    : /^(?=.*[g-z])[\w-]+$/i.test(text) && bytesFromBase64(text);
  if (!bytes) return false;
  const [first = 0, ...others] = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  const size = 1 + others.length;
  if (first === 4 && POINTS.includes(size)) return true;
  return MODULI.includes(size) && first >= 0x80 && (others.at(-1) ?? 0) % 2 === 1;
}

/** What else than a secret a text, trimmed, may be; `undefined` where nothing speaks for it. */
export function doubtOf(text: string, { variable, file = '' }: Whereabouts): SecretDoubt | undefined {
  return DOUBTS.find(([, doubts]) => doubts(text, variable ?? file))?.[0];
}
