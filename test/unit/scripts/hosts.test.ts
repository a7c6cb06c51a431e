import { expect, it, vi } from 'vitest';
import { checkBudgets } from '../../../scripts/budgets.ts';
import { bundleHosts } from '../../../scripts/hosts.ts';

type Load = (name: string) => Readonly<Record<string, unknown>>;
type Web = { readonly activate: unknown; readonly loader: (atStart: object) => Load };

/** In place of VS Code: whatever is asked of it is there, and does nothing. */
const nothing: unknown = new Proxy(class {}, {
  get: (target, name) => {
    if (name === 'prototype') return target.prototype;
    return name === Symbol.toPrimitive ? () => '' : nothing;
  },
  apply: () => nothing,
  construct: () => nothing as object,
});

it('gives the Node host every chunk that is not loaded at the start out of the one file', {
  timeout: 60_000,
}, async () => {
  const { files } = await bundleHosts(true);
  const exports = {} as Web;
  new Function('exports', 'require', files.get('web/extension.js') ?? '')(exports, () => nothing);
  expect(exports.activate).toBeTypeOf('function');
  const load = exports.loader({});
  const stubs = [...files].filter(([, text]) => text.startsWith('import{load}from"./web.mjs"'));
  expect(stubs.length).toBeGreaterThan(3);
  for (const [file, text] of stubs) {
    const names = /export const\{(.*)\}=/.exec(text)?.[1]?.split(',') ?? [];
    const chunk = load(`./${file.slice('node/'.length)}`);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(chunk, `${file} ${name}`).toHaveProperty([name]);
  }
});

it('takes what runs already from who has it', async () => {
  const { files } = await bundleHosts(false);
  const exports = {} as Web;
  new Function('exports', 'require', files.get('web/extension.js') ?? '')(exports, () => nothing);
  const running = { here: true };
  expect(exports.loader({ './startup.mjs': running })('./startup.mjs')).toBe(running);
});

it('fails where start-up code is over its budget, and names the largest parts', () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const part = {
    name: 'start-up code in the Node host',
    bytes: 151 * 1024,
    holds: [{ file: 'src/large.ts', bytes: 9e4 }],
  };
  expect(checkBudgets([part])).toBe(false);
  expect(said.mock.calls.flat().join('\n')).toContain('src/large.ts');
  expect(checkBudgets([{ ...part, bytes: 149 * 1024 }])).toBe(true);
  said.mockRestore();
});
