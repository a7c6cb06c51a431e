import type { ExtensionContext } from 'vscode';
import { Builder } from './builder/builder.ts';
import { registerChatTools } from './chat/index.ts';
import { registerCommand } from './commands/command.ts';
import { allCommands } from './commands/index.ts';
import { registerDocuments } from './documents/index.ts';
import { DocumentStore } from './documents/store.ts';
import { registerCodeActions } from './features/codeActions.ts';
import { registerColors } from './features/colors.ts';
import { registerContextKeys } from './features/contextKeys.ts';
import { registerDiagnostics } from './features/diagnostics.ts';
import { registerHover } from './features/hover.ts';
import { registerHttpYac } from './features/httpYac.ts';
import { registerKeyProblems } from './features/keyProblems.ts';
import { registerLenses } from './features/lenses.ts';
import { registerRecipeSettings } from './features/recipeSettings.ts';
import { registerRequests } from './features/requests.ts';
import { registerSettingFaults } from './features/settingFaults.ts';
import { registerTimeHints } from './features/timeHints.ts';
import { askingPerson } from './flows/person.ts';
import type { Services } from './services.ts';
import { Assessments } from './tokens/assessments.ts';
import { Clock } from './tokens/clock.ts';
import { registerSettings } from './tokens/settings.ts';
import { Signatures } from './tokens/signatures.ts';
import { TokenIndex } from './tokens/tokenIndex.ts';
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
  const person = askingPerson(() => services);
  const builder = new Builder(context.extensionUri, { vault, keys, signatures, person });
  const documents = new DocumentStore(index);
  const services: Services = {
    vault,
    keys,
    person,
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
    registerDocuments(services),
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
    registerSettingFaults(),
    ...Object.entries(allCommands).map(([id, load]) => registerCommand(services, id, load)),
  );
}
