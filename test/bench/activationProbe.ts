/** The half of the bench of activation that runs in the extension host. */
import { writeFile } from 'node:fs/promises';
import { commands, extensions } from 'vscode';
import type { Activation } from './activationEntry.ts';

/** Where the measurement goes, as JSON: an `Activation`, or an error's text. */
declare const resultFile: string;

/** Called by VS Code. */
export async function run(): Promise<void> {
  await calm();
  const extension = extensions.getExtension('tokensmith.tokensmith');
  const result: Activation | string =
    extension?.isActive === false ? await extension.activate().then(measureCommand, String) : 'It is active.';
  await writeFile(resultFile, JSON.stringify(result));
}

/** A token that says nothing, for a command that asks nothing of anybody. */
const token = 'eyJhbGciOiJub25lIn0.e30.';

/** Adds what a command takes when it is first used, and its code loaded, and what it takes then. */
async function measureCommand(activation: Activation): Promise<Activation> {
  await calm();
  const use = async () => {
    const start = performance.now();
    await commands.executeCommand('tokensmith.copyToken', { token });
    return performance.now() - start;
  };
  const firstUse = await use();
  const later = [await use(), await use(), await use()].toSorted((a, b) => a - b);
  return { ...activation, firstUse, laterUse: later[1] ?? 0 };
}

/** Waits until the host does nothing else: other extensions start at the same time. */
async function calm(): Promise<void> {
  for (let rounds = 0; rounds < 30; ) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    rounds = performance.now() - start < 60 ? rounds + 1 : 0;
  }
}
