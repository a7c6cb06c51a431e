import { CancellationError, commands, type Disposable, Uri, window } from 'vscode';
import { UsageError } from '../errors/usage.ts';
import type { Argument } from '../flows/arguments.ts';
import type { Services } from '../services.ts';

/** What runs when a person or another extension calls a command. */
export interface Command {
  /**
   * Does the work; an empty argument means that the person chooses.
   * @returns what the contract says, or `undefined` where the person cancelled
   * @throws a typed error, before anything was changed; CancellationError where the person cancelled
   */
  readonly run: (services: Services, argument: Argument, start: Start) => Promise<unknown>;
}

/** How a command was started. */
interface Start {
  /** By a person, from the palette or a menu, without an argument that says what to do. */
  readonly byPerson: boolean;
}

/** Loads a command; in the Node host its code comes from another file than what is loaded at the start. */
export type LoadCommand = () => Promise<Command>;

/**
 * Registers a command by its id after `tokensmith.`. What it cannot do is said by a rejection to who gave an argument
 * (VS Code shows that for lenses and key bindings), else in a message with the ways out as buttons.
 */
export function registerCommand(services: Services, id: string, load: LoadCommand): Disposable {
  return commands.registerCommand(`tokensmith.${id}`, async (given?: unknown) => {
    // Menus hand the resource that they were opened on.
    const fromMenu = given instanceof Uri;
    const byPerson = given === undefined || given === null || fromMenu;
    const cursor = byPerson ? cursorNow(services) : undefined;
    try {
      const argument = fromMenu ? { uri: given } : readArgument(given);
      services.places.noteGiven(argument);
      const { run } = await load();
      return await run(services, argument, { byPerson });
    } catch (error) {
      if (error instanceof CancellationError) return undefined;
      const { failureWords } = await import('../messages/errors.ts');
      const message = failureWords(error);
      // The cause stays behind: its stack may quote what must not be shown.
      if (!byPerson) throw new Error(message);
      const { offerWaysOut } = await import('../features/offerWaysOut.ts');
      void offerWaysOut(error, message, cursor);
      throw new ToldError();
    }
  });
}

/** Where the person is now, as a place that is followed from here on. */
function cursorNow({ places }: Services): object | undefined {
  const { document, selection } = window.activeTextEditor ?? {};
  return (
    document && selection && places.note(document, { uri: document.uri, offset: document.offsetAt(selection.active) })
  );
}

/**
 * Rejects a command of which the person was told already. Who called it from an extension gets a CancellationError. Of what
 * the palette runs, VS Code makes an error of its own and shows that, whatever it was; it does not where reading the
 * `detail` of ours for it is cancelled. No API says that a command failed and has said so.
 */
class ToldError extends CancellationError {
  get detail(): never {
    throw new CancellationError();
  }
}

function readArgument(given: unknown): Argument {
  if (given === undefined || given === null) return {};
  if (typeof given === 'object' && !Array.isArray(given)) return given as Argument;
  throw new UsageError('command.bad-argument', { field: '', expected: '{…}' });
}
