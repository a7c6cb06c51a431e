import { showDocument } from '../documents/show.ts';
import { UsageError } from '../editor/errors.ts';
import { readToken } from '../editor/reading.ts';
import type { Token } from '../jwt/token.ts';
import type { Command } from './command.ts';
import { findTarget } from './target.ts';

export const decodeToken: Command = {
  id: 'decodeToken',
  async run(services, argument) {
    const { token } = await findTarget(services, argument);
    requireToken(token);
    const { uri } = services.documents.decoded(token);
    await showDocument(uri, { preview: true });
    return uri.toString();
  },
};

/** Checks that something of a text can be read as a token's; a damaged one will do. @throws UsageError `command.not-a-token` */
export function requireToken(text: string): Token {
  const { token } = readToken(text);
  if (!token.header.root && !token.payload?.root) throw new UsageError('command.not-a-token', {});
  return token;
}
