import {
  CancellationError,
  type Disposable,
  type InputBox,
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
}

/** The person went back to the step before. */
export const back = Symbol('back');

/** One question of a flow; answers with the state that the next question builds on, or `back`. */
export type Step<State> = (state: State, progress: Progress) => Promise<State | typeof back>;

/** Asks one question after the other; `back` leads to the one before, with the state as it was there. @throws CancellationError */
export async function runSteps<State>(title: string, initial: State, steps: readonly Step<State>[]): Promise<State> {
  const states = [initial];
  while (states.length <= steps.length) {
    const step = steps[states.length - 1];
    const state = states.at(-1);
    if (!step || state === undefined) break;
    const next = await step(state, { title, step: states.length, steps: steps.length });
    if (next !== back) states.push(next);
    else if (states.length > 1) states.pop();
  }
  return states.at(-1) ?? initial;
}

interface TextQuestion {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with a value, in words; `undefined` where nothing is. Asked as one types. */
  readonly validate: (value: string) => Promise<string | undefined> | string | undefined;
}

/** Asks for a text. @throws CancellationError */
export function askText(question: TextQuestion, progress: Progress): Promise<string | typeof back> {
  const input = window.createInputBox();
  input.prompt = question.prompt;
  input.value = question.value ?? '';
  input.placeholder = question.placeholder ?? '';
  input.password = question.password ?? false;
  let asked = 0;
  const validate = async () => {
    const mine = ++asked;
    const message = await question.validate(input.value);
    if (mine === asked) input.validationMessage = message ?? '';
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
  options: { readonly placeholder?: string; readonly active?: Item | undefined } = {},
): Promise<Item | typeof back> {
  const pick = window.createQuickPick<Item>();
  pick.items = items;
  pick.placeholder = options.placeholder ?? '';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  if (options.active) pick.activeItems = [options.active];
  return ask(pick, progress, (settle) => [
    pick.onDidAccept(() => {
      const [picked] = pick.selectedItems;
      if (picked) settle(picked);
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
  input.buttons = progress.step > 1 ? [QuickInputButtons.Back] : [];
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
