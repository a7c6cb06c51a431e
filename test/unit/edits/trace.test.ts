import { describe, expect, it } from 'vitest';
import { type Closed, reopen, type Standing, type Trace, traceAfter, traceAt } from '../../../src/edits/trace.ts';
import type { Change } from '../../../src/jwt/tokenList.ts';

/** Tokens are written as `<a>`; `<a>`, `<b>` and `<c>` are ones that the traced token has been. */
function copiesIn(text: string): readonly Standing[] {
  return [...text.matchAll(/<[abc]>/g)].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length];
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
    const above = text.lastIndexOf('\n', lineStart - 2) + 1;
    const below = text.indexOf('\n', lineEnd + 1) < 0 ? text.length : text.indexOf('\n', lineEnd + 1);
    const around = lineStart === 0 ? `|${text.slice(lineStart, start)}` : text.slice(above, start);
    return { start, end, text: match[0], around: `${around}#${text.slice(end, below)}` };
  });
}

/** One event: each change replaces a text, which stands once, by another. */
type Event = readonly (readonly [from: string, to: string])[];

function apply(text: string, event: Event): { readonly text: string; readonly changes: readonly Change[] } {
  const changes = event.map(([from, to]) => {
    const start = text.indexOf(from);
    // As an editor tells of what is typed or pasted.
    if (from !== to && to.startsWith(from))
      return { start: start + from.length, removed: 0, to: to.slice(from.length) };
    if (from !== to && to.endsWith(from)) return { start, removed: 0, to: to.slice(0, to.length - from.length) };
    return { start, removed: from.length, to };
  });
  let result = text;
  for (const { start, removed, to } of changes.toSorted((a, b) => b.start - a.start))
    result = result.slice(0, start) + to + result.slice(start + removed);
  return {
    text: result,
    changes: changes.map(({ start, removed, to }) => ({ start, removed, inserted: to.length })),
  };
}

/** The text with the traced place in brackets, and the state before it. */
function shown(text: string, { state, span }: Trace): string {
  return state === 'here'
    ? `${text.slice(0, span.start)}[${text.slice(span.start, span.end)}]${text.slice(span.end)}`
    : state;
}

/** A text with the traced token in brackets. */
function traced(marked: string): { readonly text: string; readonly trace: Trace } {
  const start = marked.indexOf('[');
  const text = marked.replace(/[[\]]/g, '');
  return { text, trace: traceAt({ start, end: start + 3 }, copiesIn(text)) };
}

const stories: readonly (readonly [what: string, before: string, events: readonly Event[], after: string])[] = [
  ['a change above it', 'x\n[<a>]\n', [[['x', 'longer']]], 'longer\n[<a>]\n'],
  ['a change below it', '[<a>]\nx', [[['x', 'longer']]], '[<a>]\nlonger'],
  ['text right before it', 'x [<a>]', [[['x ', 'x  "']]], 'x  "[<a>]'],
  ['text right behind it', '[<a>] x', [[[' x', '" x']]], '[<a>]" x'],
  [
    'changes above and below it in one event',
    'x [<a>] y',
    [
      [
        ['x', 'xx'],
        ['y', ''],
      ],
    ],
    'xx [<a>] ',
  ],
  ['its line written anew', 'k = [<a>];\n', [[['k = <a>;', 'k: <a>,']]], 'k: [<a>],\n'],
  ['its own replacement', 'x [<a>]', [[['<a>', '<b>']]], 'x [<b>]'],
  ['its replacement and the undoing of that', 'x [<a>]', [[['<a>', '<b>']], [['<b>', '<a>']]], 'x [<a>]'],
  ['a change within it and back', 'x [<a>]', [[['a', 'q']], [['q', 'a']]], 'x [<a>]'],
  ['a change of its middle to what it has been', 'x [<a>]', [[['a', 'b']]], 'x [<b>]'],
  ['its removal', 'x [<a>] y', [[['<a>', '']]], 'gone'],
  ['the removal of its line', 'x\n[<a>]\ny', [[['<a>\n', '']]], 'gone'],
  ['the removal of its line, undone', 'x\n[<a>]\ny', [[['<a>\n', '']], [['y', '<a>\ny']]], 'x\n[<a>]\ny'],
  ['the removal of all, undone', 'x\n[<a>]\ny', [[['x\n<a>\ny', '']], [['', 'x\n<a>\ny']]], 'x\n[<a>]\ny'],
  [
    'removal, typing there, both undone',
    'x [<a>] y',
    [[['<a>', '']], [['  ', ' zz ']], [[' zz ', '  ']], [['  ', ' <a> ']]],
    'x [<a>] y',
  ],
  ['another token in its place', 'x [<a>]', [[['<a>', '<q>']]], 'gone'],
  [
    'its move in one event',
    'x\n[<a>]\ny\n',
    [
      [
        ['<a>\n', ''],
        ['y\n', 'y\n<a>\n'],
      ],
    ],
    'x\ny\n[<a>]\n',
  ],
  ['cut and paste', 'x [<a>] y', [[['<a>', '']], [['y', 'y <a>']]], 'x  y [<a>]'],
  ['cut and paste twice', 'x [<a>] y', [[['<a>', '']], [['y', 'y <a>']], [['x', '<a> x']]], '<a> x  y [<a>]'],
  [
    'cut and two pastes at once',
    'x [<a>] y',
    [
      [['<a>', '']],
      [
        ['x', 'x <a>'],
        ['y', 'y <a>'],
      ],
    ],
    'ambiguous',
  ],
  ['a copy above it', 'x [<a>]', [[['x', '<a>\nx']]], '<a>\nx [<a>]'],
  ['its removal beside a copy', '<a> x [<a>]', [[['x <a>', 'x']]], 'gone'],
  ['its removal, then the copy written anew', '<a> x [<a>] y', [[['x <a>', 'x']], [['<a>', '<a>']]], 'gone'],
  [
    'a move of the copy',
    '<a>! x [<a>] y',
    [
      [
        ['<a>! ', ''],
        ['y', 'y <a>!'],
      ],
    ],
    'x [<a>] y <a>!',
  ],
  ['the sorting of lines with a copy', '[<a>] z\n<a> y', [[['<a> z\n<a> y', '<a> y\n<a> z']]], 'ambiguous'],
  [
    'its becoming another together with the lines below, of which one has a copy',
    '[<a>] x\n<a> y\nz',
    [[['<a> x\n<a> y\nz', '<b!> x\n<a> y\nw']]],
    'ambiguous',
  ],
  [
    'the removal of its line together with a change below a copy',
    '[<a>]\n<a>\nx',
    [[['<a>\n<a>\nx', '<a>\ny']]],
    'ambiguous',
  ],
  [
    'changes above and below it and a copy, written as one',
    'x\n1\n[<a>]\n2\n<a>\n3\ny',
    [[['x\n1\n<a>\n2\n<a>\n3\ny', 'xx\n1\n<a>\n2\n<a>\n3\nyy']]],
    'xx\n1\n[<a>]\n2\n<a>\n3\nyy',
  ],
  [
    'such changes where the lines around are the same',
    '-\n[<a>]\n-\n<a>\n-\ny',
    [[['-\n<a>\n-\n<a>\n-\ny', '-\n<a>\n-\n<a>\n-\nz']]],
    'ambiguous',
  ],
  [
    'a change right behind it, and another token that becomes the same',
    '<q> [<a>] x',
    [[['> x', '>x']], [['<q>', '<a>']]],
    '<a> [<a>]x',
  ],
  ['its removal, and another token that becomes the same', '<q> [<a>] x', [[[' <a>', '']], [['<q>', '<a>']]], 'gone'],
  [
    'a change right behind it, and a copy that is pasted',
    'x [<a>] y',
    [
      [
        ['> y', '>y'],
        ['<a>', '<q>'],
      ],
      [['x', 'x <a>']],
    ],
    'gone',
  ],
  [
    'another in its place, and a copy that is pasted there',
    'x\n[<a>] y\n<a>',
    [[['<a> y', '<q> y z']], [['y z', 'y <a> z']]],
    'gone',
  ],
  [
    'its removal beside a copy, undone',
    '<a> x\n[<a>] y',
    [[['x\n<a>', 'x\n']], [['\n y', '\n<a> y']]],
    '<a> x\n[<a>] y',
  ],
  [
    'the emptying of a file that is then written as it was',
    'x\n[<a>]\ny\n<a>\nz',
    [[['x\n<a>\ny\n<a>\nz', '']], [['', 'x\n<a>\ny\n<a>\nz']]],
    'x\n[<a>]\ny\n<a>\nz',
  ],
  [
    'the emptying of a file that is then written with another in its place',
    'x\n[<a>]\ny\n<a>\nz',
    [[['x\n<a>\ny\n<a>\nz', '']], [['', 'x\n<q>\ny\n<a>\nz']]],
    'gone',
  ],
  [
    'the emptying of a file that is then written with another in the place of its copy',
    'x\n[<a>]\ny\n<a>\nz',
    [[['x\n<a>\ny\n<a>\nz', '']], [['', 'x\n<a>\ny\n<q>\nz']]],
    'x\n[<a>]\ny\n<q>\nz',
  ],
  [
    'the emptying of a file that is then written bit by bit',
    'x\n[<a>]\ny\n<a>\nz',
    [[['x\n<a>\ny\n<a>\nz', '']], [['', 'x\n<q>\ny\n']], [['y\n', 'y\n<a>\nz']]],
    'gone',
  ],
  [
    'its removal, then the cut and paste of its copy',
    'x\n[<a>]\ny\n<a>\nz',
    [[['<a>', '']], [['<a>', '']], [['z', 'z <a>']]],
    'gone',
  ],
  [
    'the removal of it and its copy, and the undoing of one',
    'x\n[<a>]\ny\n<a>\nz',
    [[['<a>', '']], [['<a>', '']], [['x\n', 'x\n<a>']]],
    'x\n[<a>]\ny\n\nz',
  ],
  ['cut and paste beside a copy', '<a> x [<a>] y', [[['x <a>', 'x']], [['y', 'y <a>']]], 'gone'],
  [
    'the sorting of lines, then the removal of one',
    '[<a>] z\n<a> y',
    [[['<a> z\n<a> y', '<a> y\n<a> z']], [['<a> y\n', '']]],
    'ambiguous',
  ],
];

describe('follow', () => {
  it.each(stories)('follows a token through %s', (_, before, events, after) => {
    let { text, trace } = traced(before);
    for (const event of events) {
      const next = apply(text, event);
      text = next.text;
      trace = traceAfter(trace, next.changes, copiesIn(text));
    }
    expect(shown(text, trace)).toBe(after);
  });
});

const returns: readonly (readonly [what: string, before: string, now: string, after: string])[] = [
  ['the same text', '<a> [<a>]', '<a> <a>', '<a> [<a>]'],
  ['a text that grew above', 'x [<a>]', 'xxx [<a>]', 'xxx [<a>]'],
  ['what it was before it was saved', 'x [<b>]', 'xx <a>', 'xx [<a>]'],
  ['a text without it', '[<a>]', 'x', 'gone'],
  ['another text with two copies', '<a> [<a>]', 'x <a> <a>', 'ambiguous'],
  ['another text with one of two copies', '<a> [<a>]', 'x <a>', 'ambiguous'],
  [
    'another text with both, told by their lines',
    'x\n<a>\ny\n[<a>]\nz',
    'xx\nx\n<a>\ny\n<a>\nz',
    'xx\nx\n<a>\ny\n[<a>]\nz',
  ],
  ['another text in which another has its lines', 'x\n<a>\ny\n[<a>]\nz', 'y\n<a>\nz\n<b>', 'y\n[<a>]\nz\n<b>'],
  ['another text with a second copy', '[<a>]', '<a> <a>', 'ambiguous'],
  ['itself and what it was', '[<b>] <a>', 'x <b> <a>', 'x [<b>] <a>'],
  ['a copy of what it was alone', '[<b>] <a>', 'x <a>', 'ambiguous'],
];

/** A token that is gone, with its copies, by the time its document is closed. */
it('reopens a document, emptied before, with the copy of a token: which one it is, nobody can tell', () => {
  const { text, trace } = traced('x\n[<a>]\ny\n<a>\nz');
  const emptied = traceAfter(trace, [{ start: 0, removed: text.length, inserted: 0 }], []);
  const opened = 'x\n<q>\ny\n<a>\nz';
  expect(shown(opened, reopen({ text: '', trace: emptied, token: '' }, opened, copiesIn(opened)))).toBe('ambiguous');
});

describe('reopen', () => {
  it.each(returns)('finds a token in %s', (_, before, now, after) => {
    const { text, trace } = traced(before);
    const token = text.slice(trace.span.start, trace.span.end);
    const closed: Closed = {
      text,
      trace,
      token,
    };
    const opened = now.replace(/[[\]]/g, '');
    expect(shown(opened, reopen(closed, opened, copiesIn(opened)))).toBe(after);
  });
});
