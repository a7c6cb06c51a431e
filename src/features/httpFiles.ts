import type { DocumentSelector } from 'vscode';
import { httpLanguages } from '../insertion/fileTypes.ts';

/** `.http` files, whatever extension names their language. */
export const httpFiles: DocumentSelector = [
  ...httpLanguages.map((language) => ({ language })),
  { pattern: '**/*.{http,rest}' },
];
