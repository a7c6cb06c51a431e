import { type Disposable, l10n, type Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { LastEditor } from './lastEditor.ts';
import type { BuilderPanel, BuilderServices } from './panel.ts';
import type { Filled } from './protocol.ts';

const viewType = 'tokensmith.builder';

/** The Token Builder: at most one panel, which survives a reload with its fields. */
export class Builder implements Disposable {
  readonly #extension: Uri;
  readonly #services: BuilderServices;
  readonly #lastEditor = new LastEditor();
  readonly #serializer: Disposable;
  #open: { readonly panel: WebviewPanel; readonly builder: Promise<BuilderPanel> } | undefined;

  /** @param extension the folder of the extension */
  constructor(extension: Uri, services: BuilderServices) {
    this.#extension = extension;
    this.#services = services;
    this.#serializer = window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel) => this.#fill(panel),
    });
  }

  /**
   * Opens the panel beside the active editor, or shows the one that is open.
   * @param recipe what its form is filled in with: the name of a recipe of the settings, or a recipe, which may be incomplete
   * @throws UsageError `command.unknown-recipe`; RecipeError where the recipe has no form
   */
  async show(recipe?: unknown): Promise<void> {
    const filled = recipe === undefined ? undefined : (await import('./recipeHandlers.ts')).filledFrom(recipe);
    if (this.#open) {
      (await this.#open.builder).show(filled);
      return;
    }
    const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    await this.#fill(window.createWebviewPanel(viewType, l10n.t('Token Builder'), column), filled);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#lastEditor.dispose();
    this.#open?.panel.dispose();
  }

  async #fill(panel: WebviewPanel, filled?: Filled): Promise<void> {
    this.#open?.panel.dispose();
    const builder = import('./panel.ts').then(
      ({ BuilderPanel }) => new BuilderPanel(panel, this.#extension, this.#services, this.#lastEditor, filled),
    );
    const open = { panel, builder };
    this.#open = open;
    panel.onDidDispose(async () => {
      if (this.#open === open) this.#open = undefined;
      (await builder).dispose();
    });
    await builder;
  }
}
