/** What probes that run in the extension host have in common. */
import type { Session } from 'node:inspector/promises';
import * as vscode from 'vscode';

/** A file of the workspace. */
export function fileUri(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** What the heap holds, in bytes, once what nobody holds is gone. */
export async function heapSize(session: Session): Promise<number> {
  // What is held only by what was collected is collected next.
  for (let round = 0; round < 3; round++) {
    await pause(500);
    await session.post('HeapProfiler.collectGarbage');
  }
  return process.memoryUsage().heapUsed;
}

/** Waits until something is so. @throws Error after a minute */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 60_000; !isSo(); ) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(5);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
