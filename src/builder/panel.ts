import { CancellationError, Disposable, l10n, Uri, type WebviewPanel, workspace } from 'vscode';
import { lastKinds } from '../flows/again.ts';
import { httpMethods } from '../kinds/acl.ts';
import { type WayOut, waysOut } from '../messages/waysOut.ts';
import type { Services } from '../services.ts';
import { actionHandlers } from './actionHandlers.ts';
import { FormError, failureOf } from './failures.ts';
import { formHandlers } from './formHandlers.ts';
import { forms } from './forms.ts';
import type { Handlers } from './handlers.ts';
import { pageHtml, pageRoot } from './html.ts';
import { keyHandlers } from './keyHandlers.ts';
import { keysOf } from './keys.ts';
import type { LastEditor } from './lastEditor.ts';
import { refusedId, requestIn } from './messages.ts';
import type { Filled, HostMessage, Request, Seen } from './protocol.ts';
import { recipeHandlers, recipeNames } from './recipeHandlers.ts';

/** How long changes of the keys are gathered before the page is told, in milliseconds. */
const debounce = 50;

/** What the builder works with. */
export type BuilderServices = Pick<Services, 'vault' | 'keys' | 'tokens' | 'claims' | 'person' | 'memory'>;

/** One panel: answers its page's requests and tells it of other keys and recipes. What is no request of the protocol is refused. */
export class BuilderPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #services: BuilderServices;
  readonly #handlers: Handlers;
  readonly #listeners: Disposable;
  /** What the page shall show when it is there. */
  #waiting: Filled | undefined;
  /** The token in sight: the page of a hidden panel is gone, and keeps no token. */
  #seen: Seen | undefined;
  #ways: readonly WayOut[] = [];
  #telling: ReturnType<typeof setTimeout> | undefined;

  /** Fills a panel, new or restored. */
  constructor(panel: WebviewPanel, extension: Uri, services: BuilderServices, lastEditor: LastEditor, filled?: Filled) {
    this.#panel = panel;
    this.#services = services;
    this.#waiting = filled;
    const form = formHandlers(services);
    this.#handlers = {
      ...form,
      create: async (params) => this.#remember(await form.create(params)),
      paste: async (params) => this.#remember(await form.paste(params)),
      dismiss: async () => {
        this.#seen = undefined;
        return null;
      },
      ...keyHandlers(services),
      ...recipeHandlers,
      ...actionHandlers(services, lastEditor, () => this.#ways),
      start: async () => this.#start(),
    };
    panel.iconPath = { light: icon(extension, 'light'), dark: icon(extension, 'dark') };
    panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extension)] };
    this.#listeners = Disposable.from(
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      services.keys.onDidChange(() => this.#tellKeys()),
      workspace.onDidGrantWorkspaceTrust(() => this.#tellRecipes()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tokensmith.recipes')) this.#tellRecipes();
      }),
    );
    panel.webview.html = pageHtml(panel.webview, extension);
  }

  /** Brings the panel to the front, with a form filled in where one is given. */
  show(filled?: Filled): void {
    // A page out of sight is not there; it starts anew once the panel is shown.
    if (filled && this.#panel.visible) this.#say({ type: 'show', filled });
    else if (filled) this.#waiting = filled;
    this.#panel.reveal();
  }

  dispose(): void {
    clearTimeout(this.#telling);
    this.#listeners.dispose();
  }

  async #receive(message: unknown): Promise<void> {
    const request = requestIn(message);
    if (request) return this.#say(await this.#handle(request));
    const id = refusedId(message);
    // The page asks for nothing that is not of the protocol, but for the length of a text.
    if (id !== undefined)
      this.#say({ type: 'failure', id, failure: { message: l10n.t('This is too long.'), ways: [] } });
  }

  #remember<S extends Seen>(seen: S): S {
    this.#seen = { view: seen.view, notes: seen.notes };
    return seen;
  }

  async #handle({ id, method, params }: Request): Promise<HostMessage> {
    try {
      // The parameters are of the method; TypeScript cannot tell that of the two unions.
      const handle = this.#handlers[method] as (params: Request['params']) => ReturnType<Handlers[typeof method]>;
      return { type: 'result', id, result: await handle(params) };
    } catch (error) {
      if (error instanceof CancellationError) return { type: 'cancelled', id };
      this.#ways = error instanceof FormError ? [] : waysOut(error);
      const draft = 'draft' in params ? params.draft : undefined;
      return { type: 'failure', id, failure: failureOf(error, this.#ways, draft) };
    }
  }

  async #start() {
    const filled = this.#waiting;
    this.#waiting = undefined;
    this.#tellKeys();
    return {
      forms: forms((text) => l10n.t(text), await this.#services.claims()),
      recipes: recipeNames(),
      methods: httpMethods,
      lastKinds: lastKinds(this.#services.memory),
      ...(l10n.bundle && { translations: l10n.bundle }),
      ...(filled && { filled }),
      ...(this.#seen && { seen: this.#seen }),
    };
  }

  #tellKeys(): void {
    this.#telling ??= setTimeout(async () => {
      this.#telling = undefined;
      this.#say({ type: 'keys', keys: await keysOf(this.#services) });
    }, debounce);
  }

  #tellRecipes(): void {
    this.#say({ type: 'recipes', recipes: recipeNames() });
    // They say of which kinds tokens are made here.
    this.#tellKeys();
  }

  #say(message: HostMessage): void {
    // One that does not arrive is none that a page waits for: it asks for all when it starts.
    void this.#panel.webview.postMessage(message);
  }
}

function icon(extension: Uri, theme: 'light' | 'dark'): Uri {
  return Uri.joinPath(extension, 'media', `builder-${theme}.svg`);
}
