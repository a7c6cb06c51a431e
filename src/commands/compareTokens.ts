import { CancellationError, commands, l10n, type QuickPickItem, QuickPickItemKind, window, workspace } from 'vscode';
import { alignJson } from '../documents/align.ts';
import type { Argument } from '../flows/arguments.ts';
import { askPick, askText, back } from '../flows/steps.ts';
import { copiedToken, findTarget, selectedTokens, tokenArgument } from '../flows/target.ts';
import { prettyJson } from '../jwt/json.ts';
import { kindLabel, summaryLabel } from '../messages/summary.ts';
import type { Services } from '../services.ts';
import { displayPath } from '../vault/files.ts';
import type { Command } from './command.ts';
import { decodedText } from './decodeToken.ts';

export const compareTokens: Command = {
  async run(services, argument) {
    const [left, right] = await findPair(services, argument);
    const [leftText, rightText] = [await decodedText(services, left), await decodedText(services, right)];
    const aligned = alignJson(rightText, leftText);
    const documents = await services.documents.store();
    const leftDocument = documents.decoded(left, leftText);
    const rightDocument = documents.decoded(right, prettyJson(aligned.text, '  '));
    const [leftKind, rightKind] = [left, right].map((text) => kindLabel(services.tokens.inspectText(text)));
    const title = `${leftKind} ↔ ${rightKind}`;
    const shown = aligned.isReordered ? l10n.t('{title} (claims sorted to match)', { title }) : title;
    await commands.executeCommand('vscode.diff', leftDocument.uri, rightDocument.uri, shown, { preview: true });
  },
};

/** The two tokens: of the argument, else two that are selected, else one and the one on the clipboard or that the person picks. */
async function findPair(services: Services, argument: Argument): Promise<readonly [string, string]> {
  const [left, right] = [tokenArgument(argument, 'left'), tokenArgument(argument, 'right')];
  if (left !== undefined && right !== undefined) return [left, right];
  const selected = left === undefined && right === undefined ? selectedTokens(services) : [];
  if (selected[0] && selected[1] && selected.length === 2) return [selected[0], selected[1]];
  const first = left ?? right ?? (await findTarget(services, {}, { clipboard: false })).token;
  const second = await findOther(services, first);
  return right === undefined ? [first, second] : [second, first];
}

type OtherItem = QuickPickItem & { readonly token?: string };

async function findOther(services: Services, first: string): Promise<string> {
  const copied = await copiedToken();
  if (copied !== undefined && copied !== first) return copied;
  const paste: OtherItem = { label: `$(clippy) ${l10n.t('Paste a Token…')}` };
  const items = [...openTokens(services, first), { label: '', kind: QuickPickItemKind.Separator }, paste];
  const progress = { title: l10n.t('Compare Tokens'), step: 1, steps: 1 };
  const picked = await askPick<OtherItem>(items, progress, { placeholder: l10n.t('The token to compare with') });
  const token =
    picked === back
      ? back
      : (picked.token ??
        (await askText({ prompt: l10n.t('The token to compare with'), validate: () => undefined }, progress)));
  if (token === back) throw new CancellationError();
  return token.trim();
}

/** The other tokens of the open documents, each once. */
function openTokens({ tokens }: Services, first: string): readonly OtherItem[] {
  const items = new Map<string, OtherItem>();
  const documents = new Set([
    ...(window.activeTextEditor ? [window.activeTextEditor.document] : []),
    ...workspace.textDocuments,
  ]);
  for (const document of documents) {
    for (const found of tokens.index.tokens(document)) {
      const inspection = tokens.inspect(document, found);
      const token = inspection.token.text;
      if (token === first || items.has(token)) continue;
      const label = summaryLabel(inspection);
      const line = document.positionAt(found.start).line + 1;
      const description = l10n.t('{file}, line {line}', { file: displayPath(document.uri), line });
      items.set(token, { label, description, token });
    }
  }
  return [...items.values()];
}
