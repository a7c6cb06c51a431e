/** `node scripts/setup.ts`: sets up VS Code and a browser in `.cache`, if they are not there yet. */
import { setUpBrowser } from './host/browser.ts';
import { runScript } from './host/script.ts';
import { setUpVSCode } from './host/vscode.ts';

await runScript(async (stopped) => {
  const { version } = await setUpVSCode(stopped);
  const { executablePath } = await setUpBrowser(stopped);
  console.log(`VS Code ${version}, ${executablePath}`);
  return 0;
});
