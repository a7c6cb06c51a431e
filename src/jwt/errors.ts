/** What an error's words may name: facts such as a file, a field or a limit; never a key, a secret, a token or a claim's value. */
export type ErrorData = Readonly<Record<string, string | number>>;

/**
 * An operation of the core that could not be done. `code` is stable and worded at the edge (`src/messages`);
 * `data` holds the facts for the words. Each layer lists its codes with their data in a table type and derives its class.
 */
export class CodedError<Table, Code extends keyof Table & string = keyof Table & string> extends Error {
  readonly code: Code;
  readonly data: Table[Code];

  constructor(code: Code, data: Table[Code]) {
    super(code);
    this.name = 'CodedError';
    this.code = code;
    this.data = data;
  }
}
