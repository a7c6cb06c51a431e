import { Uri, workspace } from 'vscode';
import { type ClaimTables, readClaimTables } from '../kinds/claims.ts';

/** What claims mean, from a file beside the code that is read when somebody first asks. */
export type ClaimReader = () => Promise<ClaimTables>;

/** @param extensionUri the folder of the extension */
export function claimReader(extensionUri: Uri): ClaimReader {
  let tables: Promise<ClaimTables> | undefined;
  return () => {
    tables ??= read(Uri.joinPath(extensionUri, 'dist', 'claims.txt'));
    return tables;
  };
}

async function read(file: Uri): Promise<ClaimTables> {
  return readClaimTables(new TextDecoder().decode(await workspace.fs.readFile(file)));
}
