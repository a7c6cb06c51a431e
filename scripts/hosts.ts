/**
 * The bundle of the extension, which both extension hosts load: what is needed at the start in one file, and the rest in
 * another, which is loaded when something first asks for it by `import()`. The web worker host evaluates one file and gives
 * it no way to load a second, so that the first reads and evaluates that, as the host does.
 */
import { type OutputChunk, rolldown } from 'rolldown';
import { type ESTree, minify, parseSync } from 'rolldown/utils';
import type { Part } from './budgets.ts';
import { Failure } from './host/failure.ts';
import { root } from './host/paths.ts';

/** The bundle of the extension. */
export interface Bundle {
  /** The files, by their paths below `dist`. */
  readonly files: ReadonlyMap<string, string>;
  readonly parts: readonly Part[];
  /** The paths of the modules that they are made of. */
  readonly modules: readonly string[];
}

/** Modules that are evaluated together. */
type Chunk = Pick<OutputChunk, 'fileName' | 'code'>;

/** What is loaded at the start, and what is loaded later. */
export const bundleFiles = { start: 'extension.js', later: 'later.js' } as const;

/**
 * What is evaluated together, in the order in which a module goes to the first that wants it, with all that it imports
 * statically. `startup` is what is needed when the extension is activated; the others come with what first asks for them by
 * `import()`. Few of them: each costs VS Code a millisecond.
 */
const chunkOf: readonly { readonly name: string; readonly test: RegExp }[] = [
  { name: 'startup', test: /\/src\/extension\.ts$/ },
  { name: 'verdict', test: /\/src\/jwt\/(decrypt|likelihood)\.ts$/ },
  { name: 'keys', test: /\/src\/keys\/read\.ts$/ },
  { name: 'decryption', test: /\/src\/jwt\/compactDecrypt\.ts$/ },
  { name: 'git', test: /\/src\/vault\/git\.ts$/ },
  { name: 'hover', test: /\/src\/features\/hoverContent\.ts$/ },
  { name: 'commands', test: /\/src\/commands\// },
  { name: 'builder', test: /\/src\/builder\// },
  { name: 'rest', test: /./ },
];

/** Bundles the extension for both hosts. @param production minified, and without source maps */
export async function bundleHosts(production: boolean): Promise<Bundle> {
  const chunks = await chunksOf(production);
  const atStart = loadedAtStart(chunks);
  const later = chunks.filter((chunk) => !atStart.includes(chunk));
  const texts: readonly (readonly [file: string, text: string, chunks: readonly OutputChunk[]])[] = [
    [bundleFiles.start, startFile(atStart), atStart],
    [bundleFiles.later, laterFile(later), later],
  ];
  const files = new Map<string, string>();
  for (const [file, text] of texts) files.set(file, production ? await smaller(file, text) : text);
  return {
    files,
    modules: chunks.flatMap(({ modules }) => Object.keys(modules)),
    parts: texts.map(([file, , of]) => ({
      name: `dist/${file}`,
      bytes: Buffer.byteLength(files.get(file) ?? ''),
      holds: sharesOf(of),
    })),
  };
}

async function chunksOf(production: boolean): Promise<readonly OutputChunk[]> {
  await using bundle = await rolldown({
    cwd: root,
    input: { extension: 'src/extension.ts' },
    external: ['vscode'],
    // Nothing of Node: both hosts run it.
    platform: 'browser',
    // What stands behind one `import()` may stand before another; the budget tells what is loaded at the start.
    checks: { ineffectiveDynamicImport: false },
  });
  const { output } = await bundle.generate({
    format: 'esm',
    minify: production,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
    codeSplitting: {
      groups: chunkOf.map(({ name, test }, i) => ({ name, test, priority: chunkOf.length - i })),
    },
  });
  return output.filter((file) => file.type === 'chunk');
}

/** The entry, and what it and its imports import statically, each behind what it imports. */
function loadedAtStart(chunks: readonly OutputChunk[]): readonly OutputChunk[] {
  const loaded = new Set<OutputChunk>();
  const add = (chunk: OutputChunk): void => {
    for (const other of chunks) if (chunk.imports.includes(other.fileName) && !loaded.has(other)) add(other);
    loaded.add(chunk);
  };
  for (const chunk of chunks) if (chunk.isEntry) add(chunk);
  return [...loaded];
}

/** Runs its chunks, each in a function that is called at once: one in parentheses is compiled as it is read. The last is the entry. */
export function startFile(chunks: readonly Chunk[]): string {
  return `"use strict";
let folder, reading, chunks;
const entry = ${nameIn(chunks.at(-1)?.fileName ?? '')};
const loaded = { vscode: require("vscode") };
const load = (name) => (loaded[name] ??= chunks[name](load, later));
const later = async (name) => {
  if (name in loaded) return loaded[name];
  try {
    chunks = await (reading ??= read());
  } catch (error) {
    // Who asks next tries again.
    reading = undefined;
    throw load(entry).loadFailure(error);
  }
  return load(name);
};
const read = async () => {
  if (globalThis.process?.versions?.node) return require("./${bundleFiles.later}");
  const { Uri, workspace } = loaded.vscode;
  const file = Uri.joinPath(folder, "dist", "${bundleFiles.later}");
  const text = new TextDecoder().decode(await workspace.fs.readFile(file));
  const module = {};
  new Function("module", text + "\\n//# sourceURL=" + file)(module);
  return module.exports;
};
${chunks.map(({ fileName, code }) => `loaded[${nameIn(fileName)}] = (function (__load, __later) {${functionBody(fileName, code)}})(load, later);`).join('\n')}
exports.activate = (context) => {
  folder = context.extensionUri;
  return load(entry).activate(context);
};
`;
}

/** Its chunks as functions, which are called when they are first asked for. */
export function laterFile(chunks: readonly Chunk[]): string {
  const functions = chunks.map(
    ({ fileName, code }) => `${nameIn(fileName)}(__load, __later) {${functionBody(fileName, code)}}`,
  );
  return `"use strict";\nmodule.exports = {${functions.join(',\n')}};\n`;
}

function nameIn(fileName: string): string {
  return JSON.stringify(`./${fileName}`);
}

/** Minified as a whole: the chunks were by themselves. */
async function smaller(file: string, text: string): Promise<string> {
  const { code, errors } = await minify(file, text, { compress: {}, mangle: { toplevel: true } });
  if (errors.length > 0) throw new Failure(`${file} cannot be minified: ${errors[0]?.message}`);
  return code;
}

/**
 * A module as the body of a function that returns what it exports. What is exported keeps its value, so that a variable does
 * for it: the sources have no state outside classes and functions.
 */
function functionBody(fileName: string, code: string): string {
  const { program, errors } = parseSync(fileName, code);
  if (errors.length > 0) throw new Failure(`${fileName} cannot be read: ${errors[0]?.message}`);
  let body = '';
  let end = 0;
  const replace = (node: ESTree.Span, text: string): void => {
    body += code.slice(end, node.start) + text;
    end = node.end;
  };
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') replace(node, importing(node));
    else if (node.type === 'ExportNamedDeclaration' && !node.declaration) replace(node, exporting(node));
    else if (node.type.startsWith('Export')) throw new Failure(`${fileName} exports in a way that was not thought of.`);
  }
  return (body + code.slice(end)).replaceAll(/\bimport\(([`"']\.\/[\w-]+\.mjs[`"'])\)/g, '__later($1)');
}

function importing({ source, specifiers }: ESTree.ImportDeclaration): string {
  const from = `__load(${JSON.stringify(source.value)})`;
  const names = specifiers.map((specifier) => {
    if (specifier.type !== 'ImportSpecifier') throw new Failure(`${source.value} is imported as a whole.`);
    return `${nameOf(specifier.imported)}:${specifier.local.name}`;
  });
  return names.length > 0 ? `const{${names.join(',')}}=${from};` : `${from};`;
}

function exporting({ source, specifiers }: ESTree.ExportNamedDeclaration): string {
  if (source) {
    const names = specifiers.map(({ local, exported }) => `${nameOf(exported)}:from.${nameOf(local)}`);
    return `const from=__load(${JSON.stringify(source.value)});return{${names.join(',')}};`;
  }
  return `return{${specifiers.map(({ local, exported }) => `${nameOf(exported)}:${nameOf(local)}`).join(',')}};`;
}

function nameOf(name: ESTree.ModuleExportName): string {
  return name.type === 'Literal' ? JSON.stringify(name.value) : name.name;
}

/** Of each module its share, before it is minified. */
function sharesOf(chunks: readonly OutputChunk[]): NonNullable<Part['holds']> {
  return chunks.flatMap(({ modules }) =>
    Object.entries(modules).map(([file, { renderedLength }]) => ({ file, bytes: renderedLength })),
  );
}
