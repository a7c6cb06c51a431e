import { workspace } from 'vscode';
import { kindsHere } from '../flows/kindsHere.ts';
import { algorithmsFor } from '../jwt/algorithms.ts';
import type { Key } from '../jwt/key.ts';
import { writableKinds } from '../kinds/index.ts';
import { bareName, keyDescription } from '../messages/keys.ts';
import { referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { KEY_SOURCES, type KnownKey, signerOf } from '../vault/knownKey.ts';
import type { KeyChoice, Keys } from './protocol.ts';
import { suggestions } from './suggestions.ts';

/** The keys that can sign, by reference and by what they are; nothing in a workspace that is not trusted, where nothing is read either. */
export async function keysOf({ vault, keys }: Pick<Services, 'vault' | 'keys'>): Promise<Keys> {
  const [listed, offered, kinds] = await Promise.all([keys.all(), suggestions(vault), kindsHere({ keys })]);
  return {
    isTrusted: workspace.isTrusted,
    choices: KEY_SOURCES.flatMap((source) => listed.filter((known) => known.source === source).flatMap(choicesOf)),
    kinds,
    suggestions: offered,
  };
}

/** A place as a choice of the kinds whose tokens it can sign; more than one where each kind takes another of its keys. */
function choicesOf(known: KnownKey): readonly KeyChoice[] {
  const { source, reference: named } = known;
  const reference = referenceText(named);
  const kindsOf = new Map<Key | 'locked', string[]>();
  for (const { id, writing } of writableKinds) {
    const signer = signerOf(known, writing);
    if (signer) kindsOf.set(signer, [...(kindsOf.get(signer) ?? []), id]);
  }
  return [...kindsOf].map(([signer, kinds]) => ({
    source,
    reference,
    name: bareName(reference),
    kinds,
    ...(signer === 'locked'
      ? { description: '' }
      : { description: keyDescription(signer), algorithms: algorithmsFor(signer) }),
  }));
}
