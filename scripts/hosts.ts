/**
 * The bundles of both extension hosts. The Node host loads ECMAScript modules, so that what is not always needed is loaded by
 * `import()`. The web worker host evaluates one file and no other. So that the package holds everything once, the Node host
 * has files of its own for what it loads at the start alone, and takes the rest out of that one file.
 */
import { type OutputChunk, rolldown } from 'rolldown';
import { type ESTree, minify, parseSync } from 'rolldown/utils';
import type { Part } from './budgets.ts';
import { Failure } from './host/failure.ts';
import { root } from './host/paths.ts';

/** The bundles of the hosts. */
export interface Hosts {
  /** The files, by their paths below `dist`. */
  readonly files: ReadonlyMap<string, string>;
  readonly parts: readonly Part[];
  /** The paths of the modules that they are made of. */
  readonly modules: readonly string[];
}

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
export async function bundleHosts(production: boolean): Promise<Hosts> {
  const chunks = await chunksOf(production);
  const atStart = loadedAtStart(chunks);
  const files = new Map<string, string>([
    ...atStart.map(({ fileName, code }) => [`node/${fileName}`, code] as const),
    ...atStart.flatMap(({ fileName, map }) => (map ? [[`node/${fileName}.map`, map.toString()] as const] : [])),
    ...chunks
      .filter((chunk) => !atStart.includes(chunk))
      .map((chunk) => [`node/${chunk.fileName}`, fromWeb(chunk)] as const),
    ['node/web.mjs', webAt(atStart)],
    ['web/extension.js', production ? await smaller(webFile(chunks)) : webFile(chunks)],
  ]);
  return {
    files,
    modules: chunks.flatMap(({ modules }) => Object.keys(modules)),
    parts: [
      {
        name: 'start-up code in the Node host',
        bytes: sizeOf(atStart.map(({ code }) => code)),
        holds: sharesOf(atStart),
      },
      { name: 'dist/web/extension.js', bytes: sizeOf([files.get('web/extension.js') ?? '']), holds: sharesOf(chunks) },
    ],
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
    sourcemap: !production,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
    codeSplitting: {
      groups: chunkOf.map(({ name, test }, i) => ({ name, test, priority: chunkOf.length - i })),
    },
  });
  return output.filter((file) => file.type === 'chunk');
}

/** The entry, and what it and its imports import statically. */
function loadedAtStart(chunks: readonly OutputChunk[]): readonly OutputChunk[] {
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
  // A set hands out what is added while it is gone through.
  for (const { imports } of loaded) for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
  return [...loaded];
}

/** Each chunk as a function, which is called when the chunk is first asked for. */
function webFile(chunks: readonly OutputChunk[]): string {
  const functions = chunks.map(
    ({ fileName, code }) => `${JSON.stringify(`./${fileName}`)}(__load,__later){${functionBody(fileName, code)}}`,
  );
  return `"use strict";
const chunks={${functions.join(',\n')}};
const loaded={vscode:require("vscode")};
const load=(name)=>loaded[name]??=chunks[name](load,async(name)=>load(name));
exports.activate=(context)=>load("./extension.mjs").activate(context);
exports.loader=(atStart)=>(Object.assign(loaded,atStart),load);
`;
}

/** Minified as a whole: the chunks were by themselves. */
async function smaller(text: string): Promise<string> {
  const { code, errors } = await minify('extension.js', text, { compress: {}, mangle: { toplevel: true } });
  if (errors.length > 0) throw new Failure(`The web worker host's file cannot be minified: ${errors[0]?.message}`);
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
  return (body + code.slice(end))
    .replaceAll(/\bimport\(([`"']\.\/[\w-]+\.mjs[`"'])\)/g, '__later($1)')
    .replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
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

/** In the Node host: the web worker host's file, which takes over what runs already. */
function webAt(atStart: readonly OutputChunk[]): string {
  return [
    `import{createRequire}from"node:module";`,
    ...atStart.map(({ fileName }, i) => `import*as chunk${i} from"./${fileName}";`),
    `export const load=createRequire(import.meta.url)("../web/extension.js").loader({`,
    ...atStart.map(({ fileName }, i) => `"./${fileName}":chunk${i},`),
    '});\n',
  ].join('\n');
}

/** In the Node host: a chunk out of the web worker host's file. */
function fromWeb({ fileName, exports }: OutputChunk): string {
  return `import{load}from"./web.mjs";\nexport const{${exports.join(',')}}=load("./${fileName}");\n`;
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** Of each module its share, before it is minified. */
function sharesOf(chunks: readonly OutputChunk[]): NonNullable<Part['holds']> {
  return chunks.flatMap(({ modules }) =>
    Object.entries(modules).map(([file, { renderedLength }]) => ({ file, bytes: renderedLength })),
  );
}
