import { SourceMap } from 'node:module';

/** Lines that the web worker host puts before a module that it evaluates. */
const linesBefore = 2;

/**
 * Makes a stack from the extension host readable: places in `tests.js` become places in the sources, relative to the
 * repository's root, and the frames of libraries and of VS Code go.
 */
export function sourceStack(failure: string, sourceMap: string): string {
  const map = new SourceMap(JSON.parse(sourceMap));
  const lines = failure.split('\n').map((line) => {
    if (!/^\s+at .*:\d+:\d+\)?$/.test(line)) return line;
    const [, evaluated, row, column] = /tests\.js(#vscode-extension)?:(\d+):(\d+)\)?$/.exec(line) ?? [];
    if (row === undefined) return undefined;
    const origin = map.findOrigin(Number(row) - (evaluated ? linesBefore : 0), Number(column));
    if (!('fileName' in origin) || origin.fileName.includes('node_modules')) return undefined;
    return `    at ${origin.fileName.replace(/^(\.\.\/)+/, '')}:${origin.lineNumber}`;
  });
  return lines.filter((line) => line !== undefined).join('\n');
}
