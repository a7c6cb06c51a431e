import { CodedError } from '../jwt/errors.ts';

type None = Readonly<Record<string, never>>;

/** Why a language model gets no answer, and the facts that the words name. */
export interface ChatErrorData {
  /** The address is of no open document, and of no file of the workspace that can be read. */
  readonly 'chat.no-document': None;
  readonly 'chat.no-token': None;
  /** `offsets`: where the first of them stand. */
  readonly 'chat.many-tokens': { readonly offsets: string };
}

/** A question of a language model that gets no answer. */
export class ChatError<Code extends keyof ChatErrorData & string = keyof ChatErrorData & string> extends CodedError<
  ChatErrorData,
  Code
> {}
