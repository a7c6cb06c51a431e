import type { Span } from '../jwt/span.ts';
import { type CodeToken, codeTokens, type StringForm } from './codeTokens.ts';
import type { Language } from './languages.ts';
import type { Member, ObjectLiteral } from './objectScan.ts';

/** What an element of brackets begins with, if it is a pair. */
export const PAIR = /^[\s{[(]*(?:["'`:][^"'`\n]*["'`]?|\w[\w.:-]*)\s*\]?(?:\.\w+\(\))?\s*(?:=>|=|:|,|\bto\b)/;

/** What stands around an offset of code: a string literal, or the innermost brackets with their elements. */
export interface Around {
  readonly string: { readonly literal: Span; readonly content: Span } | undefined;
  readonly frame: ObjectLiteral | undefined;
}

/** Brackets that are open: their elements so far, where the one that has begun starts, and the last token of it. */
interface Frame {
  readonly start: number;
  readonly members: Member[];
  first: number | undefined;
  end: number;
  last: CodeToken['type'];
}

/** The string literal and the innermost brackets around an offset. Takes time linear in the length of the text. */
export function aroundOffset({ syntax, separator }: Language, text: string, offset: number): Around {
  const frames: Frame[] = [];
  const close = (frame: Frame, comma?: number) => {
    if (frame.first === undefined) return;
    const { first: start, end } = frame;
    frame.members.push({ start, end, name: undefined, colon: undefined, value: undefined, comma });
    frame.first = undefined;
  };
  for (const token of codeTokens(text, syntax)) {
    if (token.type === 'string' && token.start < offset && offset <= token.end) {
      const found = syntax.strings.find(({ open }) => text.startsWith(open, token.start));
      const content = found && contentOf(text, token, found);
      if (content && content.start <= offset && offset <= content.end)
        return { string: { literal: token, content }, frame: undefined };
    }
    const frame = frames.at(-1);
    if (token.type === 'close' && frame) {
      close(frame);
      frames.pop();
      if (frame.start < offset && offset < token.end)
        return {
          string: undefined,
          frame: { start: frame.start, end: token.end, isClosed: true, members: frame.members },
        };
      const parent = frames.at(-1);
      if (parent) [parent.end, parent.last] = [token.end, token.type];
      continue;
    }
    if (frame) {
      if (separator && isOnNewLine(text, frame, token)) close(frame);
      if (isSeparator(text, token)) close(frame, token.start);
      else {
        frame.first ??= token.start;
        [frame.end, frame.last] = [token.end, token.type];
      }
    }
    if (token.type === 'open')
      frames.push({ start: token.start, members: [], first: undefined, end: token.end, last: token.type });
  }
  return { string: undefined, frame: undefined };
}

/** Whether a token begins a pair on a line of its own, behind one that is at its end. */
const isOnNewLine = (text: string, { end, last }: Frame, { start }: CodeToken): boolean =>
  last !== 'mark' && /[\r\n]/.test(text.slice(end, start)) && PAIR.test(text.slice(start, start + 200));

const isSeparator = (text: string, { type, start }: CodeToken): boolean =>
  type === 'mark' && (text[start] === ',' || text[start] === ';');

/** What stands between the quotation marks of a string. */
export function contentOf(text: string, { start, end }: Span, string: StringForm): Span {
  const isClosed =
    end - start >= string.open.length + string.close.length && text.startsWith(string.close, end - string.close.length);
  return { start: start + string.open.length, end: isClosed ? end - string.close.length : end };
}
