import { placeName, showDocument } from '../documents/show.ts';
import { whileFollowing } from '../edits/followedToken.ts';
import { requireWritable } from '../edits/writable.ts';
import { DocumentError } from '../errors/documents.ts';
import { findPlacedTarget } from '../flows/target.ts';
import { isText } from '../jwt/decode.ts';
import { RecipeError } from '../recipes/errors.ts';
import { requireNoDisclosures } from '../recipes/renew.ts';
import { requireTrust } from '../vault/trust.ts';
import type { Command } from './command.ts';

/** Opens a token as a document whose save signs it again. */
export const editToken: Command = {
  async run(services, argument) {
    const { token: text, place } = await findPlacedTarget(services, argument);
    const { token, kind } = services.tokens.inspectText(text);
    requireTrust();
    const documents = await services.documents.store();
    const now = await whileFollowing(services.tokens.index, place, async (followed) => {
      await requireWritable(place.document);
      return followed.present();
    });
    if (token.form === 'jwe') throw new DocumentError('document.encrypted', {});
    requireNoDisclosures(token);
    if (!isText(token)) throw new DocumentError('document.not-editable', {});
    if (!kind.writing) throw new RecipeError('renew.not-renewable', { kind: kind.label });
    const document = documents.edited(now, placeName(now));
    await showDocument(document, { preview: false });
    return document.uri.toString();
  },
};
