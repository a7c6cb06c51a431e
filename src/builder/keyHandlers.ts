import { CancellationError } from 'vscode';
import { askNewKey } from '../flows/newKey.ts';
import { askSecret } from '../flows/newSecret.ts';
import { askKeyFile, askPastedKey } from '../flows/otherKey.ts';
import { back } from '../flows/steps.ts';
import { requireKind } from '../recipes/recipe.ts';
import type { Services } from '../services.ts';
import type { Handlers } from './handlers.ts';

/** Ways to a key that is not there yet: what they ask for is asked for by VS Code and never comes into the page. */
export function keyHandlers(
  services: Pick<Services, 'vault' | 'keys'>,
): Pick<Handlers, 'generateKey' | 'storeSecret' | 'browseKey' | 'pasteKey'> {
  return {
    generateKey: async ({ kind }) => made(await askNewKey(services, requireKind(kind))),
    storeSecret: async ({ kind }) => made(await askSecret(services, requireKind(kind))),
    browseKey: async ({ kind }) => made(await askKeyFile(services, requireKind(kind))),
    pasteKey: async ({ kind }) => made(await askPastedKey(services, requireKind(kind))),
  };
}

function made(reference: string | typeof back): string {
  if (reference === back) throw new CancellationError();
  return reference;
}
