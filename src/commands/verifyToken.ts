import { l10n, type TextDocument, window, workspace } from 'vscode';
import { leadOn } from '../features/offerWaysOut.ts';
import { textArgument } from '../flows/arguments.ts';
import { copyText } from '../flows/clipboard.ts';
import { findTarget, type Target } from '../flows/target.ts';
import type { Inspection } from '../inspection/inspect.ts';
import { decodeToken } from '../jwt/decode.ts';
import { judgeToken } from '../jwt/decrypt.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import { unlinked } from '../messages/markdown.ts';
import { withRoom } from '../messages/room.ts';
import { isKeyUnknown } from '../messages/signature.ts';
import { publishedKeys, verdictMessage } from '../messages/verdicts.ts';
import { RecipeError } from '../recipes/errors.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { type Verdict, verdictOf } from '../tokens/verdict.ts';
import type { Command } from './command.ts';

/** The verdict; a person without an argument is told it, and who gives `isSaid`, as the hover's link does. */
export const verifyToken: Command = {
  async run(services, argument) {
    const target = await findTarget(services, argument);
    const isSaid = Object.keys(argument).length === 0 || argument.isSaid === true;
    return verify(services, target, textArgument(argument, 'key'), isSaid);
  },
};

/**
 * The verdict on a token.
 * @param key the reference of the key to ask; where there is none, those that are known
 * @param isSaid whether the person is told
 * @throws RecipeError `recipe.bad-reference`; VaultError, KeyReferenceError
 */
export async function verify(
  services: Services,
  { token, place }: Target,
  key: string | undefined,
  isSaid: boolean,
): Promise<Verdict> {
  const { tokens } = services;
  const inspection =
    key === undefined
      ? await tokens.judge(token, place?.document)
      : await inspectBy(services, token, key, place?.document);
  const verdict = verdictOf(inspection);
  if (isSaid) void tell(inspection, place);
  return verdict;
}

/** Says the verdict, and offers what to do about a signature whose key nobody here knows. */
async function tell(inspection: Inspection, place: Target['place']): Promise<void> {
  const { signature } = inspection;
  const published = publishedKeys(inspection);
  const choose = l10n.t('Verify with…');
  const copy = l10n.t('Copy Download Command');
  const isOpen = signature === 'invalid' || isKeyUnknown(inspection);
  const ways = [...(isOpen && place ? [choose] : []), ...(published ? [copy] : [])];
  const show = signature === 'valid' ? window.showInformationMessage : window.showWarningMessage;
  const message = unlinked(verdictMessage(inspection));
  const way = await show(message, ...withRoom(message, ways));
  if (way === copy && published) await copyText(published.command);
  if (way === choose && place)
    await leadOn('tokensmith.verifyTokenWith', { uri: place.document.uri.toString(), offset: place.start });
}

/** What is known of a token by the keys of a reference that was named. @throws the same as `judgeBy` */
async function inspectBy(services: Services, text: string, reference: string, document: TextDocument | undefined) {
  const token = decodeToken(text);
  return services.tokens.inspectBy(token, await judgeBy(services, token, reference), document);
}

/** The verdict by the keys of a reference that was named. @throws RecipeError `recipe.bad-reference`; VaultError, KeyReferenceError */
async function judgeBy({ vault, keys, person }: Services, token: Token, reference: string): Promise<Judgement> {
  const parsed = (await keys.find(reference))?.reference ?? parseReference(reference);
  if (!parsed) throw new RecipeError('recipe.bad-reference', { field: 'key' });
  if (!workspace.isTrusted) return { signature: 'not-checked' };
  const known = await vault.keys(parsed, { person });
  const candidates = (isNamed: boolean) => known.map((key) => ({ ...key, named: isNamed }));
  // What is nested in a JWE may have been signed by any key, also by this one.
  return judgeToken(token, async (layer) =>
    layer === token ? candidates(true) : [...(await keys.candidates(layer)), ...candidates(false)],
  );
}
