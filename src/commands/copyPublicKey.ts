import { CancellationError, l10n, type QuickPickItem, window } from 'vscode';
import { UsageError } from '../errors/usage.ts';
import { type Argument, choiceArgument, textArgument } from '../flows/arguments.ts';
import { copyText } from '../flows/clipboard.ts';
import { askPick, back } from '../flows/steps.ts';
import { type Key, keyLabel } from '../jwt/key.ts';
import { KeyError } from '../keys/errors.ts';
import { PUBLIC_KEY_FORMS, type PublicKeyForm, publicKeyText } from '../keys/export.ts';
import { keyName } from '../messages/keys.ts';
import { RecipeError } from '../recipes/errors.ts';
import { parseReference, type Reference, referenceText } from '../recipes/reference.ts';
import type { Services } from '../services.ts';
import { KeyReferenceError } from '../vault/errors.ts';
import { keysIn } from '../vault/keyContent.ts';
import { isLocked } from '../vault/knownKey.ts';
import { requireTrust } from '../vault/trust.ts';
import type { Command } from './command.ts';

/** Where the last choice is remembered, in the workspace's state. */
const lastForm = 'copyPublicKey.as';

/**
 * Copies the public half of a key, for whoever is to verify with it: PEM, or what the argument `as` says. Who gave no
 * argument, and the lens, which gives `ask`, is asked.
 */
export const copyPublicKey: Command = {
  async run(services, argument, { byPerson }) {
    requireTrust();
    const stated = choiceArgument(argument, 'as', PUBLIC_KEY_FORMS);
    const reference = (await referenceOf(services, argument)) ?? (await askReference(services));
    const keys = await publicKeys(services, reference);
    const form = stated ?? (byPerson || argument.ask === true ? await askForm(services, keys.length) : 'pem');
    if (form === 'jwk' && keys.length > 1)
      throw new UsageError('command.bad-argument', { field: 'as', expected: '"pem" | "jwks"' });
    const text = await publicKeyText(keys, form).catch((error: unknown) => {
      throw error instanceof KeyError ? new KeyReferenceError(referenceText(reference), error) : error;
    });
    await copyText(text, l10n.t('Public key copied ({form})', { form: nameOf(form) }));
    return text;
  },
};

const progress = () => ({ title: l10n.t('Copy Public Key'), step: 1, steps: 1 });

function nameOf(form: PublicKeyForm): string {
  return { pem: 'PEM', jwk: 'JWK', jwks: l10n.t('JWK Set') }[form];
}

/** @throws RecipeError `recipe.bad-reference` */
async function referenceOf({ keys }: Services, argument: Argument): Promise<Reference | undefined> {
  const text = textArgument(argument, 'key');
  if (text === undefined) return undefined;
  const reference = (await keys.find(text))?.reference ?? parseReference(text);
  if (!reference) throw new RecipeError('recipe.bad-reference', { field: 'key' });
  return reference;
}

/** The keys of a reference that have a public half. @throws VaultError; KeyReferenceError, also where there is none */
async function publicKeys({ vault, person }: Services, reference: Reference): Promise<readonly Key[]> {
  try {
    const { content } = await vault.look(reference, person);
    const keys = (await keysIn(content)).filter(({ form }) => form !== 'secret');
    if (keys.length === 0) throw new KeyError('key.no-public-half', {});
    return keys;
  } catch (error) {
    throw error instanceof KeyError ? new KeyReferenceError(referenceText(reference), error) : error;
  }
}

/** Lets the person pick one of the keys that are known, that of the editor first. @throws CancellationError */
async function askReference({ keys }: Services): Promise<Reference> {
  const shown = window.activeTextEditor?.document.uri.toString();
  const known = (await keys.all()).filter(
    ({ keys, fault }) => keys.some(({ form }) => form !== 'secret') || isLocked(fault),
  );
  const items = known.map(({ reference, keys: [key], file }): QuickPickItem & { readonly reference: Reference } => ({
    label: `$(key) ${keyName(referenceText(reference))}`,
    description: key ? keyLabel(key) : l10n.t('encrypted'),
    picked: file?.toString() === shown,
    reference,
  }));
  if (items.length === 0) throw new UsageError('command.no-public-key', {});
  const picked = await askPick(items, progress(), {
    placeholder: l10n.t('Select the key whose public half to copy'),
    active: items.find(({ picked }) => picked),
  });
  if (picked === back) throw new CancellationError();
  return picked.reference;
}

/** Asks for the form, the last choice first. @throws CancellationError */
async function askForm({ memory }: Services, count: number): Promise<PublicKeyForm> {
  const last = memory.get<PublicKeyForm>(lastForm);
  const details: Readonly<Record<PublicKeyForm, string>> = {
    pem: '-----BEGIN PUBLIC KEY-----',
    jwk: '{"kty": …, "kid": …, "alg": …, "use": …}',
    jwks: '{"keys": […]}',
  };
  const items = PUBLIC_KEY_FORMS.filter((form) => form !== 'jwk' || count === 1)
    .toSorted((a, b) => Number(b === last) - Number(a === last))
    .map((form): QuickPickItem & { readonly form: PublicKeyForm } => ({
      label: nameOf(form),
      detail: details[form],
      description: form === last ? l10n.t('last used') : '',
      form,
    }));
  const picked = await askPick(items, progress(), { placeholder: l10n.t('Select the format') });
  if (picked === back) throw new CancellationError();
  await memory.update(lastForm, picked.form);
  return picked.form;
}
