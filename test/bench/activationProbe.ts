/** The half of the bench of activation that runs in the extension host. */
import { writeFile } from 'node:fs/promises';
import { extensions } from 'vscode';

/** Where the measurement goes, as JSON: an `Activation`, or an error's text. */
declare const resultFile: string;

/** Called by VS Code. */
export async function run(): Promise<void> {
  await calm();
  const extension = extensions.getExtension('tokensmith.tokensmith');
  const result = extension?.isActive === false ? await extension.activate().then(undefined, String) : 'It is active.';
  await writeFile(resultFile, JSON.stringify(result));
}

/** Waits until the host does nothing else: other extensions start at the same time. */
async function calm(): Promise<void> {
  for (let rounds = 0; rounds < 30; ) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    rounds = performance.now() - start < 60 ? rounds + 1 : 0;
  }
}
