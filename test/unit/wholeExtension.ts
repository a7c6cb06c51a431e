import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, vi } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { activate } from '../../src/extension.ts';
import { contextOf } from '../fuzz/mix.ts';
import { env, files, folderAt, page, resetVSCode, type Uri, window, workspace } from '../standIn/vscode.ts';

/** What claims mean, as it lies beside the code. */
const claims = readFileSync('src/kinds/claims.txt', 'utf8');

/**
 * For each test of a file, Tokensmith as a whole in the stand-in for VS Code: a folder with one file, which is open and
 * shown, and with the secret that signs its tokens, and what lies beside. Nothing of it is left behind. What comes back
 * ends Tokensmith before the test is over, as when a person turns it off.
 */
export function useWholeExtension({
  uri,
  text,
  secret,
  beside = {},
}: {
  readonly uri: Uri;
  readonly text: string;
  readonly secret: Buffer;
  /** Other files, by their paths. */
  readonly beside?: Readonly<Record<string, string>>;
}): () => void {
  let context: ExtensionContext;
  const end = () => {
    for (const each of context.subscriptions.splice(0)) each.dispose();
  };
  beforeEach(async () => {
    workspace.workspaceFolders = [folderAt('/work')];
    env.clipboard.text = '';
    const key = JSON.stringify({ kty: 'oct', k: secret.toString('base64url') });
    files.lay({ [uri.path]: text, '/work/s.jwk': key, '/extension/dist/claims.txt': claims, ...beside });
    context = contextOf();
    activate(context);
    await window.showTextDocument(await page.open(uri));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    end();
    await page.idle();
    resetVSCode();
  });
  return end;
}
