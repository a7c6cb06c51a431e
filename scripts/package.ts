/** `npm run package`: makes tokensmith.vsix, and prints how large things came out. Fails where one is over its budget. */
import { join } from 'node:path';
import { checkBudgets } from './budgets.ts';
import { root } from './host/paths.ts';
import { runScript } from './host/script.ts';
import { makePackage } from './vsix.ts';

await runScript(async () => (checkBudgets(await makePackage(join(root, 'tokensmith.vsix'))) ? 0 : 1));
