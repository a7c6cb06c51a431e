import { workspace } from 'vscode';
import { ALGORITHMS, algorithmsFor } from '../jwt/algorithms.ts';
import { type Key, keyLabel } from '../jwt/key.ts';
import type { Vault } from '../vault/vault.ts';
import { keyName } from '../words/keys.ts';
import type { KeyChoice, Keys } from './protocol.ts';

const secretAlgorithms = ALGORITHMS.filter(({ type }) => type === 'oct').map(({ name }) => name);

/** The keys that can sign, by reference and by what they are; nothing in a workspace that is not trusted, where nothing is read either. */
export async function keysOf(vault: Vault): Promise<Keys> {
  if (!workspace.isTrusted) return { isTrusted: false, choices: [] };
  const [files, vonage] = await Promise.all([vault.files.all(), vonageKey(vault)]);
  const ofFiles = files.flatMap(({ reference, keys, fault }): KeyChoice[] => {
    const key = keys.find((candidate) => algorithmsFor(candidate).length > 0);
    if (key) return [choice(reference, 'workspace', key)];
    const isLocked = fault?.code === 'key.passphrase-needed';
    return isLocked ? [{ reference, name: keyName(reference), description: '', group: 'workspace' }] : [];
  });
  const secrets = vault.secrets.names().map(
    (name): KeyChoice => ({
      reference: `secret:${name}`,
      name,
      description: '',
      group: 'secrets',
      algorithms: secretAlgorithms,
    }),
  );
  return { isTrusted: true, choices: [...ofFiles, ...secrets, ...(vonage ? [vonage] : [])] };
}

function choice(reference: string, group: KeyChoice['group'], key: Key): KeyChoice {
  return { reference, name: keyName(reference), description: keyLabel(key), group, algorithms: algorithmsFor(key) };
}

/** The key of Vonage's configuration, where there is one that signs. */
async function vonageKey(vault: Vault): Promise<KeyChoice | undefined> {
  try {
    const key = await vault.key({ scheme: 'vonage-config' }, { secretEncoding: 'utf8', interactive: false });
    return algorithmsFor(key).length > 0 ? choice('vonage-config', 'vonage', key) : undefined;
  } catch {
    // What is wrong with the configuration is said to who names it.
    return undefined;
  }
}
