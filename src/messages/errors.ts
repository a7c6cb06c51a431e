import { l10n } from 'vscode';
import type { ChatErrorData } from '../errors/chat.ts';
import type { DocumentErrorData } from '../errors/documents.ts';
import type { EditErrorData } from '../errors/edits.ts';
import type { UsageErrorData } from '../errors/usage.ts';
import type { KeyUseErrors } from '../jwt/algorithms.ts';
import { CodedError, type ErrorData } from '../jwt/errors.ts';
import type { SigningErrors } from '../jwt/sign.ts';
import { commandFor, type KeyErrors } from '../keys/errors.ts';
import type { FieldFault } from '../kinds/fields.ts';
import { writableKind } from '../kinds/index.ts';
import type { RecipeErrorData } from '../recipes/errors.ts';
import { KeyReferenceError, type VaultErrorData } from '../vault/errors.ts';
import { documentErrorWords } from './documents.ts';
import { editErrorWords } from './edits.ts';
import { keyName } from './keys.ts';
import { cut, unlinked, visible } from './markdown.ts';
import { problemWords } from './problems.ts';
import { duration } from './time.ts';

type ErrorTable = KeyErrors &
  KeyUseErrors &
  SigningErrors &
  RecipeErrorData &
  VaultErrorData &
  UsageErrorData &
  DocumentErrorData &
  ChatErrorData &
  EditErrorData;

/** What each error says: what happened, and what to do next. */
const words: { readonly [Code in keyof ErrorTable]: (data: ErrorTable[Code]) => string } = {
  ...documentErrorWords,
  ...editErrorWords,
  'algorithm.none-with-key': () =>
    l10n.t('`none` signs nothing and takes no key. Choose an algorithm that the key can sign with.'),
  'algorithm.unsupported': (data) => l10n.t('{algorithm} is not available here. Choose another algorithm.', data),
  'chat.many-tokens': (data) =>
    l10n.t('The document contains several tokens. Say which by its offset: {offsets}.', data),
  'chat.no-document': () =>
    l10n.t(
      'This is no open document and no file in the workspace that can be read. Give the token itself, or open its file.',
    ),
  'chat.no-token': () => l10n.t('There is no token here. Give the token itself, or another place.'),
  'command.bad-argument': (data) =>
    data.field
      ? l10n.t('"{field}" must be {expected}.', data)
      : l10n.t('The argument must be an object like {expected}.', data),
  'command.no-editor': () => l10n.t('No text editor is open. Open the file that the token belongs in.'),
  'command.no-public-key': () =>
    l10n.t('No private or public key was found in this workspace. Run "JWT: Generate Key…", or add a key file.'),
  'command.no-secrets': () => l10n.t('No secret is stored.'),
  'command.no-token': () =>
    l10n.t('No token found at the cursor, in the file or on the clipboard. Put the cursor on a token.'),
  'command.no-token-here': (data) =>
    l10n.t('There is no token at this position in {file}. Put the cursor on a token.', data),
  'command.no-token-in': (data) => l10n.t('{file} contains no token. Open the file that has one.', data),
  'command.not-a-token': () =>
    l10n.t("This isn't a token: its header and payload can't be decoded. Paste the whole token (eyJ…)."),
  'vault.not-verified': () =>
    l10n.t("The new token doesn't verify with its own key, so it was not written. Check the key."),
  'command.recipe-exists': (data) => l10n.t('A recipe named "{name}" already exists. Choose another name.', data),
  'vault.unknown-key': () =>
    l10n.t('None of the keys in this workspace signed this token. Select the key, or add its file to the workspace.'),
  'command.unknown-recipe': (data) =>
    l10n.t('There is no recipe "{name}" in "tokensmith.recipes". Add it, or check the name.', data),
  'insert.credentials': (data) =>
    l10n.t('The request sends other credentials (mode "{mode}"). Nothing was changed.', data),
  'insert.moved': (data) => l10n.t('{file} changed in the meantime. Nothing was written; try again.', data),
  'insert.no-folder': () => l10n.t('No folder is open that could have a .env file. Open the folder of the request.'),
  'insert.no-request': (data) =>
    l10n.t('There is only a script here in {file}, which takes no header. Put the cursor into a request.', data),
  'insert.reference': (data) =>
    l10n.t("The request takes its token from {reference}, which Tokensmith can't write. Nothing was changed.", data),
  'insert.unnamed-recipe': () =>
    l10n.t('A token that is made when the request is sent needs a recipe in the settings. Save it as a recipe first.'),
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
  'key.no-web-crypto': () =>
    l10n.t('Signing and verification need a secure window: open it over https or on localhost.'),
  'key.no-public-half': () => l10n.t('This is a secret, which has no public half. Select a private or public key.'),
  'key.not-a-key': () => l10n.t("This isn't a key. Tokensmith reads PEM, DER, JWK and JWK Sets."),
  'key.not-in-file': () => l10n.t("This isn't a key. Put one into this file, or keep a secret in a .txt or .key file."),
  'key.passphrase-needed': () => l10n.t('This key is encrypted. Enter its passphrase.'),
  'key.not-a-secret': (data) =>
    l10n.t(
      "This contains a key ({holds}), which can't be an HMAC secret: anyone with the public key could sign. Use it as a key, with an algorithm for its type, or use another secret.",
      data,
    ),
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
  'recipe.bad-field': ({ field, fault, options }) =>
    l10n.t('"{field}" {fault}', { field, fault: faults[fault](options) }),
  'recipe.bad-reference': (data) =>
    l10n.t(
      '"{field}" isn\'t a key reference. Use "file:private.key", "env:NAME", "secret:NAME" or "vonage-config".',
      data,
    ),
  'recipe.key-with-none': () => l10n.t('"algorithm" is "none", so "key" is not used. Remove one of them.'),
  'recipe.missing-field': (data) => l10n.t('"{field}" is missing. Add it to the recipe.', data),
  'recipe.not-an-object': () => l10n.t('The recipe is not an object like {"kind": "vonage-rest", …}.'),
  'recipe.other-kind': (data) =>
    l10n.t(
      'A "{kind}" recipe can\'t be used here: this command creates "{expected}" tokens. Choose another recipe.',
      data,
    ),
  'recipe.refused': ({ problem, field, ...data }) => {
    const kind = writableKind(data.kind);
    const said = refusals[problem]?.(kind ? l10n.t(kind.label) : '') ?? problemWords(problem, { data }, kind);
    return field ? l10n.t('{problem} ("{field}")', { problem: said, field }) : said;
  },
  'recipe.two-fields': (data) => l10n.t('Both "{field}" and "{other}" are set. Remove one of them.', data),
  'recipe.other-field': (data) => l10n.t('"{field}" can\'t be used with this "{other}". Remove it.', data),
  'recipe.unknown-field': (data) =>
    l10n.t('"{field}" isn\'t a field of a "{kind}" recipe. Remove it or check the spelling.', data),
  'recipe.unknown-kind': (data) => l10n.t('"kind" must be one of {kinds}.', data),
  'renew.life-too-long': ({ life, longest }) =>
    l10n.t('The token is valid for {life}, but its issuer accepts at most {longest}.', {
      life: duration(life),
      longest: duration(longest),
    }),
  'renew.no-life': () => l10n.t('This token has no lifetime to copy. Select how long the renewed token is valid.'),
  'renew.unknown-body': (data) =>
    l10n.t("The token has the hash of a body that isn't known here ({names}). Insert a new token instead.", data),
  'renew.disclosures': () => l10n.t("An SD-JWT can't be renewed or edited here. Get a new one from its issuer."),
  'renew.not-renewable': (data) =>
    l10n.t("This token ({kind}) can't be renewed: it is malformed, or Tokensmith can't create this kind.", data),
  'sign.header-not-an-object': () => l10n.t('The header is not a JSON object.'),
  'sign.key-needed': (data) => l10n.t('{algorithm} needs a key. Name one in "key".', data),
  'sign.lone-surrogate': (data) =>
    l10n.t('The {part} contains an invalid character (lone surrogate). Remove it.', data),
  'sign.no-algorithm': () => l10n.t('The header has no "alg". Name the algorithm that signs.'),
  'sign.unencoded-payload': () => l10n.t('A JWT cannot have "b64": false (RFC 7797). Remove it from the header.'),
  'variant.encrypted': () => l10n.t("Encrypted tokens (JWE) can't be broken. Select a signed token."),
  'variant.no-claims': () => l10n.t("This token can't be broken this way (no claims). Choose another."),
  'variant.unsigned': () => l10n.t("This token isn't signed, so its signature can't be broken. Choose another."),
  'vault.config-field-missing': (data) => l10n.t('{file} has no "{field}". Add it, or name another source.', data),
  'vault.config-not-found': ({ home }) =>
    home === ''
      ? l10n.t('Neither .vonagerc nor vonage_app.json is in the workspace. Add one of them, or name a key file.')
      : l10n.t(
          'No Vonage configuration was found (.vonagerc, vonage_app.json, or .vonage/config.json at home). Run vonage auth set, or choose a key file.',
        ),
  'vault.config-not-json': (data) => l10n.t("{file} isn't JSON. Fix it, or name a key file.", data),
  'vault.file-not-found': (data) => l10n.t("{file} doesn't exist. Check the path, or generate a key.", data),
  'vault.file-not-readable': (data) => l10n.t("{file} can't be read. Check its permissions.", data),
  'vault.file-too-large': (data) =>
    l10n.t("{file} is larger than {limit} bytes and isn't read. Choose a smaller file.", data),
  'vault.no-answer': (data) => l10n.t("{file} can't be reached. Try again later, or choose another file.", data),
  'vault.no-workspace': () => l10n.t('"file:" needs an open folder. Open the folder that contains the key.'),
  'vault.not-a-file': (data) => l10n.t("{file} isn't a regular file. Choose a key file.", data),
  'vault.outside-workspace': (data) =>
    l10n.t('{file} is outside the workspace. Only recipes in your user settings may use such files.', data),
  'vault.bad-secret-name': () =>
    l10n.t('The name of a secret has letters, digits, `-`, `_` and `.` only. Choose another name.'),
  'vault.symbolic-link': (data) =>
    l10n.t(
      '{file} is a symbolic link, or is behind one, which may point outside the workspace. Copy the file here, or use a key from a recipe in user settings.',
      data,
    ),
  'vault.secret-not-found': (data) =>
    l10n.t('No secret is stored under the name "{name}". Store it with "JWT: Store Secret…".', data),
  'vault.no-leave': ({ what, name }) =>
    what === 'secret'
      ? l10n.t('This workspace may not use the secret "{name}" yet. Create a token with it once to be asked.', { name })
      : l10n.t(
          '{name} is your own, and this workspace may not sign with it yet. Create a token with it once to be asked.',
          { name },
        ),
  'vault.unknown-key-id': (data) =>
    l10n.t('{reference} has no key with the `kid` "{id}". Use the `kid` of one of its keys.', data),
  'vault.secret-storage': () =>
    l10n.t("VS Code's secret storage did not answer. Unlock the system's key ring and try again."),
  'vault.untrusted': () =>
    l10n.t(
      'This workspace isn\'t trusted, so Tokensmith doesn\'t read its keys. Trust it with "Workspaces: Manage Workspace Trust".',
    ),
  'vault.variable-not-found': (data) => l10n.t("{name} isn't set in .env or in the environment. Add it to .env.", data),
  'vault.not-of-the-form': (data) =>
    l10n.t('The value of {reference} isn\'t a valid "{field}". Correct it, or use another variable.', data),
  'vault.variable-not-in-dotenv': (data) =>
    l10n.t("{name} isn't set in the workspace's .env. Add it there: only keys are read from the environment.", data),
};

/** What stands in a secret's place, and is none. */
const stands: Readonly<Record<KeyErrors['key.stands-for']['what'], () => string>> = {
  address: () => l10n.t('This is an address, and Tokensmith opens no connection. Save the key as a file.'),
  manager: () =>
    l10n.t(
      'Another program keeps this secret. Start VS Code through it, or store the secret with "JWT: Store Secret…".',
    ),
  placeholder: () => l10n.t('This is a placeholder that was not filled in. Put the key or secret here.'),
  sealed: () => l10n.t('Another program encrypted this. Decrypt it there, and use what comes of it.'),
};

/** What is wrong with a token to be made, where a finding about one that is there would say it otherwise. */
const refusals: Readonly<Record<string, (kind: string) => string>> = {
  expired: () => l10n.t('The expiry is in the past. Choose a later one.'),
  'issued-in-future': (kind) => l10n.t('{kind} rejects tokens issued in the future. Choose an earlier time.', { kind }),
  'not-yet-valid': (kind) => l10n.t("{kind} rejects tokens that aren't valid yet. Choose an earlier time.", { kind }),
};

const faults: Readonly<Record<FieldFault, (options: string) => string>> = {
  empty: () => l10n.t('is empty.'),
  'not-text': () => l10n.t('must be a string.'),
  'not-a-duration': () => l10n.t('must be a number of seconds or a duration like "90s", "15m", "24h" or "7d".'),
  'not-a-time': () => l10n.t('must be a Unix time in seconds, or a time like "2030-01-31T12:00:00Z".'),
  'not-an-option': (options) => l10n.t('must be one of {options}.', { options }),
  'not-a-flag': () => l10n.t('must be true or false.'),
  'not-an-object': () => l10n.t('must be a JSON object like {"name": "value"}.'),
  'not-an-id': () => l10n.t('must be a string or a whole number.'),
  'not-a-list': () => l10n.t('must be an array of strings.'),
  'not-of-the-form': (example) => l10n.t('must look like {example}.', { example }),
  'not-words': () => l10n.t('must be a string or an array of strings.'),
};

/** The longest fact that a message quotes whole, in UTF-16 units. */
const longestFact = 300;

/**
 * Says what a typed error means; `undefined` for an error that is not Tokensmith's own, which is a defect. Facts may come
 * from a token or a foreign recipe: they are cut, and neither hide anything nor make a link of the message.
 */
export function errorWords(error: unknown): string | undefined {
  if (error instanceof KeyReferenceError) {
    return l10n.t('{key}: {reason}', {
      key: keyName(error.reference),
      reason: keyErrorWords(error.cause, error.reference) ?? error.cause.code,
    });
  }
  return error instanceof CodedError ? wordsOf(error) : undefined;
}

/** As `errorWords`, of an error about the key of a reference: a command names its file. */
export function keyErrorWords(error: unknown, reference: string): string | undefined {
  if (!(error instanceof CodedError)) return undefined;
  const { command, ...facts } = error.data as ErrorData;
  const [, path] = /^file:(.*)$/s.exec(reference) ?? [];
  return path !== undefined && typeof command === 'string'
    ? wordsOf({ code: error.code, data: { ...facts, command: commandFor(command, path) } })
    : wordsOf(error);
}

function wordsOf({ code, data }: { readonly code: string; readonly data: unknown }): string | undefined {
  if (!Object.hasOwn(words, code)) return undefined;
  const facts = Object.entries(data as ErrorData).map(([name, fact]) => [
    name,
    // Half a command would do something else.
    typeof fact === 'string' ? visible(name === 'command' ? fact : cut(fact, longestFact)) : fact,
  ]);
  const word = (words as Readonly<Record<string, (data: never) => string>>)[code];
  return word && unlinked(word(Object.fromEntries(facts) as never));
}

/** As `errorWords`, and for a defect that there was one: its own message may quote what must not be shown. */
export function failureWords(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return errorWords(error) ?? l10n.t('Internal error ({name}). Nothing was changed.', { name });
}

/** What is wrong, without the way out, for lines that have no room for more. */
export function firstSentence(text: string): string {
  return /^.*?[.。](?=\s|$)/u.exec(text)?.[0] ?? text;
}
