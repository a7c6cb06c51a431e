import { CancellationError, commands, l10n, type Memento, type QuickPickItem, type TextEditor, window } from 'vscode';
import { editDocument } from '../edits/documents.ts';
import { EditError } from '../edits/errors.ts';
import { isWritable } from '../edits/writable.ts';
import { UsageError } from '../features/errors.ts';
import type { Services } from '../services.ts';
import { displayPath } from '../vault/files.ts';
import { copyText } from './clipboard.ts';
import { insertHeader } from './insertHeader.ts';
import type { ChosenRecipe } from './recipeFlow.ts';
import { askAndSaveRecipe } from './saveRecipe.ts';
import { back } from './steps.ts';

export const outputs = ['ask', 'clipboard', 'header', 'cursor', 'none'] as const;
export type Output = (typeof outputs)[number];

/** What can be done with a new token, as functions that do it. */
const deliveries: Readonly<Record<Exclude<Output, 'ask'>, Delivery>> = {
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
 * @param made the recipe that it was made from: with it, the person may go on with that, too
 * @throws UsageError where the document does not take it; CancellationError where the person was asked and chose nothing
 */
export async function deliver(
  { memory }: Pick<Services, 'memory'>,
  token: string,
  output: Output,
  made?: ChosenRecipe,
): Promise<void> {
  await (output === 'ask' ? await askDelivery(memory, made) : deliveries[output])(token, made?.name);
}

/** Hands a token to where an output says, with no question. @throws UsageError where the document does not take it */
export async function handOver(token: string, output: Exclude<Output, 'ask'>): Promise<void> {
  await deliveries[output](token);
}

/** Checks, before anybody is asked or anything is signed, that the output can take a token. @throws UsageError */
export async function requireOutput(output: Output): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (output === 'cursor' && !document) throw new UsageError('command.no-editor', {});
  if ((output === 'cursor' || output === 'header') && document && !(await isWritable(document))) {
    throw new EditError('edit.read-only', { file: displayPath(document.uri) });
  }
}

/** `recipe`: the name of the recipe that the token was made from. */
type Delivery = (token: string, recipe?: string) => Promise<void>;
type DeliveryItem = QuickPickItem & { readonly id: string; readonly delivery: Delivery };

/** Where the last answer is remembered, in the workspace's state. */
const lastOutput = 'output';

/** Asks where to put a token, the last answer first. @throws CancellationError */
async function askDelivery(memory: Memento, made: ChosenRecipe | undefined): Promise<Delivery> {
  const document = window.activeTextEditor?.document;
  const items = [
    item('copy', l10n.t('Copy'), deliveries.clipboard),
    ...(document && (await isWritable(document))
      ? [
          item('globe', l10n.t('Insert Authorization Header'), deliveries.header),
          item('insert', l10n.t('Insert at Cursor'), deliveries.cursor),
        ]
      : []),
    ...(made ? await recipeItems(memory, made) : []),
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
async function recipeItems(memory: Memento, made: ChosenRecipe): Promise<readonly DeliveryItem[]> {
  const openBuilder = 'tokensmith.openBuilder';
  const hasBuilder = (await commands.getCommands(true)).includes(openBuilder);
  const open = async () => {
    await commands.executeCommand(openBuilder, { recipe: made.name ?? made.recipe });
  };
  const save: Delivery = async (token) => {
    const name = await askAndSaveRecipe(made.recipe);
    await deliver({ memory }, token, 'ask', name === back ? made : { ...made, name });
  };
  return [
    ...(hasBuilder ? [item('edit', l10n.t('Open in Token Builder'), open)] : []),
    ...(made.name === undefined ? [item('save', l10n.t('Save as Recipe…'), save)] : []),
  ];
}

function item(icon: string, label: string, delivery: Delivery): DeliveryItem {
  return { id: icon, label: `$(${icon}) ${label}`, delivery };
}

async function insertAtCursor(token: string): Promise<void> {
  const editor: TextEditor | undefined = window.activeTextEditor;
  if (!editor) throw new UsageError('command.no-editor', {});
  const { document } = editor;
  await editDocument(document, () =>
    editor.selections.map((selection) => ({
      start: document.offsetAt(selection.start),
      end: document.offsetAt(selection.end),
      text: token,
    })),
  );
}
