import type { Span } from '../jwt/span.ts';
import { linesIn } from './lines.ts';

/** A fenced code block: the first word behind its fence, and where its lines stand. */
export interface CodeBlock extends Span {
  readonly language: string;
}

/** Not one in a list or quotation: what is put there needs more than the form of its language. */
const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([\w.+-]*)/;

/** The fenced code block of a Markdown text that an offset stands in. */
export function codeBlockAt(text: string, offset: number): CodeBlock | undefined {
  let open: { readonly fence: string; readonly language: string; readonly start: number } | undefined;
  for (const { start, end, next } of linesIn(text, { start: 0, end: text.length })) {
    if (!open && start > offset) return undefined;
    const [, fence, language = ''] = FENCE.exec(text.slice(start, end)) ?? [];
    if (!fence) continue;
    if (!open) open = { fence, language, start: next };
    else if (language === '' && fence.startsWith(open.fence)) {
      if (open.start <= offset && offset < start) return { language: open.language, start: open.start, end: start };
      open = undefined;
    }
  }
  return open && open.start <= offset ? { language: open.language, start: open.start, end: text.length } : undefined;
}
