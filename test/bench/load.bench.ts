import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { build } from '../../scripts/build.ts';
import { root } from '../../scripts/host/paths.ts';
import { bundleFiles } from '../../scripts/hosts.ts';
import { type Row, within } from './measure.ts';

/** In place of VS Code: whatever is asked of it is there, and does nothing. */
const nothing: unknown = new Proxy(class {}, {
  get: (target, name) => {
    if (name === 'prototype') return target.prototype;
    return name === Symbol.toPrimitive ? () => '' : nothing;
  },
  apply: () => nothing,
  construct: () => nothing as object,
});

type Module = { exports: Readonly<Record<string, unknown>> };

/** What loading what is needed at the start costs, compiled anew each time: a part of every activation, here without VS Code. */
export async function rows(): Promise<Row[]> {
  await build({ production: true });
  const types = await readFile(join(root, 'node_modules', '@types', 'vscode', 'index.d.ts'), 'utf8');
  const names = [...types.matchAll(/^\texport (?:abstract )?(?:class|const|enum|function|namespace) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const vscode = Object.fromEntries(names.map((name) => [name, nothing]));
  const code = await readFile(join(root, 'dist', bundleFiles.start), 'utf8');
  let round = 0;
  const load = () => {
    const module: Module = { exports: {} };
    // Another name each time, so that nothing compiled before is taken.
    const script = new Script(`(function (module, exports, require) {${code}\n})`, { filename: `bundle${round++}.js` });
    script.runInThisContext()(module, module.exports, () => vscode);
    if (typeof module.exports.activate !== 'function') throw new Error('The bundle exports no activate().');
  };
  return [await within('loading the bundle, minified', { name: bundleFiles.start, run: load }, 40)];
}
