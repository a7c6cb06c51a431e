import {
  CancellationError,
  Disposable,
  extensions,
  l10n,
  languages,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import type { HttpYacPlugin } from '../insertion/httpYacPlugin.ts';
import type { Services } from '../services.ts';
import { setting } from '../settings/settings.ts';
import { httpFiles } from './requests.ts';

/** What is used of the API that httpYac's extension gives others: `src/extensionApi.ts` of AnWeber/vscode-httpyac. */
export interface HttpYacApi {
  readonly httpyac: { readonly store: { readonly pluginStore: Record<string, HttpYacPlugin> } };
  readonly documentStore: { readonly activeEnvironment?: readonly string[] | undefined; clear(): void };
}

const httpYacExtension = () => extensions.getExtension<HttpYacApi>('anweber.vscode-httpyac');

/** httpYac's extension, where it is installed: its API once it is active, till then nothing of it. */
export function httpYac(): Partial<HttpYacApi> | undefined {
  const extension = httpYacExtension();
  return extension && (extension.isActive ? extension.exports : {});
}

/**
 * Lets httpYac send tokens that are made for the request: `{{$jwt recipe}}`, and a renewed token in place of an expired one
 * where `tokensmith.http.renewOnSend` is on. REST Client has no API for that (its issues 557 and 1201).
 */
export function registerHttpYac(services: Services): Disposable {
  let connected: HttpYacApi | undefined;
  const connect = async (document: TextDocument) => {
    if (connected || !languages.match(httpFiles, document)) return;
    // It reads such a document, too, and is active then. VS Code itself tells when an extension cannot be activated.
    const api = await httpYacExtension()
      ?.activate()
      .then(undefined, () => undefined);
    if (connected || !api) return;
    const { sendingPlugin } = await import('../insertion/httpYacPlugin.ts');
    connected = api;
    api.httpyac.store.pluginStore.tokensmith = sendingPlugin({
      renew: (token) => freshToken(services, token),
      make: (recipe) => madeToken(services, recipe),
    });
    // What it read before has not met the plugin.
    api.documentStore.clear();
  };
  const connectAny = () => workspace.textDocuments.forEach((document) => void connect(document));
  connectAny();
  return Disposable.from(
    workspace.onDidOpenTextDocument(connect),
    extensions.onDidChange(connectAny),
    new Disposable(() => {
      delete connected?.httpyac.store.pluginStore.tokensmith;
      connected?.documentStore.clear();
    }),
  );
}

function isOn(): boolean {
  return workspace.isTrusted && setting('http.renewOnSend');
}

/** The token to send in place of this one; `undefined` where it stays, which an expired one does not without a word. */
async function freshToken(services: Services, text: string): Promise<string | undefined> {
  const { token, state } = services.tokens.inspectText(text);
  if (!isOn() || state !== 'expired') return undefined;
  const { renewSilently } = await import('./renewals.ts');
  const renewed = await renewSilently(services, token);
  if ('token' in renewed) return renewed.token;
  void window.showWarningMessage(
    l10n.t('The request was sent with an expired token: {reason}', { reason: renewed.left }),
  );
  return undefined;
}

/**
 * A new token of a recipe of the settings, for the request that names it.
 * @throws Error with the words why there is none: httpYac then sends no request, and has them in its results
 */
async function madeToken(services: Services, name: string): Promise<string> {
  const { makeNamed } = await import('./namedRecipe.ts');
  const { failureWords } = await import('../messages/errors.ts');
  const { offerWaysOut } = await import('./offerWaysOut.ts');
  try {
    return await makeNamed(services, name);
  } catch (error) {
    const reason = error instanceof CancellationError ? l10n.t('You cancelled it.') : failureWords(error);
    const words = l10n.t('The request was not sent: no token could be made from "{name}". {reason}', { name, reason });
    void offerWaysOut(error, words);
    // httpYac shows the stack.
    throw Object.assign(new Error(words), { stack: words });
  }
}
