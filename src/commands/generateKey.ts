import { CancellationError } from 'vscode';
import { requireFreePath } from '../edits/newKey.ts';
import { UsageError } from '../errors/usage.ts';
import { textArgument } from '../flows/arguments.ts';
import { isFileName, newKey, typeFor } from '../flows/newKey.ts';
import { back } from '../flows/steps.ts';
import { ALGORITHMS } from '../jwt/algorithms.ts';
import { GENERATABLE_KEYS } from '../keys/generate.ts';
import { newFile } from '../vault/files.ts';
import type { Command } from './command.ts';

/**
 * Generates a key and writes it into the workspace; returns its reference. `algorithm` is one that the key shall sign
 * with (`RS256`) or what it shall be (`RSA 4096`).
 */
export const generateKey: Command = {
  async run(_services, argument) {
    const algorithm = textArgument(argument, 'algorithm');
    const file = textArgument(argument, 'file');
    const type = algorithm === undefined ? undefined : typeFor(algorithm);
    if (algorithm !== undefined && !type) {
      const names = ALGORITHMS.map(({ name }) => name).filter(typeFor);
      const expected = [...names, ...GENERATABLE_KEYS].map((name) => `"${name}"`);
      throw new UsageError('command.bad-argument', { field: 'algorithm', expected: expected.join(' | ') });
    }
    if (file !== undefined && !isFileName(file))
      throw new UsageError('command.bad-argument', { field: 'file', expected: '"private.key"' });
    // Before anybody is asked for the rest.
    if (file === undefined) newFile('private.key');
    else await requireFreePath(file);
    const reference = await newKey(
      { ...(type && { type }), ...(file !== undefined && { file }) },
      GENERATABLE_KEYS,
      false,
    );
    if (reference === back) throw new CancellationError();
    return reference;
  },
};
