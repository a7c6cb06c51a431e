/** Makes the package once for all files of a run of Vitest. */
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { temporaryFolder } from '../../scripts/host/folder.ts';
import { makePackage } from '../../scripts/vsix.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of tokensmith.vsix. */
    readonly vsix: string;
  }
}

/** @returns what removes it */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const temporary = await temporaryFolder();
  const vsix = join(temporary.path, 'tokensmith.vsix');
  await makePackage(vsix);
  provide('vsix', vsix);
  return async () => temporary[Symbol.asyncDispose]();
}
