import { workspace } from 'vscode';
import { fieldsOf } from '../kinds/fields.ts';
import { writableKinds } from '../kinds/index.ts';
import { ofWorkspace } from '../recipes/reference.ts';
import { dotenvVariables } from '../vault/environment.ts';
import { unlessUnreadable } from '../vault/errors.ts';
import type { Vault } from '../vault/vault.ts';
import type { Keys } from './protocol.ts';

/**
 * References to offer for the fields that take one beside the key: variables of `.env` that are called like the field, and
 * Vonage's configuration where it has the value. Names, never values; none in a workspace that is not trusted.
 */
export async function suggestions(vault: Vault): Promise<Keys['suggestions']> {
  if (!workspace.isTrusted) return {};
  const variables = [...(await dotenvVariables()).keys()];
  const fields = new Map(
    writableKinds
      .flatMap(fieldsOf)
      .filter(({ reference, type }) => reference && type !== 'key')
      .map((field) => [field.name, field]),
  );
  const offered = [...fields].map(async ([name, field]) => {
    const ofVariables = variables
      .filter((variable) => isCalledLike(variable, name))
      .map((variable) => `env:${variable}`);
    const configured = vault.value({ scheme: 'vonage-config', origin: ofWorkspace }, field);
    // What is not there, or cannot be read, is not offered.
    const isConfigured = (await unlessUnreadable(configured, undefined)) !== undefined;
    return [name, isConfigured ? [...ofVariables, 'vonage-config'] : ofVariables] as const;
  });
  return Object.fromEntries(await Promise.all(offered));
}

/** `VONAGE_APPLICATION_ID` is called like `applicationId`. */
function isCalledLike(variable: string, field: string): boolean {
  const plain = (name: string) => name.replaceAll(/[^A-Za-z]/g, '').toLowerCase();
  return plain(variable).endsWith(plain(field));
}
