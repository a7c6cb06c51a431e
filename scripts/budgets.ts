/** How large what is shipped may be, and what of it is how large. */

/** A file that is shipped, or what is loaded together, and the sources that it is made of. */
export interface Part {
  readonly name: string;
  readonly bytes: number;
  /** Of each source its share, as far as the bundler can tell: before or after it is minified. */
  readonly holds?: readonly { readonly file: string; readonly bytes: number }[];
}

const kilobyte = 1024;

/** In bytes, by the names of parts. A part that is not here is printed, and may be as large as it likes. */
const limits: Readonly<Record<string, number>> = {
  'dist/extension.js': 150 * kilobyte,
  'dist/later.js': 300 * kilobyte,
  'dist/webview/builder.js': 100 * kilobyte,
  'tokensmith.vsix': 300 * kilobyte,
};

/** So many of the largest shares are printed, and more of them where the budget is not held. */
const shown = { within: 5, over: 30 } as const;

/** Prints each part with its limit and its largest shares. @returns whether all keep their limits */
export function checkBudgets(parts: readonly Part[]): boolean {
  return parts
    .map(({ name, bytes, holds = [] }) => {
      const limit = limits[name];
      const isOver = limit !== undefined && bytes > limit;
      const of = limit === undefined ? '' : ` of ${kilobytes(limit)}`;
      console.log(`${name}: ${kilobytes(bytes)}${of}${isOver ? ' – OVER' : ''}`);
      const largest = holds.toSorted((a, b) => b.bytes - a.bytes).slice(0, isOver ? shown.over : shown.within);
      for (const { file, bytes: share } of largest) console.log(`    ${kilobytes(share)}  ${shortName(file)}`);
      if (isOver)
        console.log(
          '  Have what is not always needed loaded by import(), take it out, or make it smaller. CONTRIBUTING.md tells how.',
        );
      return !isOver;
    })
    .every(Boolean);
}

function kilobytes(bytes: number): string {
  return `${(bytes / kilobyte).toFixed(1)} KB`;
}

/** From the folder of the sources, or of the package, on. */
function shortName(file: string): string {
  return file.replace(/^.*\/(?=src\/|node_modules\/)/, '');
}
