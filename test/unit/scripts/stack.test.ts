import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { sourceStack } from '../../integration/harness.stack.ts';

it('turns places in the bundle into places in the sources', () => {
  const { outputFiles } = buildSync({
    stdin: {
      contents: '\n\nexport function run(): never {\n  throw new Error("x");\n}\n',
      loader: 'ts',
      sourcefile: 'test/a.test.ts',
    },
    outfile: '/tests.js',
    sourcemap: 'external',
    format: 'cjs',
    write: false,
  });
  const text = (end: string): string => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  const line =
    text('.js')
      .split('\n')
      .findIndex((each) => each.includes('throw')) + 1;
  const stack = (place: string): string =>
    `Error: x\n    at run (${place}:3)\n    at other (/vs/extensionHost.js:1:2)\nexpected: 1`;
  const expected = 'Error: x\n    at test/a.test.ts:4\nexpected: 1';
  expect(sourceStack(stack(`/tmp/a/tests.js:${line}`), text('.map'))).toBe(expected);
  expect(sourceStack(stack(`vscode-remote://h:1/a/tests.js#vscode-extension:${line + 2}`), text('.map'))).toBe(
    expected,
  );
});
