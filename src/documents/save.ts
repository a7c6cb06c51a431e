import { CancellationError, l10n } from 'vscode';
import { replaceToken } from '../edits/followedToken.ts';
import { DocumentError } from '../errors/documents.ts';
import { sayBriefly } from '../messages/status.ts';
import { withUnsaved } from '../messages/unsaved.ts';
import { displayPath } from '../vault/files.ts';
import { offerToRemember, resignToken } from '../vault/sign.ts';
import { draftOf } from './content.ts';
import type { DocumentServices } from './services.ts';
import type { JwtDocument } from './store.ts';

/**
 * Saves an edited `jwt:` document: signs its header and payload with the key that signed the token, and replaces the
 * token where it stands by now, as one undoable edit. What the kind's issuer would refuse is no reason not to: people
 * write odd tokens to test with, and the problems are shown in both documents.
 * @throws DocumentError, EditError, KeyReferenceError, KeyUseError, SigningError, VaultError; then nothing was written
 */
export async function saveDocument(services: DocumentServices, document: JwtDocument, text: string): Promise<void> {
  const { followed } = document;
  if (!followed) throw new DocumentError('document.decoded', {});
  const draft = draftOf(text, document.token);
  const before = (await followed.find()).token;
  try {
    const known = await services.tokens.judge(before);
    const signed = await resignToken(services, known, draft, services);
    await replaceToken(followed, signed.token, (source, edit) => services.places.expect(source, edit));
    (await services.documents.store()).saved(document, text, signed.token);
    const words = l10n.t('Token re-signed in {file}.', { file: displayPath(followed.uri) });
    const source = followed.here()?.document;
    sayBriefly(source ? withUnsaved(words, source) : words);
    void offerToRemember(services, signed, services.person);
  } catch (error) {
    throw error instanceof CancellationError ? new DocumentError('document.cancelled', {}) : error;
  }
}
