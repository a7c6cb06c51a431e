import type { ExtensionContext } from 'vscode';
import { registerCommand } from './commands/command.ts';
import { allCommands } from './commands/index.ts';
import { Clock } from './editor/clock.ts';
import { registerHover } from './editor/hover.ts';
import { registerLenses } from './editor/lenses.ts';
import { registerProblems } from './editor/problems.ts';
import { Signatures } from './editor/signatures.ts';
import { TokenIndex } from './editor/tokenIndex.ts';
import type { Services } from './services.ts';
import { KnownKeys } from './vault/knownKeys.ts';
import { Vault } from './vault/vault.ts';

/** Composes the services and registers the features; nothing else happens here. */
export function activate(context: ExtensionContext): void {
  const vault = new Vault(context);
  const keys = new KnownKeys(vault);
  const index = new TokenIndex();
  const signatures = new Signatures(keys);
  const clock = new Clock(index);
  const services: Services = { vault, keys, index, signatures, clock, memory: context.workspaceState };
  context.subscriptions.push(
    vault,
    keys,
    index,
    signatures,
    clock,
    registerLenses(services),
    registerHover(services),
    registerProblems(services),
    ...allCommands.map((command) => registerCommand(services, command)),
  );
}
