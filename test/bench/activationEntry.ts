/** Stands before what is shipped, and says what it took to load and to activate it. */
import type { ExtensionContext } from 'vscode';

declare const require: (file: string) => { activate(context: ExtensionContext): void };

/** Beside the bundle of this file, when it runs. */
const shipped = './extension.js';

/** In milliseconds. */
export interface Activation {
  readonly load: number;
  readonly call: number;
  /** What the processor worked for both. */
  readonly work: number;
  /** What the first use of a command took, and what a later one; the probe measures it. */
  readonly firstUse?: number;
  readonly laterUse?: number;
}

/** @returns what others see as the extension's API */
export function activate(context: ExtensionContext): Activation {
  const before = process.threadCpuUsage();
  const start = performance.now();
  const extension = require(shipped);
  const loaded = performance.now();
  extension.activate(context);
  const end = performance.now();
  const { user, system } = process.threadCpuUsage(before);
  return { load: loaded - start, call: end - loaded, work: (user + system) / 1000 };
}
