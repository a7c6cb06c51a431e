import { commands, Disposable, type Memento, window } from 'vscode';
import { isWritableScheme } from '../edits/writable.ts';
import type { Services } from '../services.ts';
import { isLocked } from '../vault/knownKey.ts';
import { recipesOfSettings } from '../vault/recipes.ts';
import { warmUp } from './warmUp.ts';

/** How long after a change the keys are told, in milliseconds. */
const pause = 100;

/** What a person has done here, which ticks a step of the walkthrough: also before it was opened, and in a later session. */
type Deed = 'hasMade' | 'hasInserted' | 'hasRenewed';
const deeds: readonly Deed[] = ['hasMade', 'hasInserted', 'hasRenewed'];

/**
 * Says that something was done. VS Code does not see the commands that lenses and fixes run: with arguments, they stay
 * within the extension host.
 */
export function tellDone(memory: Memento, deed: Deed): void {
  void commands.executeCommand('setContext', `tokensmith.${deed}`, true);
  if (!memory.get(deed)) void memory.update(deed, true);
}

/** How long after the start a walkthrough that is open already is told of the keys, in milliseconds. */
const patience = 3000;

/** Tells the walkthrough, where one may be open, whether there are keys and recipes: nobody looks for keys at the start. */
function tellWalkthrough({ keys }: Pick<Services, 'keys'>): Disposable {
  const tell = async () => {
    // Its tab, like that of the Welcome page, is the kind that no API tells more of.
    if (!window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input === undefined))) return;
    const known = await keys.all();
    const hasKeys = known.some((each) => each.keys.length > 0 || isLocked(each.fault));
    void commands.executeCommand('setContext', 'tokensmith.hasKeys', hasKeys);
    void commands.executeCommand('setContext', 'tokensmith.hasRecipes', recipesOfSettings().size > 0);
  };
  const timer = setTimeout(tell, patience);
  return Disposable.from(
    new Disposable(() => clearTimeout(timer)),
    window.tabGroups.onDidChangeTabs(tell),
    keys.onDidChange(tell),
  );
}

/**
 * Keeps the context keys that menus go by true of the active editor: `tokensmith.hasTokens`, whether tokens stand in it,
 * and `tokensmith.canRenew`, whether they can be written again. None is of the cursor: the click that opens a menu moves
 * it, and VS Code shows the menu before anybody here knows.
 * @param likely loads what people then ask for first, while they look
 */
export function registerContextKeys(services: Services, likely: () => Promise<unknown>): Disposable {
  const { tokens, memory } = services;
  const { index } = tokens;
  let warming: Disposable | undefined;
  for (const deed of deeds) if (memory.get(deed)) tellDone(memory, deed);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const told = new Map<string, boolean>();
  const set = (key: string, value: boolean) => {
    if (told.get(key) === value) return;
    told.set(key, value);
    void commands.executeCommand('setContext', `tokensmith.${key}`, value);
  };
  const tell = () => {
    const document = window.activeTextEditor?.document;
    const hasTokens = document !== undefined && index.count(document) > 0;
    set('hasTokens', hasTokens);
    if (hasTokens) warming ??= warmUp(likely);
    set('canRenew', hasTokens && isWritableScheme(document));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, pause);
  };
  soon();
  return Disposable.from(
    tellWalkthrough(services),
    new Disposable(() => {
      clearTimeout(timer);
      warming?.dispose();
    }),
    window.onDidChangeActiveTextEditor(soon),
    tokens.onDidChange(({ document, reason }) => {
      if (reason === 'text' && document === window.activeTextEditor?.document) soon();
    }),
  );
}
