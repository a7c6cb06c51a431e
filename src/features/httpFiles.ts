import type { DocumentFilter } from 'vscode';
import { httpLanguages } from '../insertion/fileTypes.ts';

/** `.http` files, whatever extension names their language. */
export const httpFiles: readonly DocumentFilter[] = [
  ...httpLanguages.map((language) => ({ language })),
  { pattern: '**/*.{http,rest}' },
];

/** In larger `.http` files requests have no lenses, and names of recipes are not looked for, in UTF-16 units. */
export const longestHttpFile = 1_000_000;
