import { workspace } from 'vscode';
import { VaultError } from './errors.ts';

/** Guards every read of a key, `.env` or configuration file: in an untrusted workspace not even their existence is asked. @throws VaultError `vault.untrusted` */
export function requireTrust(): void {
  if (!workspace.isTrusted) throw new VaultError('vault.untrusted', {});
}
