/** Webview panels, whose pages tests play. */
import { EventEmitter, type Uri } from './basics.ts';
import type { Editors, Tab } from './editors.ts';

/** The panels that are open. */
export const panels: WebviewPanel[] = [];

/** A panel, whose page is the test: it has what the page is told, and sends what the page sends. */
export class WebviewPanel {
  readonly viewType: string;
  readonly title: string;
  readonly #editors: Editors;
  readonly #tab: Tab;
  readonly #received = new EventEmitter<unknown>();
  readonly #gone = new EventEmitter<void>();
  iconPath: unknown;
  /** What the page was told while it was there. */
  readonly told: unknown[] = [];
  readonly webview = {
    html: '',
    options: {},
    cspSource: 'https://csp.test',
    asWebviewUri: (file: Uri) => file,
    onDidReceiveMessage: this.#received.event,
    // The page of a panel that is out of sight is gone.
    postMessage: async (message: unknown): Promise<boolean> => {
      if (this.visible) this.told.push(message);
      return this.visible;
    },
  };
  readonly onDidDispose = this.#gone.event;

  constructor(editors: Editors, viewType: string, title: string, viewColumn: number) {
    this.#editors = editors;
    this.viewType = viewType;
    this.title = title;
    this.#tab = editors.showOther(undefined, viewColumn);
    panels.push(this);
  }

  get viewColumn(): number {
    return this.#tab.group.viewColumn;
  }

  get visible(): boolean {
    return this.#tab.isActive;
  }

  /** The page says something. */
  say(message: unknown): void {
    this.#received.fire(message);
  }

  /** The extension brings it to the front, or the person clicks into its page. */
  reveal(): void {
    this.#editors.reveal(this.#tab);
  }

  /** The extension or the person closes it. */
  dispose(): void {
    if (!panels.includes(this)) return;
    panels.splice(panels.indexOf(this), 1);
    this.#editors.close((tab) => tab === this.#tab);
    this.#gone.fire();
  }
}
