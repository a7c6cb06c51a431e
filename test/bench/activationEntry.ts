/** Stands before the bundle, and says what it took to load and to activate it. */
import { createRequire } from 'node:module';
import type { ExtensionContext } from 'vscode';

/** In milliseconds. */
export interface Activation {
  readonly load: number;
  readonly call: number;
  /** What the processor worked for both. */
  readonly work: number;
}

/** @returns what others see as the extension's API */
export function activate(context: ExtensionContext): Activation {
  const before = process.threadCpuUsage();
  const start = performance.now();
  const bundle: { activate(context: ExtensionContext): void } = createRequire(__filename)('./extension.js');
  const loaded = performance.now();
  bundle.activate(context);
  const end = performance.now();
  const { user, system } = process.threadCpuUsage(before);
  return { load: loaded - start, call: end - loaded, work: (user + system) / 1000 };
}
