import { Disposable, extensions, l10n, languages, type TextDocument, window, workspace } from 'vscode';
import type { HttpYacPlugin } from '../insertion/httpYacPlugin.ts';
import type { Services } from '../services.ts';
import { httpFiles } from './requests.ts';

/** What is used of the API that httpYac's extension gives others: `src/extensionApi.ts` of AnWeber/vscode-httpyac. */
interface HttpYacApi {
  readonly httpyac: { readonly store: { readonly pluginStore: Record<string, HttpYacPlugin> } };
  readonly documentStore: { clear(): void };
}

/**
 * Lets httpYac send a renewed token in place of an expired one, where `tokensmith.http.renewOnSend` is on. REST Client
 * has no API for that (its issues 557 and 1201).
 */
export function registerHttpYac(services: Services): Disposable {
  let connected: HttpYacApi | undefined;
  const connect = async (document: TextDocument) => {
    if (connected || !isOn() || !languages.match(httpFiles, document)) return;
    // It reads such a document, too, and is active then.
    const httpYac = extensions.getExtension<HttpYacApi>('anweber.vscode-httpyac');
    // VS Code itself tells when an extension cannot be activated.
    const api = await httpYac?.activate().then(undefined, () => undefined);
    const { renewingPlugin } = await import('../insertion/httpYacPlugin.ts');
    if (connected || !api) return;
    connected = api;
    api.httpyac.store.pluginStore.tokensmith = renewingPlugin((token) => freshToken(services, token));
    // What it read before has not met the plugin.
    api.documentStore.clear();
  };
  const connectAny = () => workspace.textDocuments.forEach((document) => void connect(document));
  connectAny();
  return Disposable.from(
    workspace.onDidOpenTextDocument(connect),
    workspace.onDidGrantWorkspaceTrust(connectAny),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(setting)) connectAny();
    }),
    new Disposable(() => {
      delete connected?.httpyac.store.pluginStore.tokensmith;
      connected?.documentStore.clear();
    }),
  );
}

const setting = 'tokensmith.http.renewOnSend';

function isOn(): boolean {
  return workspace.isTrusted && workspace.getConfiguration().get(setting, false);
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
