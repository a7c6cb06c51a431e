import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  TextDocumentSaveReason,
  type Uri,
  workspace,
} from 'vscode';
import { DocumentError } from '../errors/documents.ts';
import { scheme } from './scheme.ts';
import type { DocumentServices } from './services.ts';

/** The authority of the URIs under which the schemas of the documents are read. */
const schemas = 'schemas';

/** Lets VS Code read and save the `jwt:` documents, and read their schemas. */
export function registerFileSystem(services: DocumentServices): Disposable {
  const { documents } = services;
  const changed = new EventEmitter<FileChangeEvent[]>();
  const reasons = new Map<string, TextDocumentSaveReason>();
  const provider: FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => {}),
    stat: (uri) => statOf(services, uri),
    readFile: async (uri) => new TextEncoder().encode(await contentOf(services, uri)),
    async writeFile(uri, content) {
      const reason = reasons.get(uri.toString());
      reasons.delete(uri.toString());
      try {
        const document = documents.get(uri);
        if (!document) throw new DocumentError('document.stale', {});
        if (isAutomatic(uri, reason)) throw new DocumentError('document.automatic-save', {});
        const { saveDocument } = await import('./save.ts');
        await saveDocument(services, document, new TextDecoder().decode(content));
      } catch (error) {
        throw await saveError(error);
      }
    },
    readDirectory: () => [],
    // VS Code asks for the folder of a document that is not known any more; writing it then says what is wrong.
    createDirectory: () => {},
    delete: refuse,
    rename: refuse,
  };
  return Disposable.from(
    changed,
    documents.onDidChange((uri) => changed.fire([{ type: FileChangeType.Changed, uri }])),
    workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (document.uri.scheme === scheme) reasons.set(document.uri.toString(), reason);
    }),
    workspace.registerFileSystemProvider(scheme, provider, { isCaseSensitive: true }),
  );
}

/** Where VS Code did not say why it saves ("Save without Formatting"), a save may be an automatic one if there are any. */
function isAutomatic(uri: Uri, reason: TextDocumentSaveReason | undefined): boolean {
  if (reason !== undefined) return reason !== TextDocumentSaveReason.Manual;
  return workspace.getConfiguration('files', uri).get('autoSave') !== 'off';
}

async function contentOf({ documents, claims }: DocumentServices, uri: Uri): Promise<string> {
  if (uri.authority === schemas) {
    const [, id = ''] = /^\/([\w-]+)\.json$/.exec(uri.path) ?? [];
    const { documentSchema } = await import('./schema.ts');
    const schema = documentSchema(id, await claims());
    if (schema) return JSON.stringify(schema);
  }
  const document = documents.get(uri);
  if (document) return document.text;
  const { errorWords } = await import('../messages/errors.ts');
  throw FileSystemError.FileNotFound(errorWords(new DocumentError('document.stale', {})));
}

async function statOf(services: DocumentServices, uri: Uri): Promise<FileStat> {
  const size = new TextEncoder().encode(await contentOf(services, uri)).length;
  const document = services.documents.get(uri);
  return {
    type: FileType.File,
    ctime: 0,
    mtime: document?.modified ?? 0,
    size,
    ...(!document?.followed && { permissions: FilePermission.Readonly }),
  };
}

/** VS Code quotes an error's name and message behind "Failed to save"; the words are enough. */
async function saveError(error: unknown): Promise<Error> {
  const { failureWords } = await import('../messages/errors.ts');
  const shown = new Error(failureWords(error));
  shown.name = '';
  return shown;
}

function refuse(uri: Uri): never {
  throw FileSystemError.NoPermissions(uri);
}
