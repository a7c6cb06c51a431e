import type { ExtensionContext } from 'vscode';
import { Builder } from './builder/builder.ts';
import { registerChatTools } from './chat/index.ts';
import { registerCommand } from './commands/command.ts';
import { allCommands } from './commands/index.ts';
import { saveDocument } from './commands/saveDocument.ts';
import { registerDocuments } from './documents/index.ts';
import { DocumentStore } from './documents/store.ts';
import { Assessments } from './editor/assessments.ts';
import { Clock } from './editor/clock.ts';
import { registerCodeActions } from './editor/codeActions.ts';
import { registerColors } from './editor/colors.ts';
import { registerContextKeys } from './editor/contextKeys.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerHover } from './editor/hover.ts';
import { registerHttpYac } from './editor/httpYac.ts';
import { registerKeyProblems } from './editor/keyProblems.ts';
import { registerLenses } from './editor/lenses.ts';
import { registerRecipeSettings } from './editor/recipeSettings.ts';
import { registerRequests } from './editor/requests.ts';
import { registerSettings } from './editor/settings.ts';
import { Signatures } from './editor/signatures.ts';
import { registerTimeHints } from './editor/timeHints.ts';
import { TokenIndex } from './editor/tokenIndex.ts';
import type { Services } from './services.ts';
import { KnownKeys } from './vault/knownKeys.ts';
import { Vault } from './vault/vault.ts';

/** Composes the services and registers the features; nothing else happens here. */
export function activate(context: ExtensionContext): void {
  // Before all others that listen to changes of the settings.
  const settings = registerSettings();
  const vault = new Vault(context);
  const keys = new KnownKeys(vault, context.workspaceState);
  const index = new TokenIndex();
  const signatures = new Signatures(keys);
  const assessments = new Assessments(index, signatures);
  const clock = new Clock(assessments);
  const builder = new Builder(context.extensionUri, { vault, keys, signatures });
  const documents = new DocumentStore(index);
  const services: Services = {
    vault,
    keys,
    index,
    signatures,
    assessments,
    clock,
    builder,
    documents,
    memory: context.workspaceState,
  };
  context.subscriptions.push(
    settings,
    vault,
    keys,
    index,
    signatures,
    assessments,
    clock,
    builder,
    documents,
    registerDocuments(services, saveDocument),
    registerLenses(services),
    registerRequests(services),
    registerHttpYac(services),
    registerHover(services),
    registerDiagnostics(services),
    registerContextKeys(services),
    registerCodeActions(services),
    registerTimeHints(),
    registerColors(services),
    registerKeyProblems(services),
    registerRecipeSettings(services),
    registerChatTools(services),
    ...allCommands.map((command) => registerCommand(services, command)),
  );
}
