import type { ExtensionContext } from 'vscode';
import { Builder } from './builder/builder.ts';
import { registerCommand } from './commands/command.ts';
import { allCommands } from './commands/index.ts';
import { Assessments } from './editor/assessments.ts';
import { Clock } from './editor/clock.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerHover } from './editor/hover.ts';
import { registerLenses } from './editor/lenses.ts';
import { registerSettings } from './editor/settings.ts';
import { Signatures } from './editor/signatures.ts';
import { TokenIndex } from './editor/tokenIndex.ts';
import type { Services } from './services.ts';
import { KnownKeys } from './vault/knownKeys.ts';
import { Vault } from './vault/vault.ts';

/** Composes the services and registers the features; nothing else happens here. */
export function activate(context: ExtensionContext): void {
  // Before all others that listen to changes of the settings.
  const settings = registerSettings();
  const vault = new Vault(context);
  const keys = new KnownKeys(vault);
  const index = new TokenIndex();
  const signatures = new Signatures(keys);
  const assessments = new Assessments(index, signatures);
  const clock = new Clock(assessments);
  const builder = new Builder(context.extensionUri, { vault, signatures });
  const services: Services = { vault, keys, index, signatures, assessments, clock, builder, memory: context.workspaceState };
  context.subscriptions.push(
    settings,
    vault,
    keys,
    index,
    signatures,
    assessments,
    clock,
    builder,
    registerLenses(services),
    registerHover(services),
    registerDiagnostics(services),
    ...allCommands.map((command) => registerCommand(services, command)),
  );
}
