/** How large what is shipped may be, in bytes. */
export interface Budget {
  /** The path in the repository. */
  readonly file: string;
  readonly limit: number;
  /** What is aimed at, where that is less than the limit. */
  readonly aim?: number;
}

const kilobyte = 1024;

/** `npm run package` prints these beside the sizes, and fails where one is over its limit. */
export const budgets: readonly Budget[] = [
  { file: 'tokensmith.vsix', limit: 300 * kilobyte },
  { file: 'dist/webview/builder.js', limit: 180 * kilobyte },
  // VS Code's web host loads one file and no other, so that nothing can be split off and loaded when it is needed. What
  // the aim counted without: decryption, JSON Web Key Sets, ML-DSA, the HTTP clients' plugins.
  { file: 'dist/extension.js', limit: 335 * kilobyte, aim: 220 * kilobyte },
];
