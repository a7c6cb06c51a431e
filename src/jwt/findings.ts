import { member } from './json.ts';
import type { Finding } from './problem.ts';
import type { JsonPart } from './token.ts';

/** A finding about a member of a part: at its value, or at the whole part where it has no such member. */
export function findingAt(part: JsonPart, claim: string, data?: Finding['data']): Finding {
  const value = member(part.root, claim)?.value;
  return {
    part: part.name,
    claim,
    ...(value && { span: { start: value.start, end: value.end } }),
    ...(data && { data }),
  };
}

/** The address of a section of an RFC. */
export function rfc(number: number, section: string): string {
  return `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`;
}
