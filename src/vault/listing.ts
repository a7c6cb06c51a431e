import { workspace } from 'vscode';
import type { Key } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import { parseReference } from '../recipes/reference.ts';
import { dotenvVariables } from './environment.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import { isKeyText } from './keyText.ts';
import type { Vault } from './vault.ts';

/** Where a key was found. */
export type KeySource = 'workspace' | 'vonage-config' | 'environment' | 'secrets';

/** A key that can be named, and what is known of it; never its content. */
export interface ListedKey {
  readonly source: KeySource;
  readonly reference: string;
  readonly keys: readonly Key[];
  /** Why there is no key: it is encrypted, or is none. */
  readonly fault?: KeyError | VaultError;
}

/** Variables that are meant as secrets: any text makes an HMAC secret, and a port number is none. */
const secretNames = /secret|key|token|password|passphrase/i;

/** The keys that can be named here, to choose from; none in an untrusted workspace. Nobody is asked anything. */
export async function listKeys(vault: Vault): Promise<readonly ListedKey[]> {
  if (!workspace.isTrusted) return [];
  const [files, variables] = await Promise.all([vault.files.all(), variablesOfKeys()]);
  const [vonage, ...named] = await Promise.all([
    list(vault, 'vonage-config', 'vonage-config'),
    ...variables.map((name) => list(vault, 'environment', `env:${name}`)),
    ...vault.secrets.names().map((name) => list(vault, 'secrets', `secret:${name}`)),
  ]);
  const hasVonage = vonage.keys.length > 0 || vonage.fault instanceof KeyError;
  return [
    ...files.map((file): ListedKey => ({ ...file, source: 'workspace' })),
    ...(hasVonage ? [vonage] : []),
    ...named,
  ];
}

/** The names of the `.env` files' variables that hold keys or are called secrets. */
async function variablesOfKeys(): Promise<readonly string[]> {
  const variables = [...(await dotenvVariables())];
  return variables.filter(([name, { text }]) => isKeyText(text) || secretNames.test(name)).map(([name]) => name);
}

async function list(vault: Vault, source: KeySource, reference: string): Promise<ListedKey> {
  const parsed = parseReference(reference);
  try {
    return { source, reference, keys: parsed ? await vault.peek(parsed) : [] };
  } catch (error) {
    const fault = error instanceof KeyReferenceError ? error.cause : error;
    if (fault instanceof VaultError || fault instanceof KeyError) return { source, reference, keys: [], fault };
    throw error;
  }
}
