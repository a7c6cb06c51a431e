import { languages, type TextDocument, workspace } from 'vscode';
import type { CheckContext } from '../jwt/problem.ts';
import { parseDuration } from '../jwt/time.ts';
import { timeRules } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';

/** The features that a setting switches on and off. */
export type Feature = 'codeLens' | 'hover' | 'problems' | 'inlayHints' | 'colors';

/** Whether a feature is on for a document: by its switch, and by `tokensmith.exclude`. */
export function isEnabled(feature: Feature, document: TextDocument): boolean {
  const settings = workspace.getConfiguration('tokensmith', document);
  if (!settings.get(`${feature}.enabled`, true)) return false;
  return !settings.get<readonly string[]>('exclude', []).some((pattern) => languages.match({ pattern }, document) > 0);
}

/** What checks of a document's tokens go by: the settings, the clock and the rules of the token's kind. */
export function checkContext(document: TextDocument | undefined, kind: Kind, now = Date.now()): CheckContext {
  const settings = workspace.getConfiguration('tokensmith', document);
  return {
    ...timeRules(kind),
    now,
    tolerance: parseDuration(settings.get('clockTolerance')) ?? 5,
    expiresSoon: parseDuration(settings.get('expiresSoon')) ?? 300,
    ...(document && { document: { languageId: document.languageId, path: document.uri.path } }),
  };
}
