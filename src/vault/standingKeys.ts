import type { SecretEncoding } from '../keys/secret.ts';
import { parseReference } from '../recipes/reference.ts';
import { dotenvVariables } from './environment.ts';
import { KeyReferenceError, VaultError } from './errors.ts';
import { isKeyText } from './keyText.ts';
import type { NamedKey, Vault } from './vault.ts';

/** The variables of Vonage's samples: one for the text of the key, one for its path. */
const vonageKey = 'VONAGE_PRIVATE_KEY';
const vonageKeyPath = 'VONAGE_APPLICATION_PRIVATE_KEY_PATH';

const encodings: readonly SecretEncoding[] = ['utf8', 'base64', 'base64url', 'hex'];

/**
 * The keys that are known though no recipe names them and no key file holds them: that of Vonage's configuration, those
 * that `.env` has by the convention of Vonage's samples, and the stored secrets that this workspace may use. Nobody is asked.
 */
export async function standingKeys(vault: Vault): Promise<readonly NamedKey[]> {
  const secrets = vault.secrets.names().filter((name) => vault.secrets.isConfirmed(name));
  const keys = await Promise.all([
    open(vault, 'vonage-config', 'utf8'),
    ...(await vonageVariables()).map((reference) => open(vault, reference, 'utf8')),
    // How a secret is written is not known; each way that it can be read is another key.
    ...secrets.flatMap((name) => encodings.map((encoding) => open(vault, `secret:${name}`, encoding))),
  ]);
  return keys.filter((key) => key !== undefined);
}

/** The references to keys that `.env` has by the convention of Vonage's samples. */
export async function vonageVariables(): Promise<readonly string[]> {
  const variables = await dotenvVariables();
  const path = variables.get(vonageKeyPath)?.text;
  return [
    ...(isKeyText(variables.get(vonageKey)?.text ?? '') ? [`env:${vonageKey}`] : []),
    ...(path ? [`file:${path}`] : []),
  ];
}

/** The key of a reference; `undefined` where it cannot be had. */
async function open(vault: Vault, text: string, secretEncoding: SecretEncoding): Promise<NamedKey | undefined> {
  const reference = parseReference(text);
  try {
    return reference && { key: await vault.key(reference, { secretEncoding, interactive: false }), reference: text };
  } catch (error) {
    if (error instanceof VaultError || error instanceof KeyReferenceError) return undefined;
    throw error;
  }
}
