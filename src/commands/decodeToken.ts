import { documentText } from '../documents/content.ts';
import { placeName, showDocument } from '../documents/show.ts';
import { UsageError } from '../errors/usage.ts';
import { offsetArgument } from '../flows/arguments.ts';
import { findTarget } from '../flows/target.ts';
import { decodeToken as decode } from '../jwt/decode.ts';
import type { Token } from '../jwt/token.ts';
import type { Services } from '../services.ts';
import type { Command } from './command.ts';

/** Shows a token decoded, in a read-only document. */
export const decodeToken: Command = {
  async run(services, argument) {
    const { token, place } = await findTarget(services, argument);
    const documents = await services.documents.store();
    const document = documents.decoded(token, await decodedText(services, token), place && placeName(place));
    // A link to one claim of a token leads to that claim.
    const offset = place && (offsetArgument(argument, 'offset') ?? place.start) - place.start;
    await showDocument(document, { preview: true, ...(offset && { offset }) });
    return document.uri.toString();
  },
};

/** The text of the document about a token: of a JWE decrypted, where a key is known. @throws UsageError `command.not-a-token` */
export async function decodedText({ tokens }: Services, text: string): Promise<string> {
  const token = requireToken(text);
  return documentText(token, token.form === 'jwe' ? (await tokens.judge(text)).judgement : undefined);
}

/** Checks that something of a text can be read as a token's; a damaged one will do. @throws UsageError `command.not-a-token` */
export function requireToken(text: string): Token {
  const token = decode(text);
  if (!token.header.root && !token.payload?.root) throw new UsageError('command.not-a-token', {});
  return token;
}
