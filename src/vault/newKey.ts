import { type Uri, workspace } from 'vscode';
import { KeyUseError } from '../jwt/webCrypto.ts';
import { KeyError } from '../keys/errors.ts';
import { type GeneratableKey, type GeneratedKey, generateKeyPair } from '../keys/generate.ts';
import { VaultError } from './errors.ts';
import { displayPath, exists, fileReference, newFile } from './files.ts';
import { publicName } from './keyNames.ts';

/** A new key in the workspace. */
export interface NewKey {
  readonly reference: string;
  readonly file: Uri;
  /** The public half, as PEM, and its file; a secret has none. */
  readonly publicHalf?: { readonly file: Uri; readonly text: string };
}

/**
 * Checks that a new key can be written to a path.
 * @throws VaultError `vault.file-exists`, `vault.outside-workspace`, `vault.no-workspace`, `vault.untrusted`
 */
export async function requireFree(path: string): Promise<readonly [file: Uri, publicFile: Uri]> {
  const files = [newFile(path), newFile(publicName(path))] as const;
  for (const file of files)
    if (await exists(file)) throw new VaultError('vault.file-exists', { file: displayPath(file) });
  return files;
}

/**
 * Generates a key and writes both halves into the workspace: PEM, and of an HMAC secret a JWK. Never over a file that is
 * there: nothing is written where one of the two is, and nothing is left where one of the two cannot be written.
 * @throws VaultError as above, `vault.file-not-writable`; KeyUseError `algorithm.unsupported`, `key.no-web-crypto`
 */
export async function writeNewKey(type: GeneratableKey, path: string): Promise<NewKey> {
  await requireFree(path);
  const { privateText, publicText } = await generate(type);
  // A long key takes seconds.
  const [file, publicFile] = await requireFree(path);
  const reference = fileReference(file);
  if (publicText === undefined) {
    await writeAll([[file, `${JSON.stringify({ kty: 'oct', k: privateText })}\n`]]);
    return { reference, file };
  }
  await writeAll([
    [file, privateText],
    [publicFile, publicText],
  ]);
  return { reference, file, publicHalf: { file: publicFile, text: publicText } };
}

async function generate(type: GeneratableKey): Promise<GeneratedKey> {
  try {
    return await generateKeyPair(type);
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    throw error.code === 'key.no-web-crypto'
      ? new KeyUseError('key.no-web-crypto', {})
      : new KeyUseError('algorithm.unsupported', { algorithm: type });
  }
}

/** Writes new files, all or none. @throws VaultError `vault.file-not-writable` */
async function writeAll(files: readonly (readonly [file: Uri, text: string])[]): Promise<void> {
  for (const [i, [file, text]] of files.entries()) {
    try {
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
    } catch {
      // Half a file may be there.
      const begun = files.slice(0, i + 1).map(([uri]) => workspace.fs.delete(uri));
      await Promise.allSettled(begun);
      throw new VaultError('vault.file-not-writable', { file: displayPath(file) });
    }
  }
}
