import { CancellationError, l10n, type QuickPickItem, type TextEditor, window, workspace } from 'vscode';
import { applyEdits } from '../editor/edits.ts';
import { UsageError } from '../editor/errors.ts';
import { isWritable } from '../editor/writable.ts';
import { insertionFor } from '../insertion/index.ts';
import { displayPath } from '../vault/files.ts';
import { copyText } from './clipboard.ts';

export const outputs = ['ask', 'clipboard', 'header', 'cursor', 'none'] as const;
export type Output = (typeof outputs)[number];

/** What can be done with a new token, as functions that do it. */
const deliveries: Readonly<Record<Exclude<Output, 'ask'>, (token: string) => Promise<void>>> = {
  clipboard: async (token) => {
    await copyText(token);
    window.setStatusBarMessage(l10n.t('Token copied'), 3000);
  },
  header: insertHeader,
  cursor: insertAtCursor,
  none: async () => {},
};

/**
 * Hands a new token to where it shall go.
 * @throws UsageError where the document does not take it; CancellationError where the person was asked and chose nothing
 */
export async function deliver(token: string, output: Output): Promise<void> {
  await deliveries[output === 'ask' ? await askOutput() : output](token);
}

/** Checks, before anybody is asked or anything is signed, that the output can take a token. @throws UsageError */
export async function requireOutput(output: Output): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (output === 'cursor' && !document) throw new UsageError('command.no-editor', {});
  if ((output === 'cursor' || output === 'header') && document && !(await isWritable(document))) {
    throw new UsageError('command.read-only', { file: displayPath(document.uri) });
  }
}

async function askOutput(): Promise<Exclude<Output, 'ask'>> {
  const item = (
    output: Exclude<Output, 'ask'>,
    icon: string,
    label: string,
  ): QuickPickItem & { readonly output: Exclude<Output, 'ask'> } => ({
    label: `$(${icon}) ${label}`,
    output,
  });
  const picked = await window.showQuickPick(
    [
      item('clipboard', 'copy', l10n.t('Copy')),
      ...(window.activeTextEditor
        ? [
            item('header', 'globe', l10n.t('Insert as Authorization Header')),
            item('cursor', 'insert', l10n.t('Insert at Cursor')),
          ]
        : []),
    ],
    { title: l10n.t('The token is ready'), placeHolder: l10n.t('Where shall it go?'), ignoreFocusOut: true },
  );
  if (!picked) throw new CancellationError();
  return picked.output;
}

/** Inserts `Authorization: Bearer …` in the form that fits the active editor; without one, copies it and says so. */
async function insertHeader(token: string): Promise<void> {
  const editor = window.activeTextEditor;
  if (!editor) {
    await copyText(`Authorization: Bearer ${token}`);
    void window.showInformationMessage(
      l10n.t('No editor is open, so the Authorization header was copied to the clipboard.'),
    );
    return;
  }
  const { document, selection } = editor;
  const insertAs = workspace
    .getConfiguration('tokensmith', document)
    .get<'header' | 'variable'>('http.insertAs', 'header');
  const { edits } = insertionFor(
    document.languageId,
    document.uri.path,
    document.getText(),
    document.offsetAt(selection.active),
    token,
    { insertAs },
  );
  await applyEdits(document, document.version, edits);
}

async function insertAtCursor(token: string): Promise<void> {
  const editor: TextEditor | undefined = window.activeTextEditor;
  if (!editor) throw new UsageError('command.no-editor', {});
  const { document, selections } = editor;
  const edits = selections.map((selection) => ({
    start: document.offsetAt(selection.start),
    end: document.offsetAt(selection.end),
    text: token,
  }));
  await applyEdits(document, document.version, edits);
}
