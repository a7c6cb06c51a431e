/**
 * Stands in for httpYac's extension, which npm does not have: its API and how it wires the library are those of
 * AnWeber/vscode-httpyac 6.16 (`src/extension.ts`, `documentStore.ts`, `io/fileProvider.ts`, `plugin/*`,
 * `provider/requestCommandsController.ts`); the library itself is the real one. The environment variable
 * `TOKENSMITH_HTTPYAC` names the folder of a build of that repository, which then takes its place.
 */
import * as httpyac from 'httpyac';
import { commands, EventEmitter, FileType, type TextDocument, Uri, window, workspace } from 'vscode';

type Path = httpyac.PathLike;

/** A path of httpYac as VS Code's. @throws where it is outside of an untrusted workspace */
function toUri(path: Path): Uri {
  const uri = typeof path === 'string' ? Uri.file(path) : (path as Uri);
  if (!workspace.isTrusted && !workspace.getWorkspaceFolder(uri)) throw new Error(`No valid uri: ${path}`);
  return uri;
}

function initFileProvider(): void {
  Object.assign(httpyac.io.fileProvider, {
    EOL: '\n',
    isAbsolute: async () => true,
    dirname: (path: Path) => Uri.joinPath(toUri(path), '..'),
    hasExtension: (path: Path, ...extensions: string[]) => extensions.some((each) => `${toUri(path)}`.endsWith(each)),
    joinPath: (path: Path, name: string) => Uri.joinPath(toUri(path), name),
    exists: async (path: Path) => {
      try {
        return Boolean(await workspace.fs.stat(toUri(path)));
      } catch {
        return false;
      }
    },
    readFile: async (path: Path, encoding: BufferEncoding) =>
      Buffer.from(await workspace.fs.readFile(toUri(path))).toString(encoding),
    readBuffer: async (path: Path) => Buffer.from(await workspace.fs.readFile(toUri(path))),
    writeBuffer: (path: Path, buffer: Buffer) => workspace.fs.writeFile(toUri(path), buffer),
    readdir: async (path: Path) => {
      const uri = toUri(path);
      if ((await workspace.fs.stat(uri)).type !== FileType.Directory) return [];
      return (await workspace.fs.readDirectory(uri)).map(([name]) => name);
    },
    fsPath: (path: Path) => toUri(path).fsPath,
  });
}

/** Says that a request could not be sent. */
const errorNotification = {
  id: 'errorNotification',
  onError: async (error: unknown) => {
    void window.showErrorMessage(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return true;
  },
};

export function activate() {
  initFileProvider();
  const httpFileStore = new httpyac.store.HttpFileStore({
    vscode: ({ hooks }) => hooks.execute.addInterceptor(errorNotification),
  });
  const environmentChanged = new EventEmitter<string[] | undefined>();
  const environments: Record<string, string[] | undefined> = {};
  const documentStore = {
    httpFileStore,
    activeEnvironment: undefined as string[] | undefined,
    getActiveEnvironment(httpFile: Pick<httpyac.HttpFile, 'fileName'>): string[] | undefined {
      const key = httpyac.io.fileProvider.toString(httpFile.fileName);
      environments[key] ??= documentStore.activeEnvironment;
      return environments[key];
    },
    setActiveEnvironment(httpFile: Pick<httpyac.HttpFile, 'fileName'>, names: string[] | undefined): void {
      environments[httpyac.io.fileProvider.toString(httpFile.fileName)] = names;
      documentStore.activeEnvironment = names;
      environmentChanged.fire(names);
    },
    getHttpFile: (document: TextDocument) =>
      httpFileStore.getOrCreate(document.uri, async () => document.getText(), document.version, {
        config: { envDirName: 'env' },
      }),
    clear: () => httpFileStore.clear(),
  };
  commands.registerCommand('httpyac.send', async () => {
    const editor = window.activeTextEditor;
    if (!editor) return;
    const httpFile = await documentStore.getHttpFile(editor.document);
    const { line } = editor.selection.active;
    const httpRegion = httpFile.httpRegions.find(({ symbol }) => symbol.startLine <= line && line <= symbol.endLine);
    const activeEnvironment = documentStore.getActiveEnvironment(httpFile);
    if (httpRegion) await httpyac.send({ httpFile, httpRegion, ...(activeEnvironment && { activeEnvironment }) });
  });
  return { httpyac, documentStore, environmentChanged: environmentChanged.event };
}
