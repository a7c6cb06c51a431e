import { type Disposable, l10n, type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { LastEditor } from './lastEditor.ts';
import { BuilderPanel, type BuilderServices } from './panel.ts';
import type { Filled } from './protocol.ts';

const viewType = 'tokensmith.builder';

/** The Token Builder: at most one panel, which survives a reload with its fields. */
export class Builder implements Disposable {
  readonly #extension: Uri;
  readonly #services: BuilderServices;
  readonly #lastEditor = new LastEditor();
  readonly #serializer: Disposable;
  #open: { readonly panel: WebviewPanel; readonly builder: BuilderPanel } | undefined;

  /** @param extension the folder of the extension */
  constructor(extension: Uri, services: BuilderServices) {
    this.#extension = extension;
    this.#services = services;
    this.#serializer = window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => this.#fill(panel),
    });
  }

  /** Opens the panel beside the active editor, or shows the one that is open; with a form filled in where one is given. */
  show(filled?: Filled): void {
    if (this.#open) {
      this.#open.builder.show(filled);
      return;
    }
    const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    this.#fill(window.createWebviewPanel(viewType, l10n.t('Token Builder'), column), filled);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#lastEditor.dispose();
    this.#open?.panel.dispose();
  }

  #fill(panel: WebviewPanel, filled?: Filled): void {
    this.#open?.panel.dispose();
    const builder = new BuilderPanel(panel, this.#extension, this.#services, this.#lastEditor, filled);
    const open = { panel, builder };
    this.#open = open;
    panel.onDidDispose(() => {
      builder.dispose();
      if (this.#open === open) this.#open = undefined;
    });
  }
}
