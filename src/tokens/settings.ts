import { type Disposable, languages, type TextDocument, workspace } from 'vscode';
import type { CheckContext } from '../jwt/problem.ts';
import { parseDuration } from '../jwt/time.ts';
import { timeRules } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';

const features = ['codeLens', 'hover', 'problems', 'inlayHints', 'colors'] as const;

/** The features that a setting switches on and off. */
export type Feature = (typeof features)[number];

/** What the settings say for a document. The same object as long as they say the same. */
export interface Settings {
  /** Whether `tokensmith.exclude` says to leave the document's tokens alone. */
  readonly isExcluded: boolean;
  /** By each feature's switch, and by `tokensmith.exclude`. */
  readonly isEnabled: Readonly<Record<Feature, boolean>>;
  /** The severity that a problem has instead of its default, or `off`, by its code. */
  readonly severities: Readonly<Record<string, string>>;
  readonly context: Omit<CheckContext, 'now'>;
}

/** What was read of the settings since they changed last: reading them is dear, and asked for with every token. */
let known = new WeakMap<TextDocument, Settings>();

/** Keeps what is known of the settings true. Comes before whatever listens to changes of them. */
export function registerSettings(): Disposable {
  return workspace.onDidChangeConfiguration(() => {
    known = new WeakMap();
  });
}

/** What the settings say for a document. */
export function settingsOf(document: TextDocument): Settings {
  const last = known.get(document);
  if (last?.context.document?.languageId === document.languageId) return last;
  const settings = readSettings(document);
  known.set(document, settings);
  return settings;
}

/** Whether a feature is on for a document: by its switch, and by `tokensmith.exclude`. */
export function isEnabled(feature: Feature, document: TextDocument): boolean {
  return settingsOf(document).isEnabled[feature];
}

/** What checks of a document's tokens go by: the settings, the clock and the rules of the token's kind. */
export function checkContext(document: TextDocument | undefined, kind: Kind, now = Date.now()): CheckContext {
  const { context } = document ? settingsOf(document) : readSettings();
  return { ...timeRules(kind), ...context, now };
}

function readSettings(document?: TextDocument): Settings {
  const settings = workspace.getConfiguration('tokensmith', document);
  const isExcluded = settings
    .get<readonly string[]>('exclude', [])
    .some((pattern) => document && languages.match({ pattern }, document) > 0);
  const isOn = (feature: Feature) => !isExcluded && settings.get(`${feature}.enabled`, true);
  return {
    isExcluded,
    isEnabled: Object.fromEntries(features.map((feature) => [feature, isOn(feature)])) as Settings['isEnabled'],
    severities: settings.get('problems.severity', {}),
    context: {
      tolerance: parseDuration(settings.get('clockTolerance')) ?? 5,
      expiresSoon: parseDuration(settings.get('expiresSoon')) ?? 300,
      ...(document && {
        document: { languageId: document.languageId, path: workspace.asRelativePath(document.uri, false) },
      }),
    },
  };
}
