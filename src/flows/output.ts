import { CancellationError, commands, l10n, type Memento, type QuickPickItem, window } from 'vscode';
import { editDocument } from '../edits/documents.ts';
import { isWritable, requireWritable } from '../edits/writable.ts';
import { UsageError } from '../errors/usage.ts';
import { leadOn } from '../features/offerWaysOut.ts';
import { authorizationLine } from '../insertion/authorization.ts';
import { inTextOrder } from '../insertion/edit.ts';
import type { Kind } from '../kinds/kind.ts';
import { copyText } from './clipboard.ts';
import { insertInto, requirePlace, type Where, whereNow, whileFollowingPlace } from './insertHeader.ts';
import type { ChosenRecipe } from './recipeFlow.ts';
import { askAndSaveRecipe } from './saveRecipe.ts';
import { showWritten } from './showWritten.ts';
import { back } from './steps.ts';

/** Where a new token may go: asked for, the clipboard, an Authorization header, the cursor, or nowhere. */
export const outputs = ['ask', 'clipboard', 'header', 'cursor', 'none'] as const;
export type Output = (typeof outputs)[number];

/** What a delivery knows beside the token. */
interface Delivered {
  readonly memory: Memento;
  /** Where the cursor was when the command started, by now; `undefined` without an editor. */
  readonly where: Where | undefined;
  /** What the token is for. */
  readonly kind: Kind;
  /** The recipe that the token was made from. */
  readonly made?: ChosenRecipe | undefined;
}

type Delivery = (token: string, delivered: Delivered) => Promise<void>;
type DeliveryItem = QuickPickItem & { readonly id: string; readonly delivery: Delivery };

/** What can be done with a new token, as functions that do it. */
const deliveries: Readonly<Record<Exclude<Output, 'ask'>, Delivery>> = {
  clipboard: async (token) => {
    await copyText(token, l10n.t('Token copied'));
  },
  header: async (token, { memory, where, kind, made }) => {
    if (where) return insertInto(memory, where, { token, kind, recipe: made?.name });
    await copyText(authorizationLine(token));
    void window.showInformationMessage(l10n.t('Authorization header copied: no editor is open.'));
  },
  cursor: insertAtCursor,
  none: async () => {},
};

/**
 * Hands a new token to where an output says.
 * @param delivered.made the recipe that it was made from: with it, the person may go on with that, too
 * @throws UsageError where the document does not take it; CancellationError where the person was asked and chose nothing
 */
export async function deliver(token: string, output: Output, delivered: Delivered): Promise<void> {
  await (output === 'ask' ? await askDelivery(delivered) : deliveries[output])(token, delivered);
}

/**
 * Checks, before anybody is asked or anything is signed, that the output can take a token, and follows where that is while
 * the token is made and handed over.
 * @throws UsageError, EditError; what the action throws
 */
export async function withOutput<T>(
  memory: Memento,
  output: Output,
  given: Partial<Where>,
  action: (where: Where | undefined) => Promise<T>,
): Promise<T> {
  const now = whereNow();
  const where = given.document
    ? ({ offset: 0, selection: { start: 0, end: 0 }, ...given } as Where)
    : now && { ...now, ...given };
  if (output === 'cursor' && !where) throw new UsageError('command.no-editor', {});
  if (!where) return action(undefined);
  return whileFollowingPlace(where, async (followed) => {
    if (output === 'cursor' || output === 'header') await requireWritable(where.document);
    if (output === 'header') await requirePlace(memory, followed);
    return action(followed);
  });
}

/** Where the last answer is remembered, in the workspace's state. */
const lastOutput = 'output';

/** Asks where to put a token, the last answer first. @throws CancellationError */
async function askDelivery(delivered: Delivered): Promise<Delivery> {
  const { memory, where, made } = delivered;
  const items = [
    item('copy', l10n.t('Copy'), deliveries.clipboard),
    ...(where && (await isWritable(where.document))
      ? [
          item('globe', l10n.t('Insert Authorization Header'), deliveries.header),
          item('insert', l10n.t('Insert at Cursor'), deliveries.cursor),
        ]
      : []),
    ...(made ? await recipeItems(delivered, made) : []),
  ];
  const last = memory.get(lastOutput);
  const isLast = ({ id }: DeliveryItem) => Number(id === last);
  const picked = await window.showQuickPick(
    items.toSorted((a, b) => isLast(b) - isLast(a)),
    {
      title: l10n.t('The token is ready'),
      placeHolder: l10n.t('Select where to put the token'),
      ignoreFocusOut: true,
    },
  );
  if (!picked) throw new CancellationError();
  await memory.update(lastOutput, picked.id);
  return picked.delivery;
}

/** What can be done with the recipe of a new token. */
async function recipeItems(delivered: Delivered, made: ChosenRecipe): Promise<readonly DeliveryItem[]> {
  const openBuilder = 'tokensmith.openBuilder';
  const hasBuilder = (await commands.getCommands(true)).includes(openBuilder);
  const open = () => leadOn(openBuilder, { recipe: made.name ?? made.recipe });
  const save: Delivery = async (token) => {
    const name = await askAndSaveRecipe(made.recipe);
    await deliver(token, 'ask', { ...delivered, made: name === back ? made : { ...made, name } });
  };
  return [
    ...(hasBuilder ? [item('edit', l10n.t('Open in Token Builder'), open)] : []),
    ...(made.name === undefined ? [item('save', l10n.t('Save as Recipe…'), save)] : []),
  ];
}

function item(icon: string, label: string, delivery: Delivery): DeliveryItem {
  return { id: icon, label: `$(${icon}) ${label}`, delivery };
}

async function insertAtCursor(token: string, { where }: Delivered): Promise<void> {
  if (!where) throw new UsageError('command.no-editor', {});
  const { document } = where;
  const written = await editDocument(document, () =>
    inTextOrder((where.selections ?? [where.selection]).map((selection) => ({ ...selection, text: token }))),
  );
  showWritten(document, written);
}
