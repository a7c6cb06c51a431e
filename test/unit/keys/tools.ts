import { spawnSync } from 'node:child_process';

/** Whether a program is on this machine, other than on Windows, whose shell reads commands in another way. */
export function has(program: string): boolean {
  return process.platform !== 'win32' && spawnSync(program, ['--version']).error === undefined;
}
