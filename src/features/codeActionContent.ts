import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  l10n,
  type Position,
  type TextDocument,
  type Uri,
  workspace,
} from 'vscode';
import { openAs } from '../edits/openDocument.ts';
import { isWritable } from '../edits/writable.ts';
import { type Candidate, otherEncoding } from '../jwt/verify.ts';
import { errorWords } from '../messages/errors.ts';
import { sayBriefly } from '../messages/status.ts';
import type { Services } from '../services.ts';
import type { IndexedToken } from '../tokens/tokenIndex.ts';
import { isEditable, isRenewable } from './abilities.ts';
import { renewOnSaveCommand } from './internalCommands.ts';
import { expiredTokens, renewExpired } from './renewals.ts';

/** The problems that are gone once a token is renewed, of whatever kind it is. */
const renewable =
  /^(expired|expires-soon|issued-in-future|signature-invalid|vonage\.payload-hash|.+\.lifetime-too-long)$/;
/** Those that one wants a token renewed for, whatever else could be done. */
const preferred: ReadonlySet<string> = new Set(['expired', 'expires-soon', 'vonage.payload-hash']);

/**
 * A command rather than an edit: VS Code applies the edit of a code action to whatever the document is by then, as it has
 * no version. The command it awaits, too, before it saves.
 */
export function sourceAction({ uri }: TextDocument, kind: CodeActionKind): CodeAction {
  const title = l10n.t('Renew expired tokens');
  const made = new CodeAction(title, kind);
  made.command = { title, command: renewOnSaveCommand, arguments: [uri.toString()] };
  return made;
}

/** Renews the expired tokens whose keys are known: nobody is asked anything on save, and no save is held up by an error. */
export async function renewOnSave(services: Services, uri: Uri): Promise<void> {
  const document = openAs(uri);
  if (!document || services.tokens.settings(document).isExcluded || !workspace.isTrusted) return;
  try {
    await renewExpired(services, document, { isClick: false });
  } catch (error) {
    const words = errorWords(error);
    if (words === undefined) throw error;
    sayBriefly(words);
  }
}

/** Whether a document has a token that has expired. */
export function hasExpired(services: Services, document: TextDocument): boolean {
  return expiredTokens(services, document).next().done === false;
}

/** What can be done about a token at the cursor: quick fixes of its problems, and what changes the token itself. */
export async function tokenActions(
  services: Services,
  document: TextDocument,
  found: IndexedToken,
  problems: readonly Diagnostic[],
): Promise<readonly CodeAction[]> {
  const uri = document.uri.toString();
  const onToken = [services.places.note(document, { uri, offset: found.start }, { end: found.end })];
  const inspection = services.tokens.inspect(document, found);
  const writable = await isWritable(document);
  const fixed = problems.filter((problem) => renewable.test(codeOf(problem)));
  const renewsAll = writable && workspace.isTrusted && fixed.length > 0 && hasExpired(services, document);
  return [
    ...encodingFix(inspection.judgement?.key, problems),
    ...(writable && isRenewable(inspection)
      ? [action(l10n.t('Renew token'), 'renewToken', onToken, fixed, CodeActionKind.RefactorRewrite)]
      : []),
    ...(renewsAll
      ? [
          action(
            l10n.t('Renew all expired tokens in file'),
            'renewAllTokens',
            [{ uri }],
            fixed,
            CodeActionKind.QuickFix,
          ),
        ]
      : []),
    ...(writable && isEditable(inspection)
      ? [action(l10n.t('Edit token'), 'editToken', onToken, problems, CodeActionKind.RefactorRewrite)]
      : []),
    ...(workspace.isTrusted && inspection.token.form === 'jws'
      ? [action(l10n.t('Verify with…'), 'verifyTokenWith', onToken, problems, CodeActionKind.Empty)]
      : []),
  ];
}

/** Puts a token where a line takes one. */
export async function offer(document: TextDocument, position: Position): Promise<readonly CodeAction[]> {
  if (!workspace.isTrusted || !(await isWritable(document))) return [];
  const place = { uri: document.uri.toString(), offset: document.offsetAt(position) };
  const title = l10n.t('Insert token…');
  return [action(title, 'insertAuthorizationHeader', [place], [], CodeActionKind.RefactorRewrite)];
}

/** Corrects the recipe that reads its secret in another encoding than the one in which it proved the token. */
function encodingFix(key: Candidate | undefined, problems: readonly Diagnostic[]): readonly CodeAction[] {
  const fixed = problems.filter((problem) => codeOf(problem) === 'secret-encoding');
  const secretEncoding = key && otherEncoding(key);
  if (fixed.length === 0 || secretEncoding === undefined || key?.recipe === undefined) return [];
  const { recipe } = key;
  const title = l10n.t('Set "secretEncoding" to "{encoding}" in the recipe "{recipe}"', {
    encoding: secretEncoding,
    recipe,
  });
  return [action(title, 'setSecretEncoding', [{ recipe, secretEncoding }], fixed, CodeActionKind.QuickFix)];
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
export function switches(document: TextDocument, problems: readonly Diagnostic[]): readonly CodeAction[] {
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
