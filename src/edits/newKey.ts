import type { Uri } from 'vscode';
import { KeyUseError } from '../jwt/webCrypto.ts';
import { KeyError } from '../keys/errors.ts';
import { type GeneratableKey, type GeneratedKey, generateKeyPair } from '../keys/generate.ts';
import { fileReference, newFile } from '../vault/files.ts';
import { publicName } from '../vault/keyNames.ts';
import { createFiles, requireFree } from './files.ts';

/** A new key in the workspace. */
export interface NewKey {
  readonly reference: string;
  readonly file: Uri;
  /** The public half, as PEM, and its file; a secret has none. */
  readonly publicHalf?: { readonly file: Uri; readonly text: string };
}

/**
 * The files of a new key at a path, after checking that they can be made.
 * @throws VaultError `vault.outside-workspace`, `vault.symbolic-link`, `vault.no-workspace`, `vault.untrusted`;
 *   EditError `edit.file-exists`
 */
export async function requireFreePath(path: string): Promise<readonly [file: Uri, publicFile: Uri]> {
  const files = [newFile(path), newFile(publicName(path))] as const;
  for (const file of files) await requireFree(file);
  return files;
}

/**
 * Generates a key and writes both halves into the workspace: PEM, and of an HMAC secret a JWK. Never over a file that is
 * there: nothing is written where one of the two is, and nothing is left where one of the two cannot be written.
 * @throws as above; EditError `edit.not-written`; KeyUseError `algorithm.unsupported`, `key.no-web-crypto`
 */
export async function writeNewKey(type: GeneratableKey, path: string): Promise<NewKey> {
  const [file, publicFile] = await requireFreePath(path);
  const { privateText, publicText } = await generate(type);
  const reference = fileReference(file);
  if (publicText === undefined) {
    await createFiles([[file, `${JSON.stringify({ kty: 'oct', k: privateText })}\n`]]);
    return { reference, file };
  }
  await createFiles([
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
