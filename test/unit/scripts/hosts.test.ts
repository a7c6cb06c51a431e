import { type CreateContextOptions, createContext, runInContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { checkBudgets } from '../../../scripts/budgets.ts';
import { bundleFiles, bundleHosts, laterFile, startFile } from '../../../scripts/hosts.ts';

/** In place of VS Code: whatever is asked of it is there, and does nothing. */
const nothing: unknown = new Proxy(class {}, {
  get: (target, name) => {
    if (name === 'prototype') return target.prototype;
    return name === Symbol.toPrimitive ? () => '' : nothing;
  },
  apply: () => nothing,
  construct: () => nothing as object,
});

type Load = (name: string) => Readonly<Record<string, unknown>>;

it('holds every chunk, with all that it exports', async () => {
  const { files } = await bundleHosts(false);
  const later = { exports: {} as Readonly<Record<string, unknown>> };
  new Function('module', files.get(bundleFiles.later) ?? '')(later);
  expect(Object.keys(later.exports).length).toBeGreaterThan(3);
  const require = (name: string) => (name === 'vscode' ? nothing : later.exports);
  const start = {} as { readonly activate: unknown; readonly later: Load };
  new Function('exports', 'require', `${files.get(bundleFiles.start)};exports.later = later;`)(start, require);
  expect(start.activate).toBeTypeOf('function');
  for (const name of Object.keys(later.exports)) {
    const chunk = Object.entries(await start.later(name));
    expect(chunk.length, name).toBeGreaterThan(0);
    for (const [exported, value] of chunk) expect(value, `${name} ${exported}`).toBeDefined();
  }
});

it('is a script in both hosts: the worker host of VS Code 1.100 refuses an extension whose main is a module', () => {
  expect(manifest.main).toBe(`./dist/${bundleFiles.start}`);
  expect(manifest.browser).toBe(manifest.main);
  expect(manifest).not.toHaveProperty('type');
});

describe('what is loaded later', () => {
  const start = startFile([
    { fileName: 'shared.mjs', code: 'const e={};export{e as shared};' },
    {
      fileName: 'extension.mjs',
      code: 'import{shared as s}from"./shared.mjs";const a=()=>import("./more.mjs").then((m)=>m.same(s));const l=(e)=>new Error("no code: "+e.message);export{a as activate,l as loadFailure};',
    },
  ]);
  const later = laterFile([
    {
      fileName: 'more.mjs',
      code: 'import{shared}from"./shared.mjs";let n=0;const f=(s)=>[s===shared,++n];export{f as same};',
    },
  ]);
  const read = vi.fn(async (_path: string) => new TextEncoder().encode(later));
  const vscode = {
    Uri: { joinPath: (folder: string, ...parts: readonly string[]) => [folder, ...parts].join('/') },
    workspace: { fs: { readFile: read } },
  };
  /** @param process what a host has under this name */
  const activated = (process?: object, options: CreateContextOptions = {}) => {
    const required = vi.fn((name: string): unknown => {
      if (name === 'vscode') return vscode;
      const module = { exports: {} };
      new Function('module', later)(module);
      return module.exports;
    });
    const exports = {} as { activate(context: object): Promise<unknown> };
    const globals = { exports, require: required, TextDecoder, process };
    runInContext(start, createContext(globals, options));
    return { activate: () => exports.activate({ extensionUri: 'folder' }), required };
  };

  it('is required in the Node host, once', async () => {
    read.mockClear();
    const { activate, required } = activated({ versions: { node: '24.0.0' } });
    expect(await Promise.all([activate(), activate()])).toEqual([
      [true, 1],
      [true, 2],
    ]);
    expect(required.mock.calls).toEqual([['vscode'], ['./later.js']]);
    expect(read).not.toHaveBeenCalled();
  });

  it.each([[undefined], [{ env: {} }]])(
    'is read with the file system of VS Code elsewhere, once: %j',
    async (process) => {
      read.mockClear();
      const { activate, required } = activated(process);
      expect(await Promise.all([activate(), activate()])).toEqual([
        [true, 1],
        [true, 2],
      ]);
      expect(required.mock.calls).toEqual([['vscode']]);
      expect(read.mock.calls).toEqual([['folder/dist/later.js']]);
    },
  );

  it('is said to be missing where the host evaluates nothing', async () => {
    const { activate } = activated(undefined, { codeGeneration: { strings: false, wasm: false } });
    await expect(activate()).rejects.toThrow(/^no code: Code generation from strings/);
  });

  it('is asked for again where it could not be read', async () => {
    const { activate } = activated();
    read.mockRejectedValueOnce(new Error('offline'));
    await expect(activate()).rejects.toThrow('no code: offline');
    expect(await activate()).toEqual([true, 1]);
  });
});

it('fails where start-up code is over its budget, and names the largest parts', () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const part = {
    name: `dist/${bundleFiles.start}`,
    bytes: 151 * 1024,
    holds: [{ file: 'src/large.ts', bytes: 9e4 }],
  };
  expect(checkBudgets([part])).toBe(false);
  expect(said.mock.calls.flat().join('\n')).toContain('src/large.ts');
  expect(checkBudgets([{ ...part, bytes: 149 * 1024 }])).toBe(true);
  said.mockRestore();
});
