/** Quick inputs, which tests have answered. */
import { EventEmitter, never } from './basics.ts';

type QuickInput = Pick<ReturnType<typeof dismissed>, 'onDidAccept' | 'onDidHide' | 'show' | 'dispose'>;

/** What is chosen in a quick input that is shown once, as VS Code does it; `undefined` where the person leaves it. */
export function answerOf(input: QuickInput, chosen: () => unknown): Promise<unknown> {
  return new Promise((resolve) => {
    input.onDidAccept(() => {
      resolve(chosen());
      input.dispose();
    });
    input.onDidHide(() => resolve(undefined));
    input.show();
  });
}

/** An input that the person leaves with Escape. */
export function dismissed() {
  const hidden = new EventEmitter<void>();
  return {
    value: '',
    selectedItems: [] as readonly unknown[],
    onDidHide: hidden.event,
    onDidAccept: never,
    onDidChangeValue: never,
    onDidChangeSelection: never,
    onDidChangeActive: never,
    onDidTriggerButton: never,
    onDidTriggerItemButton: never,
    show: () => void setImmediate(() => hidden.fire()),
    hide: () => hidden.fire(),
    dispose: () => hidden.dispose(),
  };
}
