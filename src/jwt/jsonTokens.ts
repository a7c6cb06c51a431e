import { createScanner } from 'jsonc-parser';
import type { Span } from './span.ts';

/** A token of a JSON text: a punctuation mark, string, number or literal. */
export interface JsonToken extends Span {
  /** What a string token stands for, its escapes resolved. */
  readonly string: string;
  /** Whether it is a string or number of a wrong form. */
  readonly isBroken: boolean;
}

/** The tokens of a JSON text: all that is not white space. */
export function* jsonTokens(text: string): Generator<JsonToken> {
  const scanner = createScanner(text, false);
  const notWhiteSpace = /[^ \t\n\r]/g;
  while (notWhiteSpace.test(text)) {
    const start = notWhiteSpace.lastIndex - 1;
    scanner.setPosition(start);
    scanner.scan();
    const end = scanner.getPosition();
    yield { start, end, string: scanner.getTokenValue(), isBroken: scanner.getTokenError() !== 0 };
    notWhiteSpace.lastIndex = end;
  }
}
