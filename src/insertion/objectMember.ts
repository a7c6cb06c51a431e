import { stringEnd } from './codeTokens.ts';
import { insertAt, replace, type TextEdit } from './edit.ts';
import { indentationOf, isBlank, lineAt, lineBreakAt } from './lines.ts';
import type { Member, ObjectLiteral } from './objectScan.ts';

/** A comment of a block that ends the line of a member, and belongs to it. */
const TRAILING_COMMENT = /^[ \t]*\/\*[^*]*\*\/[ \t]*$/;

/** How a language writes members, where the object does not show it. */
export interface MemberStyle {
  /** Whether a last member may keep the comma that stands behind the one before it. */
  readonly endsWithComma: boolean;
  readonly lineComments?: readonly string[] | undefined;
  /** One step, where no line of the text is indented. */
  readonly indentation?: string | undefined;
}

/**
 * Adds a member to an object literal: on the line of the offset if that is blank, else behind the member at or before
 * the offset, else as the first one; in the object's own layout, with the commas that are needed.
 */
export function addMember(
  text: string,
  object: ObjectLiteral,
  offset: number,
  member: string,
  style: MemberStyle,
): TextEdit[] {
  const index = object.members.findLastIndex(({ start }) => start < offset);
  const previous = object.members[index];
  const next = object.members[index + 1];
  const isSeparated = previous?.comma !== undefined;
  const content = next || (isSeparated && style.endsWithComma) ? `${member},` : member;
  const from = previous ? (previous.comma ?? previous.end - 1) + 1 : object.start + 1;
  const indentation = memberIndentation(text, previous ?? next);

  const line = lineAt(text, offset);
  if (line.start > from && line.end <= (next?.start ?? object.end) && isBlank(text.slice(line.start, line.end))) {
    const blank = replace(
      line,
      `${indentation ?? innerIndentation(text, object, text.slice(line.start, line.end), style)}${content}`,
    );
    return previous && !isSeparated ? [insertAt(previous.end, ','), blank] : [blank];
  }
  if (!previous && !next) return [fillObject(text, object, content, style)];
  if (!previous && indentation === undefined) return [insertAt(next?.start ?? from, `${content} `)];

  const separator = indentation === undefined ? ' ' : `${lineBreakBeside(text, object)}${indentation}`;
  const behind = indentation === undefined ? from : from + trailingComment(text, from, style);
  const comma = previous && !isSeparated ? ',' : '';
  return behind === from || !comma
    ? [insertAt(behind, `${comma}${separator}${content}`)]
    : [insertAt(from, comma), insertAt(behind, `${separator}${content}`)];
}

/** The first member of an object without any. */
function fillObject(text: string, object: ObjectLiteral, content: string, style: MemberStyle): TextEdit {
  const from = object.start + 1;
  const inside = { start: from, end: object.isClosed ? object.end - 1 : from };
  const inner = text.slice(inside.start, inside.end);
  if (/[\r\n]/.test(inner)) {
    const there = /[\r\n]([ \t]+)[^\s})\]]/.exec(inner)?.[1] ?? '';
    const line = `${lineBreakBeside(text, object)}${innerIndentation(text, object, there, style)}${content}`;
    return insertAt(from + trailingComment(text, from, style), line);
  }
  return isBlank(inner) && object.isClosed ? replace(inside, ` ${content} `) : insertAt(from, ` ${content}`);
}

/** What stands before a member on its line, if that is white space alone. */
function memberIndentation(text: string, member: Member | undefined): string | undefined {
  if (!member) return undefined;
  const before = text.slice(lineAt(text, member.start).start, member.start);
  return isBlank(before) ? before : undefined;
}

/** How a member of an object without any is indented: as the line is already, else one step more than the object. */
function innerIndentation(text: string, { start }: ObjectLiteral, there: string, style: MemberStyle): string {
  if (there) return there;
  const line = lineAt(text, start);
  const outer = indentationOf(text.slice(line.start, line.end));
  // The first line that is indented shows a step.
  const step = /^(\t| {2,8})\S/m.exec(text)?.[1] ?? style.indentation ?? '  ';
  return outer + (outer.includes('\t') ? '\t' : step);
}

const lineBreakBeside = (text: string, { start }: ObjectLiteral): string => lineBreakAt(text, lineAt(text, start));

/** The length of the comment behind an offset that ends the line. */
function trailingComment(text: string, from: number, { lineComments = ['//'] }: MemberStyle): number {
  const rest = text.slice(from, lineAt(text, from).end);
  const isComment = lineComments.some((mark) => rest.trimStart().startsWith(mark));
  return isComment ? rest.length : (TRAILING_COMMENT.exec(rest)?.[0].length ?? 0);
}

/** Gives a member another value, JSON or a string in the quotation marks that are there. */
export function replaceMember(text: string, member: Member, name: string, json: string): TextEdit {
  const { start, end, colon, value } = member;
  if (colon === undefined) return replace({ start, end }, `${JSON.stringify(name)}: ${json}`);
  if (value === undefined) {
    const isSpaced = text[colon + 1] === ' ';
    return insertAt(colon + (isSpaced ? 2 : 1), `${isSpaced ? '' : ' '}${json}`);
  }
  const quote = text.charAt(value);
  const isString = /["']/.test(quote) && stringEnd(text, value) === end && end - value > 1 && text[end - 1] === quote;
  return isString && json.startsWith('"')
    ? replace({ start: value + 1, end: end - 1 }, json.slice(1, -1))
    : replace({ start: value, end }, json);
}
