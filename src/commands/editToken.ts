import { workspace } from 'vscode';
import { placeName, showDocument } from '../documents/show.ts';
import { whileFollowing } from '../edits/followedToken.ts';
import { isWritable } from '../edits/writable.ts';
import { DocumentError } from '../errors/documents.ts';
import { EditError } from '../errors/edits.ts';
import { findPlacedTarget } from '../flows/target.ts';
import { isText } from '../jwt/decode.ts';
import { RecipeError } from '../recipes/errors.ts';
import { requireNoDisclosures } from '../recipes/renew.ts';
import { VaultError } from '../vault/errors.ts';
import { displayPath } from '../vault/files.ts';
import type { Command } from './command.ts';

export const editToken: Command = {
  async run(services, argument) {
    const { token: text, place } = await findPlacedTarget(services, argument);
    const { token, kind } = services.tokens.inspectText(text);
    if (!workspace.isTrusted) throw new VaultError('vault.untrusted', {});
    const documents = await services.documents.store();
    const now = await whileFollowing(services.tokens.index, place, async (followed) => {
      if (!(await isWritable(place.document)))
        throw new EditError('edit.read-only', { file: displayPath(place.document.uri) });
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
