import { CancellationError, l10n } from 'vscode';
import { choiceArgument, choicesArgument } from '../flows/arguments.ts';
import { deliverFixture } from '../flows/fixture.ts';
import { deliver, outputs, withOutput } from '../flows/output.ts';
import { askPick, askPicks, back } from '../flows/steps.ts';
import { findTarget } from '../flows/target.ts';
import type { FixtureToken } from '../insertion/fixture.ts';
import type { TokenOfKind } from '../inspection/inspect.ts';
import { algorithmNamed, ownAlgorithm } from '../jwt/algorithms.ts';
import { encodeBase64url } from '../jwt/base64url.ts';
import { type Key, keyLabel } from '../jwt/key.ts';
import type { Token } from '../jwt/token.ts';
import { KeyUseError } from '../jwt/webCrypto.ts';
import { GENERATABLE_KEYS, generateKeyPair } from '../keys/generate.ts';
import { readKeys } from '../keys/read.ts';
import { readSecret } from '../keys/secret.ts';
import { variantWords } from '../messages/variants.ts';
import { type Variant, type VariantDraft, variantDraft, variants } from '../recipes/variant.ts';
import type { Services } from '../services.ts';
import { knownSigner, resignToken, signBroken } from '../vault/sign.ts';
import type { Command } from './command.ts';
import { requireToken } from './decodeToken.ts';

/**
 * Creates broken tokens for tests. A single one goes where any new token goes. Several, which the person selects or the
 * argument `variants` names, become a fixture in the language of the document.
 */
export const createVariant: Command = {
  async run(services, argument) {
    const output = choiceArgument(argument, 'output', outputs) ?? 'ask';
    return withOutput(services.memory, output, {}, async (where) => {
      const named = choiceArgument(argument, 'variant', variants);
      const several = choicesArgument(argument, 'variants', variants);
      const { text: original } = requireToken((await findTarget(services, argument, { clipboard: false })).token);
      const chosen = named ? [named] : (several ?? (await askVariants()));
      const made: { readonly variant: Variant; readonly token: string }[] = [];
      const known = await services.tokens.judge(original);
      for (const variant of chosen) made.push({ variant, token: await makeVariant(services, known, variant) });
      const [only] = made;
      if (only && made.length === 1 && !several) {
        await deliver(only.token, output, { memory: services.memory, where, kind: known.kind });
        return only.token;
      }
      await deliverFixture(made.map(fixtureToken), output, where, original);
      return made.map((each) => each.token);
    });
  },
};

async function makeVariant(services: Services, known: TokenOfKind, variant: Variant): Promise<string> {
  const draft = variantDraft(known, variant, { now: Date.now(), uuid: () => crypto.randomUUID() });
  return makers[draft.signer](services, known, draft, variant);
}

/** Lets the person pick one, or several for a fixture. @throws CancellationError */
async function askVariants(): Promise<readonly Variant[]> {
  const items = variants.map((variant) => ({ ...variantWords[variant](), variant }));
  const several = { label: `$(checklist) ${l10n.t('Several as a fixture…')}`, variant: undefined };
  const progress = { title: l10n.t('Create Broken Variant for Testing'), step: 1, steps: 1 };
  const placeholder = l10n.t('Select what to break');
  for (;;) {
    const picked = await askPick([...items, several], progress, { placeholder });
    if (picked === back) throw new CancellationError();
    if (picked.variant) return [picked.variant];
    const chosen = await askPicks(items, { ...progress, canGoBack: true }, { placeholder });
    if (chosen !== back) return chosen.map(({ variant }) => variant);
  }
}

function fixtureToken({ variant, token }: { readonly variant: Variant; readonly token: string }): FixtureToken {
  const { label, detail } = variantWords[variant]();
  return { name: variant, token, title: `${label} – ${detail}`, expected: l10n.t('expect 401 Unauthorized') };
}

type Make = (services: Services, known: TokenOfKind, draft: VariantDraft, variant: Variant) => Promise<string>;

const makers: Readonly<Record<VariantDraft['signer'], Make>> = {
  own: async (services, known, draft, variant) => {
    const { token } = known;
    // Where only the payload is to change afterwards, the token's own signature will do.
    const isSigned = draft.tampered !== undefined && draft.payload === token.payload?.text;
    const { token: signed, signer } = isSigned
      ? { token: token.text, signer: await knownSigner(services, token) }
      : await resignToken(services, known, draft, services);
    const text = draft.tampered === undefined ? signed : withPayload(signed, draft.tampered);
    await services.keys.makers.remember(text, { key: signer, variant });
    return text;
  },
  other: async (services, { token }, draft, variant) => {
    const key = await knownSigner(services, token);
    return signBroken(services, draft, await throwAwayKey(token, key?.key), { key, variant });
  },
  none: async (services, { token }, draft, variant) =>
    signBroken(services, draft, undefined, { key: await knownSigner(services, token), variant }),
};

/** A new key that signs with the token's algorithm, of the size of the known one where there is one. @throws KeyUseError */
async function throwAwayKey(token: Token, like: Key | undefined): Promise<Key> {
  const name = ownAlgorithm(token);
  const algorithm = algorithmNamed(name);
  if (!algorithm) throw new KeyUseError('algorithm.unsupported', { algorithm: name });
  const { type, curve, minimumBits, advisedBits } = algorithm;
  const bits = minimumBits ?? advisedBits;
  const labels = [...(like ? [like] : []), { type, ...(curve && { curve }), ...(bits && { bits }) }].map(keyLabel);
  const label = GENERATABLE_KEYS.find((key) => labels.includes(key));
  if (!label) throw new KeyUseError('algorithm.unsupported', { algorithm: name });
  const { privateText } = await generateKeyPair(label);
  const [key] = type === 'oct' ? [readSecret(privateText, 'base64url')] : await readKeys(privateText);
  if (!key) throw new KeyUseError('key.damaged', { key: label });
  return key;
}

function withPayload(token: string, payload: string): string {
  const [header, , signature] = token.split('.');
  return [header, encodeBase64url(new TextEncoder().encode(payload)), signature].join('.');
}
