import { type Disposable, EventEmitter, type TextDocument, workspace } from 'vscode';
import { isSent } from '../insertion/fileTypes.ts';
import type { InspectionContext } from '../inspection/inspect.ts';
import { isMatched } from '../settings/paths.ts';
import { setting } from '../settings/settings.ts';

const features = ['codeLens', 'hover', 'problems', 'inlayHints', 'colors'] as const;

/** The features that a setting switches on and off. */
type Feature = (typeof features)[number];

/** What the settings say for a document. The same object as long as they say the same. */
export interface Settings {
  /** Whether `tokensmith.exclude` says to leave the document's tokens alone. */
  readonly isExcluded: boolean;
  /** By each feature's switch, and by `tokensmith.exclude`. */
  readonly isEnabled: Readonly<Record<Feature, boolean>>;
  /** What tokens are held against, but for the clock. */
  readonly context: Omit<InspectionContext, 'now'>;
}

/** What the settings say, as the token service asks for it. */
export interface SettingsSource {
  /** For a document; without one, for any. */
  readonly of: (document?: TextDocument) => Settings;
  /** The settings say something else. */
  readonly onDidChange: (listener: () => void) => Disposable;
}

/** What the settings of Tokensmith say for documents. Reading them is dear, and they are asked for with every token. */
export class DocumentSettings implements SettingsSource, Disposable {
  #known = new WeakMap<TextDocument, Settings>();
  readonly #changed = new EventEmitter<void>();
  readonly #listener = workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('tokensmith')) return;
    this.#known = new WeakMap();
    this.#changed.fire();
  });

  readonly onDidChange = this.#changed.event;

  readonly of = (document?: TextDocument): Settings => {
    const known = document && this.#known.get(document);
    // VS Code keeps the document where only its language changes.
    if (known?.context.document?.languageId === document?.languageId && known) return known;
    const settings = readSettings(document);
    if (document) this.#known.set(document, settings);
    return settings;
  };

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}

function readSettings(document?: TextDocument): Settings {
  const uri = document?.uri;
  const isExcluded = uri !== undefined && isMatched(uri, setting('exclude', document));
  const isOn = (feature: Feature) => !isExcluded && setting(`${feature}.enabled`, document);
  const { issuer, audience } = setting('expect', document);
  return {
    isExcluded,
    isEnabled: Object.fromEntries(features.map((feature) => [feature, isOn(feature)])) as Settings['isEnabled'],
    context: {
      tolerance: setting('clockTolerance', document),
      expiresSoon: setting('expiresSoon', document),
      expected: { issuer: texts(issuer), audience: texts(audience) },
      severities: setting('problems.severity', document) as Readonly<Record<string, string>>,
      ...(document && {
        document: {
          languageId: document.languageId,
          path: workspace.asRelativePath(document.uri, false),
          isQuiet: !isSent(document.uri.path) && isMatched(document.uri, setting('problems.quiet', document)),
        },
      }),
    },
  };
}

/** One text, or a list of texts; anything else counts as none. */
function texts(value: unknown): readonly string[] {
  return [value].flat().filter((text) => typeof text === 'string');
}
