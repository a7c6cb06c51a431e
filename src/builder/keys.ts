import { workspace } from 'vscode';
import { kindsHere } from '../flows/kindsHere.ts';
import { algorithmsFor } from '../jwt/algorithms.ts';
import { bareName, keyDescription } from '../messages/keys.ts';
import { referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { isLocked, type KnownKey } from '../vault/knownKey.ts';
import type { KeyChoice, Keys } from './protocol.ts';
import { suggestions } from './suggestions.ts';

/** The keys that can sign, by reference and by what they are; nothing in a workspace that is not trusted, where nothing is read either. */
export async function keysOf({ vault, keys }: Pick<Services, 'vault' | 'keys'>): Promise<Keys> {
  const [listed, offered, kinds] = await Promise.all([keys.all(), suggestions(vault), kindsHere({ keys })]);
  return {
    isTrusted: workspace.isTrusted,
    choices: listed.flatMap(choice),
    kinds,
    suggestions: offered,
  };
}

function choice({ source, reference: named, keys, fault }: KnownKey): readonly KeyChoice[] {
  const reference = referenceText(named);
  const name = bareName(reference);
  const key = keys.find((candidate) => algorithmsFor(candidate).length > 0);
  if (key) return [{ source, reference, name, description: keyDescription(key), algorithms: algorithmsFor(key) }];
  return isLocked(fault) ? [{ source, reference, name, description: '' }] : [];
}
