import { CancellationError, commands, l10n, type TextDocument, window, workspace } from 'vscode';
import { textArgument } from '../flows/arguments.ts';
import { copyText } from '../flows/clipboard.ts';
import { findTarget, type Target } from '../flows/target.ts';
import type { Inspection } from '../inspection/inspect.ts';
import { decodeToken } from '../jwt/decode.ts';
import { judgeToken } from '../jwt/decrypt.ts';
import { memberValue } from '../jwt/json.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import { issuerOf, keySetOf } from '../kinds/issuers.ts';
import { failureWords } from '../messages/errors.ts';
import { cut, unlinked, visible } from '../messages/markdown.ts';
import { summary } from '../messages/summary.ts';
import { signatureSentence } from '../messages/verdicts.ts';
import { RecipeError } from '../recipes/errors.ts';
import { parseReference } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { type Verdict, verdictOf } from '../tokens/verdict.ts';
import type { Command } from './command.ts';

export const verifyToken: Command = {
  async run(services, argument) {
    const target = await findTarget(services, argument);
    return verify(services, target, textArgument(argument, 'key'), Object.keys(argument).length === 0);
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
  if (isSaid) void tell(inspection, verdict, place);
  return verdict;
}

/** Says the verdict on the signature first, in words that nobody can take for more, and offers what to do about it. */
async function tell(inspection: Inspection, { signature, problems }: Verdict, place: Target['place']): Promise<void> {
  const { token, innermost, judgement } = inspection;
  const isUnknown = signature === 'unknown-key' && judgement?.reason === undefined;
  const address = isUnknown ? keySetOf(innermost.payload?.value) : undefined;
  const sentence = isUnknown ? unknownKey(innermost, address) : sentenceOf(signatureSentence(judgement, token));
  const others = problems.filter(({ code }) => code !== 'signature-invalid' && code !== 'signature-missing');
  const rest =
    signature === 'valid' && problems.length === 0
      ? l10n.t('{summary}. No problems were found.', { summary: summary(inspection) })
      : [`${summary(inspection)}.`, ...others.map(({ message }) => message)].join(' ');
  const choose = l10n.t('Verify with…');
  const copy = l10n.t('Copy curl Command');
  const ways = [...(isUnknown && place ? [choose] : []), ...(address === undefined ? [] : [copy])];
  const show = signature === 'valid' ? window.showInformationMessage : window.showWarningMessage;
  const way = await show(`${sentence} ${rest}`, ...ways);
  if (way === copy) await copyText(`curl -o issuer.jwks '${address}'`);
  if (way === choose && place) {
    const argument = { uri: place.document.uri.toString(), offset: place.start };
    try {
      await commands.executeCommand('tokensmith.verifyTokenWith', argument);
    } catch (error) {
      if (!(error instanceof CancellationError)) void window.showErrorMessage(failureWords(error));
    }
  }
}

/** The longest `kid` shown whole, in UTF-16 units. */
const longestId = 40;

function unknownKey({ header, payload }: Token, address: string | undefined): string {
  const kid = memberValue(header.value, 'kid');
  const sentence =
    typeof kid === 'string'
      ? l10n.t('Signature not verified: no key in this workspace matches (kid {kid}).', {
          kid: unlinked(visible(cut(kid, longestId))),
        })
      : l10n.t('Signature not verified: no key in this workspace matches.');
  const issuer = address === undefined ? undefined : issuerOf(payload?.value)?.name;
  return issuer === undefined
    ? sentence
    : `${sentence} ${l10n.t('{issuer} publishes its keys: save its JWK Set in the workspace.', { issuer })}`;
}

/** Words that stand by themselves, as a sentence. */
function sentenceOf(words: string): string {
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}.`;
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
