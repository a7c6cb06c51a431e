/** `node scripts/setup.ts`: sets up VS Code and a browser in `.cache`, if they are not there yet; in CI VS Code for the Web, too. */
import { isCI } from '../test/runs.ts';
import { setUpBrowser } from './host/browser.ts';
import { runScript } from './host/script.ts';
import { setUpVSCode } from './host/vscode.ts';
import { setUpWebBuild } from './host/webBuild.ts';

await runScript(async (stopped) => {
  const { version } = await setUpVSCode(stopped);
  const { executablePath } = await setUpBrowser(stopped);
  if (isCI) await setUpWebBuild(stopped);
  console.log(`VS Code ${version}, ${executablePath}`);
  return 0;
});
