import { vi } from 'vitest';
import { EventEmitter, QuickInputButtons, QuickPickItemKind, window } from '../standIn/vscode.ts';

interface Row {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly kind?: number;
}

/** What the person does with a step that is back to be left. */
export const goBack: unique symbol = Symbol('back');
/** The person presses Escape. */
export const leave: unique symbol = Symbol('leave');
/** The person presses Enter: what is active, checked or stands there already. */
export const enter: unique symbol = Symbol('enter');
/** The person clicks somewhere else, and comes back where the step is still there. */
export const lookAway: unique symbol = Symbol('lookAway');

/**
 * A row by its words, several of a list that takes several, or a text that is typed (at last); in a list it leaves the rows
 * that it fits, the first of which is taken. Or what ends the step otherwise.
 */
export type Answer =
  | RegExp
  | readonly RegExp[]
  | string
  | (() => string)
  | typeof goBack
  | typeof leave
  | typeof enter
  | typeof lookAway;

/** A step as the person saw it. */
interface Asked {
  readonly title: string;
  /** Which of how many steps it is, as VS Code says beside the title; empty where it is the only one. */
  readonly step: string;
  readonly canGoBack: boolean;
  /** What is said below a text. */
  readonly prompt: string;
  /** What stands in the field as long as nothing is typed. */
  readonly placeholder: string;
  /** The words of each row; of a text none. */
  readonly rows: readonly string[];
  /** The words of the row that Enter takes. */
  readonly active: string | undefined;
  /** The words of the rows that are checked. */
  readonly checked: readonly string[];
  /** What stood there before anything was typed. */
  readonly value: string;
  /** Whether it hides what is typed. */
  readonly isHidden: boolean;
  /** What was said of a text, each time. */
  readonly said: unknown[];
}

/** How long a step may take to say what it makes of an answer, in milliseconds. */
const patience = 4000;

/** A quick input of VS Code, as far as the steps use it. */
class Input {
  readonly #events = { accepted: new EventEmitter<void>(), hidden: new EventEmitter<void>() };
  readonly #changed = new EventEmitter<string>();
  readonly #clicked = new EventEmitter<unknown>();
  readonly #act: (input: Input) => Promise<void>;
  /** Whether anybody says something of what is typed. */
  #isJudged = false;
  isDone = false;
  title = '';
  step: number | undefined;
  totalSteps: number | undefined;
  prompt = '';
  placeholder = '';
  value = '';
  valueSelection: readonly [number, number] | undefined;
  password = false;
  ignoreFocusOut = false;
  buttons: readonly unknown[] = [];
  items: readonly Row[] = [];
  activeItems: readonly Row[] = [];
  selectedItems: readonly Row[] = [];
  canSelectMany = false;
  matchOnDescription = false;
  matchOnDetail = false;
  validationMessage: unknown = '';

  readonly onDidAccept = this.#events.accepted.event;
  readonly onDidHide = this.#events.hidden.event;
  readonly onDidChangeValue = (listener: (value: string) => void) => {
    this.#isJudged = true;
    return this.#changed.event(listener);
  };
  readonly onDidTriggerButton = this.#clicked.event;

  constructor(act: (input: Input) => Promise<void>) {
    this.#act = act;
  }

  /** The row that Enter takes: the first, where no other was made so. */
  get active(): Row | undefined {
    return this.activeItems[0] ?? this.items.find(isRow);
  }

  show(): void {
    void this.#act(this).catch(() => this.hide());
  }

  hide(): void {
    this.#events.hidden.fire();
  }

  dispose(): void {
    this.isDone = true;
  }

  /** Types over what is selected, which VS Code does of all at first. */
  async type(text: string): Promise<void> {
    const [from, to] = this.valueSelection ?? [0, this.value.length];
    this.value = this.value.slice(0, from) + text + this.value.slice(to);
    this.valueSelection = undefined;
    await this.#said(() => this.#changed.fire(this.value));
  }

  /** Takes what stands there; what is said of it then. */
  async accept(): Promise<unknown> {
    await this.#said(() => this.#events.accepted.fire());
    const said = this.validationMessage;
    await new Promise((done) => setImmediate(done));
    return said;
  }

  /** The rows that are left where a text is typed; VS Code's are in another order, and some more. */
  rowsWith(text: string): readonly Row[] {
    const has = (words = '') => words.toLowerCase().includes(text.toLowerCase());
    return this.items.filter(
      (row) =>
        isRow(row) &&
        (has(row.label) ||
          (this.matchOnDescription && has(row.description)) ||
          (this.matchOnDetail && has(row.detail))),
    );
  }

  async pick(rows: readonly Row[]): Promise<void> {
    this.selectedItems = rows;
    this.#events.accepted.fire();
    await new Promise((done) => setImmediate(done));
  }

  get canGoBack(): boolean {
    return this.buttons.includes(QuickInputButtons.Back);
  }

  goBack(): void {
    this.#clicked.fire(QuickInputButtons.Back);
  }

  /** Does something, and waits until something is said of it or the step is over. */
  async #said(act: () => void): Promise<void> {
    this.validationMessage = undefined;
    act();
    const end = performance.now() + patience;
    while (this.#isJudged && this.validationMessage === undefined && !this.isDone) {
      if (performance.now() > end) throw new Error('nothing said');
      await new Promise((done) => setImmediate(done));
    }
  }
}

/**
 * The person answers the steps that come, in their order; one that has no answer is left with Escape. A text that is refused
 * is typed over with the next answer. What was asked comes back, as it is asked; a step that an answer does not fit is left.
 */
export function answering(...answers: readonly Answer[]): readonly Asked[] {
  const left = [...answers];
  const asked: Asked[] = [];
  const shown = (input: Input): Asked => {
    const { title, step, totalSteps, prompt, placeholder, value, password: isHidden } = input;
    const look: Asked = {
      title,
      step: step === undefined ? '' : `${step}/${totalSteps}`,
      canGoBack: input.canGoBack,
      prompt,
      placeholder,
      rows: input.items.map(wordsOf),
      active: input.active && wordsOf(input.active),
      checked: input.canSelectMany ? input.selectedItems.map(wordsOf) : [],
      value,
      isHidden,
      said: [],
    };
    asked.push(look);
    return look;
  };
  /** A step that is not the one that the answer was for: the test is to end. */
  const mistaken = (input: Input, answer: unknown): void => {
    asked.at(-1)?.said.push(`not answered by ${String(answer)}`);
    input.hide();
  };
  /** Whether the answer ends the step, whatever it asks for. */
  const end = (input: Input, answer: Answer | undefined): boolean => {
    if (answer === goBack && input.canGoBack) input.goBack();
    else if (answer === undefined || answer === leave) input.hide();
    else return false;
    return true;
  };
  /** The rows that an answer means; `undefined` where the list has not all of them. */
  const rowsOf = (input: Input, answer: Answer | undefined): readonly Row[] | undefined => {
    if (answer === enter) return input.canSelectMany ? input.selectedItems : [input.active].filter((row) => !!row);
    if (typeof answer === 'string') return input.rowsWith(answer).slice(0, 1);
    const words = typeof answer === 'object' ? [answer].flat() : [];
    const rows = words.flatMap((row) => input.items.find((each) => isRow(each) && row.test(wordsOf(each))) ?? []);
    return rows.length === words.length ? rows : undefined;
  };
  const next = (input: Input): Answer | undefined => {
    for (;;) {
      const answer = left.shift();
      if (answer !== lookAway) return answer;
      if (!input.ignoreFocusOut) return leave;
    }
  };
  vi.spyOn(window, 'createQuickPick').mockImplementation(
    () =>
      new Input(async (input) => {
        shown(input);
        while (!input.isDone) {
          const answer = next(input);
          if (end(input, answer)) return;
          const rows = rowsOf(input, answer);
          if (!rows || (rows.length === 0 && !input.canSelectMany)) return mistaken(input, answer);
          await input.pick(rows);
        }
      }) as never,
  );
  vi.spyOn(window, 'createInputBox').mockImplementation(
    () =>
      new Input(async (input) => {
        const step = shown(input);
        while (!input.isDone) {
          const answer = next(input);
          if (end(input, answer)) return;
          const text = typeof answer === 'function' ? answer() : answer;
          if (typeof text === 'string') await input.type(text);
          else if (answer !== enter) return mistaken(input, answer);
          if (typeof text === 'string') step.said.push(input.validationMessage);
          const said = await input.accept();
          if (typeof text !== 'string') step.said.push(said);
        }
      }) as never,
  );
  return asked;
}

/** A step as lines: its title, what is said of it, and its rows, the active one marked, or what stands in its field. */
export function look({ title, step, canGoBack, prompt, placeholder, rows, active, checked, value }: Asked) {
  const head = [canGoBack ? '‹' : '', title, step && `(${step})`].filter(Boolean).join(' ');
  const marked = rows.map((row) => (row === active ? `> ${row}` : checked.includes(row) ? `x ${row}` : `  ${row}`));
  const field = rows.length > 0 ? [] : [`[${value}]`];
  return [head, placeholder, prompt, ...field, ...marked].filter(Boolean);
}

/** A heading is none. */
function isRow({ kind }: Row): boolean {
  return kind !== QuickPickItemKind.Separator;
}

function wordsOf({ label, description, detail, kind }: Row): string {
  return [kind === QuickPickItemKind.Separator && label ? `– ${label}` : label, description, detail]
    .filter(Boolean)
    .join(' ');
}
