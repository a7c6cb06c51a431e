import { CodeActionKind, commands, Disposable, languages, Uri, workspace } from 'vscode';
import type { Services } from '../services.ts';
import { renewOnSaveCommand } from './internalCommands.ts';

/** Keeps a file's tokens fresh, through `editor.codeActionsOnSave`. */
const renewTokens = CodeActionKind.Source.append('renewTokens.jwt');

/** What can be done about a token and its problems, and the source action that renews what has expired. */
export function registerCodeActions(services: Services): Disposable {
  return Disposable.from(
    languages.registerCodeActionsProvider(
      '*',
      {
        async provideCodeActions(document, range, { diagnostics }) {
          const problems = diagnostics.filter(({ source }) => source === 'jwt');
          if (services.tokens.settings(document).isExcluded) return [];
          const [found] = services.tokens.index.tokensIn(document, range);
          if (!found && problems.length === 0) return [];
          const { switches, tokenActions } = await import('./codeActionContent.ts');
          const onToken = found ? await tokenActions(services, document, found, problems) : [];
          return [...onToken, ...switches(document, problems)];
        },
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.Empty] },
    ),
    languages.registerCodeActionsProvider(
      '*',
      {
        async provideCodeActions(document, _range, { only }) {
          if (!only?.contains(renewTokens) || services.tokens.settings(document).isExcluded) return [];
          if (!workspace.isTrusted) return [];
          const { hasExpired, sourceAction } = await import('./codeActionContent.ts');
          return hasExpired(services, document) ? [sourceAction(document, renewTokens)] : [];
        },
      },
      { providedCodeActionKinds: [renewTokens] },
    ),
    commands.registerCommand(renewOnSaveCommand, async (uri: string) =>
      (await import('./codeActionContent.ts')).renewOnSave(services, Uri.parse(uri, true)),
    ),
  );
}
