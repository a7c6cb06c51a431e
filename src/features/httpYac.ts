import { Disposable, type Event, extensions, languages, type TextDocument, type Uri, workspace } from 'vscode';
import type { HttpYacPlugin } from '../insertion/httpYacPlugin.ts';
import type { Services } from '../services.ts';
import { httpFiles } from './httpFiles.ts';

/** What is used of the API that httpYac's extension gives others: `src/extensionApi.ts` of AnWeber/vscode-httpyac. */
export interface HttpYacApi {
  readonly httpyac: { readonly store: { readonly pluginStore: Record<string, HttpYacPlugin> } };
  readonly documentStore: {
    /** What counts for a file that has none of its own. */
    readonly activeEnvironment?: readonly string[] | undefined;
    /** Of a file; older versions have one for all. */
    getActiveEnvironment?(httpFile: { readonly fileName: Uri }): readonly string[] | undefined;
    clear(): void;
  };
  readonly environmentChanged?: Event<unknown>;
}

const httpYacExtension = () => extensions.getExtension<HttpYacApi>('anweber.vscode-httpyac');

/** httpYac's extension, where it is installed: its API once it is active, till then nothing of it. */
export function httpYac(): Partial<HttpYacApi> | undefined {
  const extension = httpYacExtension();
  return extension && (extension.isActive ? extension.exports : {});
}

/** The environments that httpYac has chosen for a file. */
export function activeEnvironment({ uri }: TextDocument): readonly string[] {
  const store = httpYac()?.documentStore;
  return store?.getActiveEnvironment?.({ fileName: uri }) ?? store?.activeEnvironment ?? [];
}

/**
 * Lets httpYac send tokens that are made for the request: `{{$jwt recipe}}`, and a renewed token in place of an expired one
 * where `tokensmith.http.renewOnSend` is on. REST Client has no API for that (its issues 557 and 1201).
 * @param chosen called when another environment is chosen there
 */
export function registerHttpYac(services: Services, chosen: () => void): Disposable {
  let connected: HttpYacApi | undefined;
  let listener: Disposable | undefined;
  const connect = async (document: TextDocument) => {
    if (connected || !languages.match(httpFiles, document)) return;
    // It reads such a document, too, and is active then. VS Code itself tells when an extension cannot be activated.
    const api = await httpYacExtension()
      ?.activate()
      .then(undefined, () => undefined);
    if (!api) return;
    const { sendingPlugin } = await import('../insertion/httpYacPlugin.ts');
    const { freshToken, madeToken } = await import('./httpYacTokens.ts');
    // Another document came first.
    if (connected) return;
    connected = api;
    listener = api.environmentChanged?.(chosen);
    api.httpyac.store.pluginStore.tokensmith = sendingPlugin({
      renew: (token, body) => freshToken(services, token, body),
      make: (recipe) => madeToken(services, recipe),
    });
    // What it read before has not met the plugin.
    api.documentStore.clear();
  };
  const connectAny = () => workspace.textDocuments.forEach((document) => void connect(document));
  // Activation only registers; the documents that are open already come right after.
  const timer = setTimeout(connectAny);
  return Disposable.from(
    new Disposable(() => clearTimeout(timer)),
    workspace.onDidOpenTextDocument(connect),
    extensions.onDidChange(connectAny),
    new Disposable(() => {
      listener?.dispose();
      delete connected?.httpyac.store.pluginStore.tokensmith;
      connected?.documentStore.clear();
    }),
  );
}
