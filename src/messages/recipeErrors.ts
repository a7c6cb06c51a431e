import { l10n } from 'vscode';
import type { FieldFault } from '../kinds/fields.ts';
import { writableKind } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';
import type { RecipeErrorData } from '../recipes/errors.ts';
import type { ErrorWords } from './errors.ts';
import { problemWords } from './problems.ts';
import { duration } from './time.ts';

/** What each error of a recipe, of a renewal or of a broken variant says: what happened, and what to do next. */
export const recipeErrorTable: ErrorWords<RecipeErrorData> = {
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
  'recipe.other-field': (data) => l10n.t('"{field}" can\'t be used with this "{other}". Remove it.', data),
  'recipe.other-kind': (data) =>
    l10n.t(
      'A "{kind}" recipe can\'t be used here: this command creates "{expected}" tokens. Choose another recipe.',
      data,
    ),
  'recipe.refused': ({ problem, field, ...data }) => {
    const said = refusalWords(problem, { data }, writableKind(data.kind));
    return field ? l10n.t('{problem} ("{field}")', { problem: said, field }) : said;
  },
  'recipe.two-fields': (data) => l10n.t('Both "{field}" and "{other}" are set. Remove one of them.', data),
  'recipe.unknown-field': (data) =>
    l10n.t('"{field}" isn\'t a field of a "{kind}" recipe. Remove it or check the spelling.', data),
  'recipe.unknown-kind': (data) => l10n.t('"kind" must be one of {kinds}.', data),
  'renew.disclosures': () => l10n.t("An SD-JWT can't be renewed or edited here. Get a new one from its issuer."),
  'renew.life-too-long': ({ life, longest }) =>
    l10n.t('The token is valid for {life}, but its issuer accepts at most {longest}.', {
      life: duration(life),
      longest: duration(longest),
    }),
  'renew.no-life': () => l10n.t('This token has no lifetime to copy. Select how long the renewed token is valid.'),
  'renew.not-renewable': (data) =>
    l10n.t("This token ({kind}) can't be renewed: it is malformed, or Tokensmith can't create this kind.", data),
  'renew.unknown-body': (data) =>
    l10n.t(
      "The hash of the body can't be computed: {names} can't be resolved in this file. Insert a new token instead.",
      data,
    ),
  'variant.encrypted': () => l10n.t("Encrypted tokens (JWE) can't be broken. Select a signed token."),
  'variant.no-claims': () => l10n.t("This token can't be broken this way (no claims). Choose another."),
  'variant.unsigned': () => l10n.t("This token isn't signed, so its signature can't be broken. Choose another."),
};

/** What is wrong with a token to be made, and what to do about it. */
export function refusalWords(problem: string, found: Parameters<typeof problemWords>[1], kind?: Kind): string {
  return refusals[problem]?.(kind ? l10n.t(kind.label) : '') ?? problemWords(problem, found, kind);
}

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
