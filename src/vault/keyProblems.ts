import type { Severity } from '../jwt/problem.ts';

/** A problem of a key or of where it is kept, not of a token. */
export interface KeyProblem {
  readonly code: string;
  /** The default severity. */
  readonly severity: Severity;
  readonly source: string;
}

const disclosure = 'https://www.rfc-editor.org/rfc/rfc7517#section-9.2';

/** A private key file that git would commit. */
export const keyNotIgnored: KeyProblem = { code: 'key.not-ignored', severity: 'warning', source: disclosure };

/** A recipe of the settings that holds a key or secret itself in place of a reference to it. */
export const keyInSettings: KeyProblem = { code: 'key.in-settings', severity: 'error', source: disclosure };

/** `{{$jwt name}}` in an `.http` file names a recipe that the settings lack: httpYac sends no such request. */
export const recipeUnknown: KeyProblem = {
  code: 'recipe.unknown',
  severity: 'error',
  source: 'https://httpyac.github.io/guide/variables.html',
};

/** A secret that is shorter than RFC 7518 wants: told when a token is made with it. */
const shortSecret: KeyProblem = {
  code: 'key.short-secret',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc7518#section-3.2',
};

/** The problems of keys, of where they are kept, and of recipes that are named. */
export const keyProblems: readonly KeyProblem[] = [keyNotIgnored, keyInSettings, shortSecret, recipeUnknown];
