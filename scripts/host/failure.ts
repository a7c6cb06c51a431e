/** A failure that the reader can mend: its message says what went wrong and the way out, so no stack is shown for it. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What to print for whatever was thrown: the message alone if it was made for the reader, else the stack. */
export function describeFailure(thrown: unknown): string {
  if (thrown instanceof Failure) return thrown.message;
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
