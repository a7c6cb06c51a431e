import { type ExtensionContext, workspace } from 'vscode';
import { Builder } from './builder/builder.ts';
import { registerChatTool } from './chat/index.ts';
import { registerCommand } from './commands/command.ts';
import { allCommands } from './commands/index.ts';
import { JwtDocuments } from './documents/documents.ts';
import { registerDocuments } from './documents/index.ts';
import { Places } from './edits/places.ts';
import { registerCodeActions } from './features/codeActions.ts';
import { registerColors } from './features/colors.ts';
import { registerContextKeys } from './features/contextKeys.ts';
import { registerDiagnostics } from './features/diagnostics.ts';
import { registerHover } from './features/hover.ts';
import { registerKeyLenses } from './features/keyLenses.ts';
import { registerKeyProblems } from './features/keyProblems.ts';
import { registerLenses } from './features/lenses.ts';
import { registerRecipeSettings } from './features/recipeSettings.ts';
import { registerRequests } from './features/requests.ts';
import { registerSettingFaults } from './features/settingFaults.ts';
import { registerTimeHints } from './features/timeHints.ts';
import { askingPerson } from './flows/person.ts';
import { claimReader } from './messages/claims.ts';
import type { Services } from './services.ts';
import { SystemClock } from './tokens/clock.ts';
import { RequestBodies } from './tokens/requestBodies.ts';
import { DocumentSettings } from './tokens/settings.ts';
import { TokenIndex } from './tokens/tokenIndex.ts';
import { Tokens } from './tokens/tokens.ts';
import { Verifier } from './tokens/verifier.ts';
import { KnownKeys } from './vault/knownKeys.ts';
import { Vault } from './vault/vault.ts';

/** What loads the rest of the code (`scripts/hosts.ts`) says by this that it could not. */
export { loadFailure } from './messages/loading.ts';

/** Composes the services and registers the features; nothing else happens here. */
export function activate(context: ExtensionContext): void {
  const vault = new Vault(context);
  const keys = new KnownKeys(vault, context.workspaceState);
  const index = new TokenIndex(workspace);
  const verifier = new Verifier({
    isTrusted: () => workspace.isTrusted,
    candidates: (token) => keys.candidates(token),
    variantOf: async (token) => (await keys.makers.of(token))?.variant,
    onDidChange: keys.onDidChange,
  });
  const settings = new DocumentSettings();
  const clock = new SystemClock();
  const bodies = new RequestBodies();
  const tokens = new Tokens({ index, verifier, settings, clock, bodies });
  const person = askingPerson(() => services);
  const claims = claimReader(context.extensionUri);
  const builder = new Builder(context.extensionUri, {
    vault,
    keys,
    tokens,
    claims,
    person,
    memory: context.workspaceState,
  });
  const documents = new JwtDocuments(tokens);
  const places = new Places();
  const services: Services = {
    vault,
    keys,
    person,
    tokens,
    clock,
    bodies,
    claims,
    builder,
    documents,
    places,
    memory: context.workspaceState,
  };
  context.subscriptions.push(
    vault,
    keys,
    index,
    verifier,
    settings,
    clock,
    bodies,
    tokens,
    builder,
    documents,
    places,
    registerDocuments(services),
    registerLenses(services),
    registerRequests(services),
    registerHover(services),
    registerDiagnostics(services),
    registerContextKeys(services, allCommands.renewToken),
    registerCodeActions(services),
    registerTimeHints(services),
    registerColors(services),
    registerKeyLenses(services),
    registerKeyProblems(services),
    registerRecipeSettings(services),
    registerChatTool(services),
    registerSettingFaults(),
    ...Object.entries(allCommands).map(([id, load]) => registerCommand(services, id, load)),
  );
}
