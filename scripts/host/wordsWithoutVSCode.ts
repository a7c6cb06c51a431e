/** Imported for its effect: from here on `vscode` is what stands in for it in fuzzing, so that words can be made in plain Node. */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.ts';

const instead = pathToFileURL(join(root, 'test', 'standIn', 'vscode.ts')).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: instead, shortCircuit: true } : next(specifier, context),
});
