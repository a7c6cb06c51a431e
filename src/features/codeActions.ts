import {
  CodeActionKind,
  commands,
  Disposable,
  languages,
  Position,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { takesToken } from '../insertion/offered.ts';
import type { Services } from '../services.ts';
import { renewOnSaveCommand } from './internalCommands.ts';

/** Keeps a file's tokens fresh, through `editor.codeActionsOnSave`. */
const renewTokens = CodeActionKind.Source.append('renewTokens.jwt');

/** So much of a line is looked at, in UTF-16 units. */
const longestLine = 2000;

function lineOf(document: TextDocument, { line }: Position) {
  const { languageId, uri } = document;
  const end = new Position(line, longestLine);
  return { languageId, path: uri.path, line: document.getText(new Range(new Position(line, 0), end)) };
}

/** What can be done about a token and its problems, and where one could stand, and the source action that renews what has expired. */
export function registerCodeActions(services: Services): Disposable {
  return Disposable.from(
    languages.registerCodeActionsProvider(
      '*',
      {
        async provideCodeActions(document, range, { diagnostics }) {
          const problems = diagnostics.filter(({ source }) => source === 'jwt');
          if (services.tokens.settings(document).isExcluded) return [];
          const [found] = services.tokens.index.tokensIn(document, range);
          const isOffered = !found && takesToken(lineOf(document, range.start));
          if (!found && !isOffered && problems.length === 0) return [];
          const { offer, switches, tokenActions } = await import('./codeActionContent.ts');
          const onToken = found ? await tokenActions(services, document, found, problems) : [];
          const offered = isOffered ? await offer(document, range.start) : [];
          return [...onToken, ...offered, ...switches(document, problems)];
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
