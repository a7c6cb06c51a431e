/** `npm run icon`: draws media/icon.png from media/icon.svg, with a browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setUpBrowser } from './host/browser.ts';
import { temporaryFolder } from './host/folder.ts';
import { openPage } from './host/page.ts';
import { root } from './host/paths.ts';
import { runScript } from './host/script.ts';

/** Its width and height in pixels; galleries ask for 128 or more, and each pixel is shipped. */
const size = 128;

await runScript(async (stopped) => {
  const browser = await setUpBrowser(stopped);
  await using folder = await temporaryFolder();
  await using open = await openPage({ browser, folder: folder.path, size: { width: size, height: size } });
  const svg = await readFile(join(root, 'media', 'icon.svg'), 'utf8');
  await open.page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await open.page.screenshot({ path: join(root, 'media', 'icon.png'), omitBackground: true });
  return 0;
});
