import { commands, window } from 'vscode';
import { withRoom } from '../messages/room.ts';
import { waysOut } from '../messages/waysOut.ts';

/** Shows why something failed, with the ways out as buttons, and runs the one that is chosen. */
export async function offerWaysOut(error: unknown, message: string): Promise<void> {
  const ways = waysOut(error);
  const buttons = withRoom(
    message,
    ways.map(({ title }) => title),
  );
  const chosen = await window.showErrorMessage(message, ...buttons);
  const way = ways.find(({ title }) => title === chosen);
  if (!way) return;
  try {
    await commands.executeCommand(way.command, ...(way.arguments ?? []));
  } catch (failure) {
    // A command says by a rejection, to who gives it an argument, what it cannot do.
    if (failure instanceof Error) void window.showErrorMessage(failure.message, ...withRoom(failure.message, []));
  }
}
