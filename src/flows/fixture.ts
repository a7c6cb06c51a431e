import { CancellationError, l10n, type QuickPickItem, type TextDocument, window, workspace } from 'vscode';
import { editDocument } from '../edits/documents.ts';
import { isWritable } from '../edits/writable.ts';
import { UsageError } from '../errors/usage.ts';
import { httpReading } from '../features/requestSources.ts';
import { applyEdits, inTextOrder } from '../insertion/edit.ts';
import { isHttpFile } from '../insertion/fileTypes.ts';
import { type FixtureToken, fixtureEdits } from '../insertion/fixture.ts';
import { copyText } from './clipboard.ts';
import type { Where } from './insertHeader.ts';
import type { Output } from './output.ts';
import { askPick, back } from './steps.ts';

type Delivery = 'insert' | 'open' | 'copy';

/** Where each output puts a fixture; `header` takes one token alone. */
const deliveries: Readonly<Record<Exclude<Output, 'ask' | 'header' | 'none'>, Delivery>> = {
  cursor: 'insert',
  clipboard: 'copy',
};

/**
 * Hands several tokens on as a fixture in the language of the document: into it, into a new document, or to the clipboard.
 * @param original the token that they were made of
 * @throws UsageError `command.bad-argument`, `command.no-editor`; CancellationError; what writing throws
 */
export async function deliverFixture(
  tokens: readonly FixtureToken[],
  output: Output,
  where: Where | undefined,
  original: string,
): Promise<void> {
  if (output === 'none') return;
  if (output === 'header')
    throw new UsageError('command.bad-argument', {
      field: 'output',
      expected: '"ask" | "clipboard" | "cursor" | "none"',
    });
  switch (output === 'ask' ? await askDelivery(where) : deliveries[output]) {
    case 'insert':
      return insert(tokens, where, original);
    case 'copy': {
      const copied = l10n.t('{count} tokens copied', { count: tokens.length });
      await copyText(fixtureText(tokens, where?.document, original), copied);
      return;
    }
    case 'open': {
      const language = where?.document.languageId ?? 'json';
      const content = `${fixtureText(tokens, where?.document, original).trimEnd()}\n`;
      await window.showTextDocument(await workspace.openTextDocument({ language, content }));
    }
  }
}

async function insert(tokens: readonly FixtureToken[], where: Where | undefined, original: string): Promise<void> {
  if (!where) throw new UsageError('command.no-editor', {});
  const { document } = where;
  const edits = await editDocument(document, () =>
    inTextOrder(fixtureEdits(tokens, placeIn(document, where, original))),
  );
  const editor = window.visibleTextEditors.find((visible) => visible.document === document);
  const [first] = edits;
  if (first) editor?.revealRange(document.lineAt(document.positionAt(first.start)).range);
}

function placeIn(document: TextDocument, { selection }: Pick<Where, 'selection'>, original: string) {
  const { languageId, uri } = document;
  return { languageId, path: uri.path, text: document.getText(), selection, original, http: httpReading() };
}

/** The fixture by itself, in the language of a document: requests repeat what stands there. */
function fixtureText(tokens: readonly FixtureToken[], document: TextDocument | undefined, original: string): string {
  const nowhere = { selection: { start: 0, end: 0 } };
  const place = document
    ? placeIn(document, nowhere, original)
    : { languageId: 'json', path: '', original, ...nowhere };
  if (document && isHttpFile(document.languageId, document.uri.path))
    return fixtureEdits(tokens, placeIn(document, nowhere, original))
      .map(({ text }) => text.trimStart())
      .join('');
  return applyEdits('', fixtureEdits(tokens, { ...place, text: '' }));
}

/** @throws CancellationError */
async function askDelivery(where: Where | undefined): Promise<Delivery> {
  type Item = QuickPickItem & { readonly delivery: Delivery };
  const isHttp = where && isHttpFile(where.document.languageId, where.document.uri.path);
  const items: readonly Item[] = [
    ...(where && (await isWritable(where.document))
      ? [
          isHttp
            ? { label: `$(insert) ${l10n.t('Insert as Requests')}`, delivery: 'insert' as const }
            : { label: `$(insert) ${l10n.t('Insert at Cursor')}`, delivery: 'insert' as const },
        ]
      : []),
    { label: `$(new-file) ${l10n.t('Open in New File')}`, delivery: 'open' },
    { label: `$(copy) ${l10n.t('Copy')}`, delivery: 'copy' },
  ];
  const progress = { title: l10n.t('The tokens are ready'), step: 1, steps: 1 };
  const picked = await askPick(items, progress, { placeholder: l10n.t('Select where to put the fixture') });
  if (picked === back) throw new CancellationError();
  return picked.delivery;
}
