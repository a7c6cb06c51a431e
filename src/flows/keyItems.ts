import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { type Conversion, conversionOf } from '../features/convertKey.ts';
import { algorithmsFor, fits } from '../jwt/algorithms.ts';
import { KeyUseError } from '../jwt/webCrypto.ts';
import type { WritableKind } from '../kinds/kind.ts';
import { errorWords, firstSentence, keyErrorWords } from '../messages/errors.ts';
import { bareName, keyDescription } from '../messages/keys.ts';
import { referenceText } from '../recipes/reference.ts';
import { isLocked, KEY_SOURCES, type KeySource, type KnownKey, signerOf } from '../vault/knownKey.ts';

/** An item of the list of keys. One without a reference is a heading, or says why a place has no key that can sign. */
export interface KeyItem extends QuickPickItem {
  readonly reference?: string;
  /** How it is converted, where it cannot be read. */
  readonly remedy?: Conversion;
}

/** The headings of the groups. */
const headings: Readonly<Record<KeySource, () => string>> = {
  workspace: () => l10n.t('found in workspace'),
  recipes: () => l10n.t('from recipes and other folders'),
  'vonage-config': () => l10n.t('from Vonage config'),
  environment: () => l10n.t('environment (.env)'),
  secrets: () => l10n.t('stored secrets'),
};

/** The keys that can sign tokens of a kind, by where they were found. */
export function usableKeys(listed: readonly KnownKey[], kind: WritableKind): readonly KeyItem[] {
  return KEY_SOURCES.flatMap((source) =>
    section(
      headings[source](),
      listed
        .filter((each) => each.source === source)
        // Those that ask for nothing come before the encrypted ones.
        .sort((a, b) => Number(a.keys.length === 0) - Number(b.keys.length === 0))
        .flatMap((each) => usable(each, kind)),
    ),
  );
}

/** The places that hold no key that can sign tokens of a kind, with the reason. Of what is no key file, those alone that can be converted. */
export function unusableKeys(listed: readonly KnownKey[], kind: WritableKind): readonly KeyItem[] {
  const others = listed.filter(
    (each) =>
      usable(each, kind).length === 0 &&
      !isLocked(each.fault) &&
      (each.source === 'workspace' || conversionOf(each.fault, referenceText(each.reference)) !== undefined),
  );
  return section(
    l10n.t("can't sign this token"),
    others.map((each) => unusable(each, kind)),
  );
}

function section(title: string, items: readonly KeyItem[]): readonly KeyItem[] {
  const heading = { label: title, kind: QuickPickItemKind.Separator };
  return items.length === 0 ? [] : [heading, ...items];
}

function usable(known: KnownKey, kind: WritableKind): readonly KeyItem[] {
  const { source, reference } = known;
  const signer = signerOf(known, kind.writing);
  if (!signer) return [];
  const text = referenceText(reference);
  return [
    {
      label: `$(${source === 'secrets' ? 'lock' : 'key'}) ${bareName(text)}`,
      description: signer === 'locked' ? l10n.t('encrypted') : keyDescription(signer),
      reference: text,
    },
  ];
}

function unusable({ reference, keys, fault }: KnownKey, { writing }: WritableKind): KeyItem {
  const [key] = keys;
  const algorithm = writing.algorithms?.[0] ?? (key && algorithmsFor(key, 'verify')[0]);
  const unfit = key && algorithm !== undefined ? fits(key, algorithm) : undefined;
  const reason = unfit ? new KeyUseError(unfit.code, unfit.data) : fault;
  const text = referenceText(reference);
  const words = keyErrorWords(reason, text) ?? errorWords(reason) ?? '';
  const remedy = unfit ? undefined : conversionOf(fault, text);
  return {
    label: `$(${remedy ? 'tools' : 'circle-slash'}) ${bareName(text)}`,
    description: key ? keyDescription(key) : '',
    detail: firstSentence(words),
    ...(remedy && { remedy }),
  };
}
