import { CodedError } from '../jwt/errors.ts';

type None = Readonly<Record<string, never>>;

/** Why a command cannot do its work here, and the facts that the words name. */
export interface UsageErrorData {
  readonly 'command.bad-argument': { readonly field: string; readonly expected: string };
  readonly 'command.unknown-recipe': { readonly name: string };
  readonly 'command.recipe-exists': { readonly name: string };
  readonly 'command.no-editor': None;
  readonly 'command.no-token': None;
  readonly 'command.not-a-token': None;
  readonly 'command.no-token-here': { readonly file: string };
  readonly 'command.no-token-in': { readonly file: string };
  readonly 'command.no-public-key': None;
  readonly 'command.no-secrets': None;
  readonly 'insert.no-request': { readonly file: string };
  readonly 'insert.reference': { readonly reference: string };
  readonly 'insert.credentials': { readonly mode: string };
  readonly 'insert.unnamed-recipe': None;
  readonly 'insert.no-folder': None;
  readonly 'insert.moved': { readonly file: string };
}

export class UsageError<Code extends keyof UsageErrorData & string = keyof UsageErrorData & string> extends CodedError<
  UsageErrorData,
  Code
> {}
