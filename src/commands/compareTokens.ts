import { CancellationError, commands, l10n, type QuickPickItem, QuickPickItemKind, window, workspace } from 'vscode';
import { placeName } from '../documents/show.ts';
import type { Argument } from '../flows/arguments.ts';
import { askPick, askText, back } from '../flows/steps.ts';
import { copiedToken, findTarget, selectedTokens, type Target, tokenArgument } from '../flows/target.ts';
import { alignJson } from '../jwt/align.ts';
import { prettyJson } from '../jwt/json.ts';
import { summaryLabel } from '../messages/summary.ts';
import type { Services } from '../services.ts';
import { displayPath } from '../vault/files.ts';
import type { Command } from './command.ts';
import { decodedText } from './decodeToken.ts';

/** Shows two tokens decoded, side by side. */
export const compareTokens: Command = {
  async run(services, argument) {
    const [left, right] = await findPair(services, argument);
    const [leftText, rightText] = [await decodedText(services, left.token), await decodedText(services, right.token)];
    const aligned = alignJson(rightText, leftText);
    const store = await services.documents.store();
    const documents = [
      store.decoded(left.token, leftText, left.place),
      store.decoded(right.token, prettyJson(aligned.text, '  '), right.place),
    ] as const;
    const [leftName, rightName] = documents.map(({ uri }) => uri.path.replace(/^.*\/|\.json$/g, ''));
    const title = l10n.t('{left} and {right}', { left: leftName ?? '', right: rightName ?? '' });
    const shown = aligned.isReordered ? l10n.t('{title} (claims sorted to match)', { title }) : title;
    await commands.executeCommand('vscode.diff', documents[0].uri, documents[1].uri, shown, { preview: true });
  },
};

/** A token to compare, and where it stands, in words. */
interface Side {
  readonly token: string;
  readonly place?: string | undefined;
}

const sideOf = ({ token, place }: Target): Side => ({ token, place: place && placeName(place) });

/** The two tokens: of the argument, else two that are selected, else one and the one on the clipboard or that the person picks. */
async function findPair(services: Services, argument: Argument): Promise<readonly [Side, Side]> {
  const [left, right] = [tokenArgument(argument, 'left'), tokenArgument(argument, 'right')];
  if (left !== undefined && right !== undefined) return [{ token: left }, { token: right }];
  const selected = left === undefined && right === undefined ? selectedTokens(services).map(sideOf) : [];
  if (selected[0] && selected[1] && selected.length === 2) return [selected[0], selected[1]];
  const given = left ?? right;
  const first = given === undefined ? sideOf(await findTarget(services, {}, { clipboard: false })) : { token: given };
  const second = await findOther(services, first.token);
  return right === undefined ? [first, second] : [second, first];
}

type OtherItem = QuickPickItem & { readonly side?: Side };

async function findOther(services: Services, first: string): Promise<Side> {
  const copied = await copiedToken();
  if (copied !== undefined && copied !== first) return { token: copied, place: l10n.t('clipboard') };
  const paste: OtherItem = { label: `$(clippy) ${l10n.t('Paste a Token…')}` };
  const items = [...openTokens(services, first), { label: '', kind: QuickPickItemKind.Separator }, paste];
  const progress = { title: l10n.t('Compare Tokens'), step: 1, steps: 1 };
  const placeholder = l10n.t('The token to compare with');
  const picked = await askPick<OtherItem>(items, progress, { placeholder });
  if (picked === back) throw new CancellationError();
  if (picked.side) return picked.side;
  const pasted = await askText({ prompt: placeholder, validate: () => undefined }, progress);
  if (pasted === back) throw new CancellationError();
  return { token: pasted.trim() };
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
      items.set(token, { label, description, side: { token, place: placeName({ document, start: found.start }) } });
    }
  }
  return [...items.values()];
}
