import type { Span } from '../jwt/span.ts';
import { linesIn } from './lines.ts';

/** A fenced code block: the first word behind its fence, and where its lines stand. */
export interface CodeBlock extends Span {
  readonly language: string;
  /** What stands before its fence, and so before each of its lines. */
  readonly indentation: string;
}

/** Not one in a list or quotation: what is put there needs more than the form of its language. */
const FENCE = /^( {0,3})(`{3,}|~{3,})\s*([\w.+-]*)/;

/** The fenced code block of a Markdown text that an offset stands in. */
export function codeBlockAt(text: string, offset: number): CodeBlock | undefined {
  let open: { readonly fence: string; readonly block: Omit<CodeBlock, 'end'> } | undefined;
  for (const { start, end, next } of linesIn(text, { start: 0, end: text.length })) {
    if (!open && start > offset) return undefined;
    const [, indentation = '', fence, language = ''] = FENCE.exec(text.slice(start, end)) ?? [];
    if (!fence) continue;
    if (!open) open = { fence, block: { language, indentation, start: next } };
    else if (language === '' && fence.startsWith(open.fence)) {
      if (open.block.start <= offset && offset < start) return { ...open.block, end: start };
      open = undefined;
    }
  }
  return open && open.block.start <= offset ? { ...open.block, end: text.length } : undefined;
}
