import { CodedError } from '../jwt/errors.ts';

type None = Readonly<Record<string, never>>;

/** Why a `jwt:` document cannot be opened, read or saved, and the facts that the words name. */
export interface DocumentErrorData {
  /** The text is not JSON; `line` counts from 1. */
  readonly 'document.not-json': { readonly line: number };
  /** The text is JSON, but not one object with `header` and `payload`, each once and nothing else. */
  readonly 'document.wrong-members': None;
  readonly 'document.header-not-an-object': None;
  /** The token's header or payload is no text, so that it could not be written back as it was. */
  readonly 'document.not-editable': None;
  /** The content of a JWE is encrypted. */
  readonly 'document.encrypted': None;
  readonly 'document.decoded': None;
  /** The document is from an earlier session: what it was made from is not known any more. */
  readonly 'document.stale': None;
  readonly 'document.automatic-save': None;
  readonly 'document.cancelled': None;
}

/** A `jwt:` document that cannot be opened, read or saved. */
export class DocumentError<
  Code extends keyof DocumentErrorData & string = keyof DocumentErrorData & string,
> extends CodedError<DocumentErrorData, Code> {}
