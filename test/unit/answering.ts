import { vi } from 'vitest';
import { EventEmitter, QuickInputButtons, QuickPickItemKind, window } from '../fuzz/vscode.ts';

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

/** A row by its words, several of a list that takes several, a text that is typed (at last), or what ends the step otherwise. */
export type Answer = RegExp | readonly RegExp[] | string | (() => string) | typeof goBack | typeof leave;

/** A step as the person saw it. */
interface Asked {
  readonly title: string;
  /** The words of each row; of a text none. */
  readonly rows: readonly string[];
  /** What stood there before anything was typed. */
  readonly value: string;
  /** Whether it hides what is typed. */
  readonly isHidden: boolean;
  /** What was said of a text, each time. */
  readonly said: unknown[];
}

/** A quick input of VS Code, as far as the steps use it. */
class Input {
  readonly #events = { accepted: new EventEmitter<void>(), hidden: new EventEmitter<void>() };
  readonly #changed = new EventEmitter<string>();
  readonly #clicked = new EventEmitter<unknown>();
  readonly #act: (input: Input) => Promise<void>;
  isDone = false;
  title = '';
  value = '';
  password = false;
  items: readonly Row[] = [];
  selectedItems: readonly Row[] = [];
  canSelectMany = false;
  validationMessage: unknown = '';

  readonly onDidAccept = this.#events.accepted.event;
  readonly onDidHide = this.#events.hidden.event;
  readonly onDidChangeValue = this.#changed.event;
  readonly onDidTriggerButton = this.#clicked.event;

  constructor(act: (input: Input) => Promise<void>) {
    this.#act = act;
  }

  show(): void {
    void this.#act(this);
  }

  hide(): void {
    this.#events.hidden.fire();
  }

  dispose(): void {
    this.isDone = true;
  }

  async type(text: string): Promise<void> {
    this.value = text;
    this.validationMessage = undefined;
    this.#changed.fire(text);
    await vi.waitFor(() => {
      if (this.validationMessage === undefined) throw new Error('nothing said');
    });
    this.#events.accepted.fire();
  }

  pick(rows: readonly Row[]): void {
    this.selectedItems = rows;
    this.#events.accepted.fire();
  }

  goBack(): void {
    this.#clicked.fire(QuickInputButtons.Back);
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
    const { title, value, password: isHidden } = input;
    const step = { title, rows: input.items.map(wordsOf), value, isHidden, said: [] };
    asked.push(step);
    return step;
  };
  /** A step that is not the one that the answer was for: the test is to end. */
  const mistaken = (input: Input, answer: unknown): void => {
    asked.at(-1)?.said.push(`not answered by ${String(answer)}`);
    input.hide();
  };
  const end = (input: Input, answer: Answer | undefined): boolean => {
    if (answer === goBack) input.goBack();
    else if (answer === undefined || answer === leave) input.hide();
    else return false;
    return true;
  };
  vi.spyOn(window, 'createQuickPick').mockImplementation(
    () =>
      new Input(async (input) => {
        shown(input);
        const answer = left.shift();
        if (end(input, answer)) return;
        const words = typeof answer === 'object' ? [answer].flat() : [];
        const rows = words.flatMap((row) => input.items.find((each) => isRow(each) && row.test(wordsOf(each))) ?? []);
        if (rows.length > 0 && rows.length === words.length) input.pick(rows);
        else mistaken(input, answer);
      }) as never,
  );
  vi.spyOn(window, 'createInputBox').mockImplementation(
    () =>
      new Input(async (input) => {
        const step = shown(input);
        while (!input.isDone) {
          const answer = left.shift();
          if (end(input, answer)) return;
          const text = typeof answer === 'function' ? answer() : answer;
          if (typeof text !== 'string') return mistaken(input, answer);
          await input.type(text);
          step.said.push(input.validationMessage);
          await new Promise((done) => setImmediate(done));
        }
      }) as never,
  );
  return asked;
}

/** A heading is none. */
function isRow({ kind }: Row): boolean {
  return kind !== QuickPickItemKind.Separator;
}

function wordsOf({ label, description, detail }: Row): string {
  return [label, description, detail].filter(Boolean).join(' ');
}
