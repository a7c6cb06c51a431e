import { CodedError } from '../jwt/errors.ts';

interface File {
  readonly file: string;
}

/** Why a document or a file was not written, and the facts that the words name. Nothing was changed, unless said here. */
export interface EditErrorData {
  readonly 'edit.no-document': File;
  readonly 'edit.read-only': File;
  /** VS Code did not take the edit. */
  readonly 'edit.refused': File;
  /** What was to be replaced is not what it was. */
  readonly 'edit.changed': File;
  /** A token that was followed is in its document no longer. */
  readonly 'edit.token-gone': File;
  /** The document has several copies of a token that was followed, and which of them is meant cannot be told. */
  readonly 'edit.token-ambiguous': File;
  /** A file whose bytes the encoding that its document was opened with does not keep. */
  readonly 'edit.encoding': File;
  /** The edit is in the open document, and VS Code did not save that. */
  readonly 'edit.not-saved': File;
  readonly 'edit.not-written': File;
  /** A file that was to be new. */
  readonly 'edit.file-exists': File;
  /** VS Code did not take a change of the settings. */
  readonly 'edit.settings-not-written': Readonly<Record<string, never>>;
}

export class EditError<Code extends keyof EditErrorData & string = keyof EditErrorData & string> extends CodedError<
  EditErrorData,
  Code
> {}
