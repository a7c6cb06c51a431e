import {
  CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { openAs } from '../edits/openDocument.ts';
import { isWritable } from '../edits/writable.ts';
import type { Services } from '../services.ts';
import { readFound } from '../tokens/reading.ts';
import { settingsOf } from '../tokens/settings.ts';
import type { IndexedToken } from '../tokens/tokenIndex.ts';
import { isEditable, isRenewable } from './abilities.ts';

/** Keeps a file's tokens fresh, through `editor.codeActionsOnSave`. */
const renewTokens = CodeActionKind.Source.append('renewTokens.jwt');
/** What that action runs, with the document's URI as text; of no use to anybody else. */
const renewCommand = 'tokensmith.renewOnSave';

/** The problems that are gone once a token is renewed. */
const renewable: ReadonlySet<string> = new Set([
  'expired',
  'expires-soon',
  'issued-in-future',
  'signature-invalid',
  'vonage.lifetime-too-long',
]);
/** Those that one wants a token renewed for, whatever else could be done. */
const preferred: ReadonlySet<string> = new Set(['expired', 'expires-soon']);

/** What can be done about a token and its problems, and the source action that renews what has expired. */
export function registerCodeActions(services: Services): Disposable {
  return Disposable.from(
    languages.registerCodeActionsProvider(
      '*',
      {
        async provideCodeActions(document, range, { diagnostics }) {
          const problems = diagnostics.filter(({ source }) => source === 'jwt');
          const [found] = services.index.tokensIn(document, range);
          if (settingsOf(document).isExcluded) return [];
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
          if (!only?.contains(renewTokens) || settingsOf(document).isExcluded || !workspace.isTrusted) return [];
          if (!(await hasExpired(services, document))) return [];
          return [sourceAction(document)];
        },
      },
      { providedCodeActionKinds: [renewTokens] },
    ),
    commands.registerCommand(renewCommand, (uri: string) => renewOnSave(services, Uri.parse(uri, true))),
  );
}

/**
 * A command rather than an edit: VS Code applies the edit of a code action to whatever the document is by then, as it has
 * no version. The command it awaits, too, before it saves.
 */
function sourceAction({ uri }: TextDocument): CodeAction {
  const title = l10n.t('Renew expired tokens');
  const made = new CodeAction(title, renewTokens);
  made.command = { title, command: renewCommand, arguments: [uri.toString()] };
  return made;
}

/** Renews the expired tokens whose keys are known: nobody is asked anything on save, and no save is held up by an error. */
async function renewOnSave(services: Services, uri: Uri): Promise<void> {
  const document = openAs(uri);
  if (!document || settingsOf(document).isExcluded || !workspace.isTrusted) return;
  const { renewExpired } = await import('./renewals.ts');
  try {
    await renewExpired(services, document, { isClick: false });
  } catch (error) {
    const { errorWords } = await import('../messages/errors.ts');
    const words = errorWords(error);
    if (words === undefined) throw error;
    window.setStatusBarMessage(words, 5000);
  }
}

async function hasExpired(services: Services, document: TextDocument): Promise<boolean> {
  const { expiredTokens } = await import('./renewals.ts');
  return expiredTokens(services, document).length > 0;
}

async function tokenActions(
  services: Services,
  document: TextDocument,
  found: IndexedToken,
  problems: readonly Diagnostic[],
): Promise<readonly CodeAction[]> {
  const uri = document.uri.toString();
  const onToken = [{ uri, offset: found.start }];
  const reading = readFound(document, found);
  const writable = await isWritable(document);
  const fixed = problems.filter((problem) => renewable.has(codeOf(problem)));
  const renewsAll = writable && workspace.isTrusted && fixed.length > 0 && (await hasExpired(services, document));
  return [
    ...(writable && isRenewable(reading)
      ? [action(l10n.t('Renew'), 'renewToken', onToken, fixed, CodeActionKind.RefactorRewrite)]
      : []),
    ...(renewsAll
      ? [action(l10n.t('Renew all in file'), 'renewAllTokens', [{ uri }], fixed, CodeActionKind.QuickFix)]
      : []),
    ...(writable && isEditable(reading)
      ? [action(l10n.t('Edit'), 'editToken', onToken, problems, CodeActionKind.RefactorRewrite)]
      : []),
    ...(workspace.isTrusted && reading.token.form === 'jws'
      ? [action(l10n.t('Verify with…'), 'verifyTokenWith', onToken, problems, CodeActionKind.Empty)]
      : []),
  ];
}

/** An action that is a quick fix of problems, or where there are none of another kind. */
function action(
  title: string,
  command: string,
  argument: readonly unknown[],
  fixed: readonly Diagnostic[],
  otherwise: CodeActionKind,
): CodeAction {
  const made = new CodeAction(title, fixed.length > 0 ? CodeActionKind.QuickFix : otherwise);
  made.command = { title, command: `tokensmith.${command}`, arguments: [...argument] };
  made.diagnostics = [...fixed];
  if (command === 'renewToken' && fixed.some((problem) => preferred.has(codeOf(problem)))) made.isPreferred = true;
  return made;
}

/** For each code, a fix that switches its problems off. */
function switches(document: TextDocument, problems: readonly Diagnostic[]): readonly CodeAction[] {
  const codes = [...new Set(problems.map(codeOf))].filter((code) => code !== '');
  return codes.map((code) => {
    const ofCode = problems.filter((problem) => codeOf(problem) === code);
    const argument = [{ uri: document.uri.toString(), code }];
    return action(
      l10n.t('Don\'t show "{code}" problems', { code }),
      'turnProblemOff',
      argument,
      ofCode,
      CodeActionKind.QuickFix,
    );
  });
}

function codeOf({ code }: Diagnostic): string {
  return String((typeof code === 'object' ? code.value : code) ?? '');
}
