import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import type { Services } from '../services.ts';
import { readFound } from '../tokens/reading.ts';
import { settingsOf } from '../tokens/settings.ts';
import { type IndexedToken, rangeBetween } from '../tokens/tokenIndex.ts';
import { isEditable, isRenewable } from './abilities.ts';
import { isWritable } from '../edits/writable.ts';

/** Keeps a file's tokens fresh, through `editor.codeActionsOnSave`. */
const renewTokens = CodeActionKind.Source.append('renewTokens.jwt');

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
          return [new SourceAction(document)];
        },
        resolveCodeAction: (action) => (action instanceof SourceAction ? renewed(services, action) : action),
      },
      { providedCodeActionKinds: [renewTokens] },
    ),
  );
}

class SourceAction extends CodeAction {
  readonly document: TextDocument;

  constructor(document: TextDocument) {
    super(l10n.t('Renew expired tokens'), renewTokens);
    this.document = document;
  }
}

/** The edit that renews the expired tokens whose keys are known: nobody is asked anything on save. */
async function renewed(services: Services, action: SourceAction): Promise<CodeAction> {
  const { document } = action;
  const { renewExpired } = await import('./renewals.ts');
  const { version, edits } = await renewExpired(services, document);
  if (document.version !== version) return action;
  const edit = new WorkspaceEdit();
  for (const { start, end, text } of edits) edit.replace(document.uri, rangeBetween(document, start, end), text);
  action.edit = edit;
  return action;
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
