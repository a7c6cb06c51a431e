import type { Severity } from '../jwt/problem.ts';

/** A problem of a key or of where it is kept, not of a token. */
export interface KeyProblem {
  readonly code: string;
  /** The default severity. */
  readonly severity: Severity;
  readonly source: string;
}

const disclosure = 'https://www.rfc-editor.org/rfc/rfc7517#section-9.2';

/** The problems of keys, of where they are kept, and of recipes that are named. */
export const keyProblems = {
  /** A private key file that git would commit. */
  notIgnored: { code: 'key.not-ignored', severity: 'warning', source: disclosure },
  /** A recipe of the settings that holds a key or secret itself in place of a reference to it. */
  inSettings: { code: 'key.in-settings', severity: 'error', source: disclosure },
  /** A secret that is shorter than RFC 7518 wants: told when a token is made with it. */
  shortSecret: {
    code: 'key.short-secret',
    severity: 'warning',
    source: 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2',
  },
  /** A secret that may be something else, such as a path or a placeholder: told when a token is made with it. */
  doubtfulSecret: {
    code: 'key.doubtful-secret',
    severity: 'warning',
    source: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.5',
  },
  /** `{{$jwt name}}` in an `.http` file names a recipe that the settings lack: httpYac sends no such request. */
  recipeUnknown: {
    code: 'recipe.unknown',
    severity: 'error',
    source: 'https://httpyac.github.io/guide/variables.html',
  },
  /** A new token that nobody would take for one of the kind that its recipe names. */
  misread: {
    code: 'recipe.misread',
    severity: 'warning',
    source: 'https://www.rfc-editor.org/rfc/rfc8725#section-3.11',
  },
} as const satisfies Readonly<Record<string, KeyProblem>>;
