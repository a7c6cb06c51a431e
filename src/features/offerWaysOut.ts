import { CancellationError, commands, window } from 'vscode';
import { withRoom } from '../messages/room.ts';
import { waysOut } from '../messages/waysOut.ts';

/**
 * Shows why something failed, with the ways out as buttons, and runs the one that is chosen.
 * @param cursor where that was, as a command's argument: a button is clicked later
 */
export async function offerWaysOut(error: unknown, message: string, cursor: object = {}): Promise<void> {
  const ways = waysOut(error);
  const buttons = withRoom(
    message,
    ways.map(({ title }) => title),
  );
  const chosen = await window.showErrorMessage(message, ...buttons);
  const way = ways.find(({ title }) => title === chosen);
  if (!way) return;
  const [argument, ...others] = way.arguments ?? [];
  await leadOn(way.command, way.isThere ? Object.assign(cursor, argument) : argument, ...others);
}

/**
 * Runs the command of a button. A command says by a rejection, to who gives it an argument, what it cannot do; without one
 * it has told the person by itself.
 */
export async function leadOn(command: string, ...given: readonly unknown[]): Promise<void> {
  try {
    await commands.executeCommand(command, ...given);
  } catch (failure) {
    if (failure instanceof Error && !(failure instanceof CancellationError))
      void window.showErrorMessage(failure.message, ...withRoom(failure.message, []));
  }
}
