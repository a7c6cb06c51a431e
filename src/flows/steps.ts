import {
  CancellationError,
  type Disposable,
  type InputBox,
  InputBoxValidationSeverity,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  window,
} from 'vscode';

/** How far a flow has come, for the title of its steps. */
export interface Progress {
  readonly title: string;
  readonly step: number;
  readonly steps: number;
  /** Whether there is something to go back to; from the second step on by default. */
  readonly canGoBack?: boolean;
}

/** The person went back to the step before. */
export const back = Symbol('back');

/**
 * One question of a flow; answers with the state that the next question builds on, or `back`. One that has nothing to ask
 * answers with the very state that it got. To whom came back to it, it offers first what it answered.
 * @param answered the state with the answer that it gave before; `undefined` where it is asked for the first time
 */
export type Step<State> = (state: State, progress: Progress, answered?: State) => Promise<State | typeof back>;

/**
 * Asks one question after the other; `back` leads to the last that was asked, with the state as it was there.
 * @param canLeave whether one can go back from the first, too: to whatever asked before
 * @param isAsked whether a step, by its index, belongs to the flow as the state is by now; steps that do not are not counted
 * @returns `back` only with `canLeave`
 * @throws CancellationError
 */
export async function runSteps<State>(
  title: string,
  initial: State,
  steps: readonly Step<State>[],
  canLeave = false,
  isAsked: (index: number, state: State) => boolean = () => true,
): Promise<State | typeof back> {
  const asked: { readonly index: number; readonly state: State }[] = [];
  const answered = new Map<number, State>();
  let state = initial;
  for (let index = 0; index < steps.length; ) {
    const canGoBack = canLeave || asked.length > 0;
    const counted = [...steps.keys()].filter((other) => isAsked(other, state));
    const step = counted.indexOf(index) + 1;
    const progress = { title, step, steps: counted.length, canGoBack };
    const next = step > 0 ? await steps[index]?.(state, progress, answered.get(index)) : state;
    if (next === back) {
      const last = asked.pop();
      if (!last) return back;
      answered.set(last.index, state);
      ({ index, state } = last);
    } else {
      if (next !== undefined && next !== state) {
        asked.push({ index, state });
        state = next;
      }
      index++;
    }
  }
  return state;
}

interface TextQuestion {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with a value, in words; `undefined` where nothing is. Asked as one types. */
  readonly validate: (value: string) => Promise<string | undefined> | string | undefined;
  /** What one should know of a value that is right, in words. */
  readonly hint?: (value: string) => Promise<string | undefined> | string | undefined;
}

/** Asks for a text. @throws CancellationError */
export function askText(question: TextQuestion, progress: Progress): Promise<string | typeof back> {
  const input = window.createInputBox();
  input.prompt = withoutMarks(question.prompt);
  input.value = question.value ?? '';
  input.valueSelection = [0, input.value.length];
  input.placeholder = question.placeholder ?? '';
  input.password = question.password ?? false;
  let asked = 0;
  const validate = async () => {
    const mine = ++asked;
    const message = await question.validate(input.value);
    const hint = message === undefined ? await question.hint?.(input.value) : undefined;
    if (mine === asked)
      input.validationMessage =
        hint === undefined
          ? withoutMarks(message ?? '')
          : { message: withoutMarks(hint), severity: InputBoxValidationSeverity.Info };
    return message;
  };
  return ask(input, progress, (settle) => [
    input.onDidChangeValue(validate),
    input.onDidAccept(async () => {
      const { value } = input;
      if ((await validate()) === undefined) settle(value);
    }),
    input.onDidTriggerButton((button) => button === QuickInputButtons.Back && settle(back)),
  ]);
}

/** Asks to pick one of a list. @throws CancellationError */
export function askPick<Item extends QuickPickItem>(
  items: readonly Item[],
  progress: Progress,
  options: {
    readonly placeholder?: string;
    readonly active?: Item | undefined;
    /** Items that are shown, and cannot be picked. */
    readonly isDisabled?: (item: Item) => boolean;
  } = {},
): Promise<Item | typeof back> {
  const pick = window.createQuickPick<Item>();
  pick.items = items;
  pick.placeholder = withoutMarks(options.placeholder ?? '');
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  if (options.active) pick.activeItems = [options.active];
  return ask(pick, progress, (settle) => [
    pick.onDidAccept(() => {
      const [picked] = pick.selectedItems;
      if (picked && !options.isDisabled?.(picked)) settle(picked);
    }),
    pick.onDidTriggerButton((button) => button === QuickInputButtons.Back && settle(back)),
  ]);
}

/** Asks which of a list are wanted, all of them checked at first. @throws CancellationError */
export function askPicks<Item extends QuickPickItem>(
  items: readonly Item[],
  progress: Progress,
  { placeholder }: { readonly placeholder: string },
): Promise<readonly Item[] | typeof back> {
  const pick = window.createQuickPick<Item>();
  pick.items = items;
  pick.canSelectMany = true;
  pick.selectedItems = items;
  pick.placeholder = placeholder;
  pick.matchOnDetail = true;
  return ask<readonly Item[]>(pick, progress, (settle) => [
    pick.onDidAccept(() => {
      const { selectedItems } = pick;
      // In the order of the list, whatever was checked first.
      if (selectedItems.length > 0) settle(items.filter((item) => selectedItems.includes(item)));
    }),
    pick.onDidTriggerButton((button) => button === QuickInputButtons.Back && settle(back)),
  ]);
}

function ask<Answer>(
  input: InputBox | QuickPick<QuickPickItem>,
  progress: Progress,
  listen: (settle: (answer: Answer | typeof back) => void) => readonly Disposable[],
): Promise<Answer | typeof back> {
  input.title = progress.title;
  input.step = progress.steps > 1 ? progress.step : undefined;
  input.totalSteps = progress.steps > 1 ? progress.steps : undefined;
  input.ignoreFocusOut = true;
  input.buttons = (progress.canGoBack ?? progress.step > 1) ? [QuickInputButtons.Back] : [];
  const listeners: Disposable[] = [];
  return new Promise<Answer | typeof back>((resolve, reject) => {
    // A promise settles once: hiding after an answer changes nothing.
    listeners.push(
      ...listen(resolve),
      input.onDidHide(() => reject(new CancellationError())),
    );
    input.show();
  }).finally(() => {
    for (const listener of listeners) listener.dispose();
    input.dispose();
  });
}

/** Quick inputs show text as it is: the backquotes around code would stand there. */
function withoutMarks(text: string): string {
  return text.replaceAll('`', '');
}
