import { CancellationError, l10n, window } from 'vscode';
import { draftOf } from '../documents/content.ts';
import { DocumentError } from '../documents/errors.ts';
import type { JwtDocument } from '../documents/store.ts';
import { replaceToken } from '../edits/followedToken.ts';
import { signAndVerify } from '../features/signing.ts';
import { findSigner, offerToRemember } from '../flows/signer.ts';
import { memberValue, parseObject } from '../jwt/json.ts';
import type { Services } from '../services.ts';
import { readToken } from '../tokens/reading.ts';
import { displayPath } from '../vault/files.ts';

/**
 * Saves an edited `jwt:` document: signs its header and payload with the key that signed the token, and replaces the
 * token where it stands by now, as one undoable edit. What the kind's issuer would refuse is no reason not to: people
 * write odd tokens to test with, and the problems are shown in both documents.
 * @throws DocumentError, EditError, KeyReferenceError, KeyUseError, SigningError, VaultError; then nothing was written
 */
export async function saveDocument(services: Services, document: JwtDocument, text: string): Promise<void> {
  const { followed } = document;
  if (!followed) throw new DocumentError('document.decoded', {});
  const draft = draftOf(text, document.token);
  const before = readToken((await followed.find()).token).token;
  const algorithm = memberValue(parseObject(draft.header), 'alg');
  try {
    const signer = await findSigner(services, before, {
      proven: true,
      ...(typeof algorithm === 'string' && { algorithm }),
    });
    const signed = await signAndVerify(services, draft, signer);
    await replaceToken(followed, signed);
    services.documents.saved(document, text, signed);
    window.setStatusBarMessage(l10n.t('Token re-signed in {file}', { file: displayPath(followed.uri) }), 5000);
    void offerToRemember(services, before, signer);
  } catch (error) {
    throw error instanceof CancellationError ? new DocumentError('document.cancelled', {}) : error;
  }
}
