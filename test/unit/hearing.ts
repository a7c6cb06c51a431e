import { vi } from 'vitest';
import { window } from '../standIn/vscode.ts';

const marks = {
  showInformationMessage: 'info',
  showWarningMessage: 'warning',
  showErrorMessage: 'error',
} as const;

/**
 * What the person is told from now on, as it is told: `<how>: <words> [button] …`, in a dialog with its details behind a
 * dash, and what the status bar says.
 * @param clicks the buttons that are clicked, each once, in this order; where none fits, a message is closed
 */
export function hearing(...clicks: readonly RegExp[]): readonly string[] {
  const heard: string[] = [];
  const left = [...clicks];
  for (const [show, how] of Object.entries(marks)) {
    vi.spyOn(window, show as keyof typeof marks).mockImplementation(async (message, ...given) => {
      const buttons = given.filter((each) => typeof each === 'string');
      const { modal, detail } = Object(given.find((each) => typeof each === 'object')) as Record<string, unknown>;
      const words = [message, ...(detail ? [detail] : [])].join(' – ');
      heard.push([`${modal ? 'dialog' : how}: ${words}`, ...buttons.map((button) => `[${button}]`)].join(' '));
      const clicked = buttons.find((button) => left[0]?.test(button));
      if (clicked !== undefined) left.shift();
      return clicked;
    });
  }
  vi.spyOn(window, 'setStatusBarMessage').mockImplementation((...[words]) => {
    heard.push(`status: ${words}`);
    return { dispose: () => {} };
  });
  return heard;
}
