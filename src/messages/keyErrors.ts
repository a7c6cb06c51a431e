import { l10n } from 'vscode';
import type { KeyUseErrors } from '../jwt/algorithms.ts';
import type { SigningErrors } from '../jwt/sign.ts';
import type { KeyErrors } from '../keys/errors.ts';
import type { ErrorWords } from './errors.ts';

/** What each error of a key, or of signing with one, says: what happened, and what to do next. */
export const keyErrorTable: ErrorWords<KeyErrors & KeyUseErrors & SigningErrors> = {
  'algorithm.none-with-key': () =>
    l10n.t('`none` signs nothing and takes no key. Choose an algorithm that the key can sign with.'),
  'algorithm.unsupported': (data) => l10n.t('{algorithm} is not available here. Choose another algorithm.', data),
  'key.bad-secret-encoding': (data) => l10n.t('The secret isn\'t valid {encoding}. Change "secretEncoding".', data),
  'key.certificate-request': () =>
    l10n.t('This is a certificate request (CSR), not a key. Use the private key it was created with.'),
  'key.cut-off': () =>
    l10n.t('The key is incomplete. Copy the whole key again; in .env, put quotation marks around it.'),
  'key.damaged': (data) => l10n.t('The {key} key is damaged. Copy or generate it again.', data),
  'key.empty-secret': () => l10n.t('The secret is empty. Enter at least 32 characters.'),
  'key.encryption-unsupported': (data) =>
    l10n.t("This key uses {encryption}, which isn't supported. Convert it with: {command}", data),
  'key.format-unsupported': (data) => l10n.t("{format} keys aren't supported. Convert it with: {command}", data),
  'key.limited': (data) =>
    l10n.t("The key's own `{limit}` ({value}) doesn't allow {algorithm}. Use another key or algorithm.", data),
  'key.no-public-half': () => l10n.t('This is a secret, which has no public half. Select a private or public key.'),
  'key.no-web-crypto': () =>
    l10n.t('Signing and verification need a secure window: open it over https or on localhost.'),
  'key.not-a-key': () => l10n.t("This isn't a key. Tokensmith reads PEM, DER, JWK and JWK Sets."),
  'key.not-a-secret': (data) =>
    l10n.t(
      "This contains a key ({holds}), which can't be an HMAC secret: anyone with the public key could sign. Use it as a key, with an algorithm for its type, or use another secret.",
      data,
    ),
  'key.not-in-file': () => l10n.t("This isn't a key. Put one into this file, or keep a secret in a .txt or .key file."),
  'key.passphrase-needed': () => l10n.t('This key is encrypted. Enter its passphrase.'),
  'key.public-for-decrypting': (data) => l10n.t('This is a public key; decrypting needs the private key.', data),
  'key.public-for-signing': (data) => l10n.t('This is a public key; signing needs the private key.', data),
  'key.stands-for': ({ what }) => stands[what](),
  'key.surrounded': () =>
    l10n.t("This contains a key with other text around it, or a JWK that isn't JSON. Keep the key alone."),
  'key.too-short': (data) =>
    l10n.t('This is an RSA key of {bits} bits; {algorithm} needs {needed} or more. Generate a new key.', data),
  'key.unsupported': (data) => l10n.t("{name} keys can't be used for signing.", data),
  'key.wrong-curve': (data) =>
    l10n.t('This is a key of type {key}, but {algorithm} needs {needed}. Use another key or algorithm.', data),
  'key.wrong-passphrase': () => l10n.t('Wrong passphrase. Try again.'),
  'key.wrong-type': (data) =>
    l10n.t('This is a key of type {key}, but {algorithm} needs {needed}. Use another key or algorithm.', data),
  'sign.header-not-an-object': () => l10n.t('The header is not a JSON object.'),
  'sign.key-needed': (data) => l10n.t('{algorithm} needs a key. Set "key".', data),
  'sign.lone-surrogate': (data) =>
    l10n.t('The {part} contains an invalid character (lone surrogate). Remove it.', data),
  'sign.no-algorithm': () => l10n.t('The header has no "alg". Add the algorithm to sign with.'),
  'sign.unencoded-payload': () => l10n.t('A JWT can\'t have "b64": false (RFC 7797). Remove it from the header.'),
};

/** What stands in a secret's place, and is none. */
const stands: Readonly<Record<KeyErrors['key.stands-for']['what'], () => string>> = {
  address: () => l10n.t('This is an address, and Tokensmith opens no connection. Save the key as a file.'),
  manager: () =>
    l10n.t(
      'Another program keeps this secret. Start VS Code through it, or store the secret with "JWT: Store Secret…".',
    ),
  placeholder: () => l10n.t('This is a placeholder that was not filled in. Put the key or secret here.'),
  sealed: () => l10n.t('Another program encrypted this. Decrypt it there, and use the result.'),
};
