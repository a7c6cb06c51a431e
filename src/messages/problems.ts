import { l10n } from 'vscode';
import type { SecretDoubt } from '../jwt/key.ts';
import type { Finding } from '../jwt/problem.ts';
import { kinds } from '../kinds/index.ts';
import type { Kind, KindCheck } from '../kinds/kind.ts';
import { doubtWords } from './keys.ts';
import { cut, unlinked, visible } from './markdown.ts';
import { duration } from './time.ts';

type Data = NonNullable<Finding['data']>;

/** What the general problems say: what is wrong, in the words of the one who issued the rule. A kind's own say it in the kind's file. */
const words: Readonly<Record<string, (data: Data) => string>> = {
  expired: ({ ago = 0, life = 0, origin, issuer = '' }) => {
    const [time, lifetime] = [ago, life].map((seconds) => duration(Number(seconds)));
    if (origin === 'default')
      return l10n.t('The token expired {time} ago (no `exp`, so the default lifetime of {life} applies).', {
        time,
        life: lifetime,
      });
    return origin === 'limit'
      ? l10n.t('The token expired {time} ago: {issuer} rejects tokens older than {life}.', {
          time,
          life: lifetime,
          issuer,
        })
      : l10n.t('The token expired {time} ago.', { time });
  },
  'expires-soon': (data) => l10n.t('The token expires in {time}.', { time: duration(Number(data.in)) }),
  'not-yet-valid': (data) => l10n.t('The token becomes valid in {time} (`nbf`).', { time: duration(Number(data.in)) }),
  'issued-in-future': (data) =>
    l10n.t('`{claim}` is {time} in the future.', {
      time: duration(Number(data.in)),
      claim: String(data.claim),
    }),
  'no-expiry': () => l10n.t('The token never expires: it has no `exp`.'),
  'expires-before-issued': ({ other = 'iat', claim = 'exp' }) =>
    l10n.t('`{claim}` must be later than `{other}`.', { claim, other }),
  'time-in-milliseconds': ({ claim = '', unit }) =>
    unit === 'microseconds'
      ? l10n.t('`{claim}` is in microseconds; it must be in seconds.', { claim })
      : unit === 'nanoseconds'
        ? l10n.t('`{claim}` is in nanoseconds; it must be in seconds.', { claim })
        : l10n.t('`{claim}` is in milliseconds; it must be in seconds.', { claim }),
  'time-not-a-number': ({ claim = '', type = '' }) =>
    l10n.t('`{claim}` must be a number of seconds, not a {type}.', { claim, type }),
  malformed: malformedWords,
  unsigned: () => l10n.t('The token is not signed (`alg` is `none`): anyone can change it.'),
  'signature-missing': () => l10n.t('The signature is missing: anyone can change the token.'),
  'access-token.missing-claim': ({ claim = '' }) =>
    l10n.t('An access token (`at+jwt`) must have `{claim}`, which is missing.', { claim }),
  'unexpected-issuer': () => l10n.t('The token is from another issuer than `tokensmith.expect` names.'),
  'unexpected-audience': () => l10n.t('The token is for another audience than `tokensmith.expect` names.'),
  'duplicate-claim': ({ claim = '' }) =>
    l10n.t('Duplicate `{claim}`: parsers disagree about which one counts.', { claim }),
  'signature-invalid': ({ form }) =>
    form === 'jwe'
      ? l10n.t('The key does not decrypt it: the token was changed, or it was encrypted for another key.')
      : l10n.t('The signature does not match: the token was changed, or another key signed it.'),
  'secret-encoding': (data) =>
    data.recipe
      ? l10n.t(
          'This token is signed with the secret read as {proved}, but the recipe "{recipe}" reads it as {stated}.',
          data,
        )
      : l10n.t('This token is signed with the secret read as {proved}, but its recipe reads it as {stated}.', data),
  'key.not-ignored': () => l10n.t("This private key isn't ignored by Git. Add it to .gitignore before you commit."),
  'recipe.unknown': ({ name = '' }) =>
    l10n.t('There is no recipe "{name}" in "tokensmith.recipes", so httpYac does not send this request.', { name }),
  'recipe.misread': ({ claim = '', kind = '', other = '' }) =>
    l10n.t('`{claim}` makes Tokensmith read this token as "{other}", not as "{kind}".', {
      claim,
      kind: labelOf(kind),
      other: labelOf(other),
    }),
  'key.in-settings': () =>
    l10n.t("Not a key reference. Don't put keys or secrets in settings; move this one to secret storage."),
  'key.short-secret': ({ bits = 0, needed = 0 }) =>
    l10n.t('the secret is short: {bits} bits; this algorithm should have at least {needed}.', { bits, needed }),
  'key.doubtful-secret': ({ doubt = 'placeholder' }) =>
    l10n.t('the secret {looks}; its text itself was used.', { looks: doubtWords(doubt as SecretDoubt) }),
};

function labelOf(id: unknown): string {
  const kind = kinds.find((each) => each.id === id);
  return kind ? l10n.t(kind.label) : '';
}

/** What is wrong with the form of a token, by the reason of the fault. */
const faults: Readonly<Record<string, (data: Data) => string>> = {
  padding: (data) => l10n.t('The {part} has padding (`=`), which base64url in a JWT leaves out.', data),
  'base64-alphabet': (data) => l10n.t('The {part} has `+` or `/` of plain base64; base64url has `-` and `_`.', data),
  'white-space': (data) => l10n.t('The {part} has white space in it.', data),
  character: (data) => l10n.t('The {part} has a character that is not base64url.', data),
  'cut-off': (data) => l10n.t('The {part} is incomplete (invalid base64url length).', data),
  'trailing-bits': (data) =>
    l10n.t("The last character of the {part} isn't valid base64url (unused bits are set).", data),
  'utf-8': (data) => l10n.t('The {part} is not UTF-8.', data),
  json: (data) => l10n.t('The {part} is not JSON.', data),
  'json-cut-off': (data) => l10n.t('The {part} is incomplete: its JSON has no end.', data),
  'not-an-object': (data) => l10n.t('The {part} is not a JSON object.', data),
  compressed: (data) =>
    l10n.t("The {part} is compressed (`zip` is `{name}`) and can't be read. Only encrypted tokens may be.", data),
  'not-a-disclosure': () =>
    l10n.t('A disclosure must be a list of a salt, a name and a value, or of a salt and a value.'),
  'no-tilde': () => l10n.t('The last disclosure must end with `~`.'),
  'missing-part': (data) => l10n.t('The {part} is missing.', data),
  'extra-part': () => l10n.t('The token has more parts than its form.'),
  algorithm: () => l10n.t('`alg` must be a string.'),
  'crit-not-a-list': () => l10n.t('`crit` must be a list of header parameter names.'),
  'crit-empty': () => l10n.t('`crit` must not be empty.'),
  'crit-registered': (data) => l10n.t('`crit` must not list `{name}`: it is a standard parameter.', data),
  'crit-duplicate': (data) => l10n.t('`crit` names `{name}` twice.', data),
  'crit-absent': (data) => l10n.t('`crit` names `{name}`, which the header does not have.', data),
  'crit-unknown': (data) => l10n.t("`crit` requires `{name}`, which Tokensmith doesn't support.", data),
};

const parts: Readonly<Record<string, () => string>> = {
  header: () => l10n.t('header'),
  payload: () => l10n.t('payload'),
  signature: () => l10n.t('signature'),
  encryptedKey: () => l10n.t('encrypted key'),
  iv: () => l10n.t('initialization vector'),
  ciphertext: () => l10n.t('ciphertext'),
  tag: () => l10n.t('authentication tag'),
  disclosure: () => l10n.t('disclosure'),
};

function malformedWords(data: Data): string {
  const part = parts[String(data.part)]?.() ?? '';
  return faults[String(data.reason)]?.({ ...data, part }) ?? l10n.t('The token is malformed.');
}

/** Facts that are names from the token or the settings: they may be of any length and characters. */
const foreignNames = ['claim', 'name', 'path', 'instead', 'recipe'] as const;
/** The longest name that a message quotes whole, in UTF-16 units. */
const longestName = 40;

/** A problem in words. `claim` of the finding stands for `{claim}`. */
export function problemWords(code: string, finding: Pick<Finding, 'claim' | 'data'>, kind: Kind | undefined): string {
  const facts: Data = {
    ...(finding.claim !== undefined && { claim: finding.claim }),
    ...(kind?.issuer !== undefined && { issuer: kind.issuer }),
    ...finding.data,
  };
  const names = foreignNames.flatMap((fact) => {
    const name = facts[fact];
    return name === undefined ? [] : [[fact, unlinked(visible(cut(String(name), longestName)))]];
  });
  const data: Data = { ...facts, ...Object.fromEntries(names) };
  const { reason } = data;
  const ofKind: KindCheck | undefined = kind?.checks.find((check) => check.code === code);
  if (ofKind) {
    const text = ofKind.messages?.[String(reason)] ?? ofKind.message;
    return l10n.t(text, { ...data, ...lengths(data) });
  }
  return words[code]?.(data) ?? code;
}

/** The longest life and the token's own in words; what they would not tell apart is said in seconds. */
function lengths({ longest, life }: Data): Data {
  if (typeof longest !== 'number' || typeof life !== 'number') return {};
  const words = duration(life);
  const most = duration(longest);
  return { longest: most, life: words === most ? l10n.t('{count} seconds', { count: life }) : words };
}
