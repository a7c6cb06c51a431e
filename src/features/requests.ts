import { CodeActionKind, commands, Disposable, EventEmitter, languages, type TextDocument, workspace } from 'vscode';
import type { Services } from '../services.ts';
import { keyProblems } from '../vault/keyProblems.ts';
import { Watchers } from '../vault/watchers.ts';
import { httpFiles } from './httpFiles.ts';
import { registerHttpYac } from './httpYac.ts';
import { nameCommand } from './internalCommands.ts';
import { hasCode } from './problemCode.ts';
import type { nameRecipe } from './requestRecipes.ts';

/** What `.http` files take tokens from, beside themselves. */
const sourceFiles = '**/{.env,.env.*,*.env,http-client*.env.json,{.httpyac,httpyac.config}.json,.vscode/settings.json}';

/** The longest time that a timer takes, in milliseconds; who wakes too early asks again. */
const longestWait = 24 * 3600 * 1000;

type NameRecipe = Parameters<typeof nameRecipe> extends readonly [unknown, ...infer Given] ? Given : never;

const content = () => import('./requestContent.ts');
const recipes = () => import('./requestRecipes.ts');

/**
 * In `.http` files: what each request sends whose token stands elsewhere, as a lens and a hover; recipes offered, and those that
 * are named and not there.
 */
export function registerRequests(services: Services): Disposable {
  const { clock } = services;
  const changed = new EventEmitter<void>();
  const collection = languages.createDiagnosticCollection('jwt recipes');
  const tell = () => changed.fire();
  let wake: { readonly at: number; readonly wait: Disposable } | undefined;
  // What stands in other files than the document is nobody else's to tell of.
  const wakeAt = (instant: number) => {
    if (instant === Number.POSITIVE_INFINITY || (wake && wake.at <= instant)) return;
    wake?.wait.dispose();
    const due = () => {
      wake = undefined;
      tell();
    };
    wake = { at: instant, wait: clock.after(Math.min(Math.max(instant - clock.now(), 0) + 1, longestWait), due) };
  };
  const show = async (document: TextDocument) => {
    if (languages.match(httpFiles, document) === 0) return;
    const { version } = document;
    const { unknownRecipes } = await recipes();
    if (document.version === version && !document.isClosed) collection.set(document.uri, unknownRecipes(document));
  };
  const showAll = () => workspace.textDocuments.forEach((document) => void show(document));
  const timer = setTimeout(showAll);
  const watchers = new Watchers(tell);
  return Disposable.from(
    changed,
    collection,
    watchers,
    new Disposable(() => clearTimeout(timer)),
    registerHttpYac(services, tell),
    services.tokens.onDidChange(({ reason }) => {
      if (reason !== 'text') tell();
    }),
    new Disposable(() => wake?.wait.dispose()),
    clock.onDidJump(tell),
    workspace.onDidOpenTextDocument(show),
    workspace.onDidChangeTextDocument(({ document }) => show(document)),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    workspace.onDidGrantWorkspaceTrust(showAll),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('tokensmith') && showAll()),
    commands.registerCommand(nameCommand, async (...given: NameRecipe) =>
      (await recipes()).nameRecipe(services, ...given),
    ),
    languages.registerCodeLensProvider(httpFiles, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: async (document) => {
        watchers.watchGlob(sourceFiles);
        return (await content()).requestLenses(services, document, wakeAt);
      },
    }),
    languages.registerHoverProvider(httpFiles, {
      provideHover: async (document, position) =>
        (await content()).requestHover(services, document, document.offsetAt(position)),
    }),
    languages.registerCodeActionsProvider(
      httpFiles,
      {
        provideCodeActions: async (document, _range, { diagnostics }) => {
          const unknown = diagnostics.filter((each) => hasCode(each, keyProblems.recipeUnknown));
          return unknown.length > 0 ? [...(await recipes()).nameFixes(services, document, unknown)] : [];
        },
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
    languages.registerCompletionItemProvider(
      httpFiles,
      {
        provideCompletionItems: async (document, position) =>
          (await recipes()).recipeItems(document, document.offsetAt(position)),
      },
      ' ',
      ':',
    ),
  );
}
