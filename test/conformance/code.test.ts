import { beforeAll, describe, expect, it } from 'vitest';
import { codeCases } from '../unit/insertion/codeCases.ts';
import { inserted } from '../unit/insertion/cursor.ts';
import { grammars, type Node, treeSitter } from './grammars.ts';

/** Parsers of the languages themselves say that code with a token is code still, with the token in one string. */
const { Parser, Language } = treeSitter;

beforeAll(() => Parser.init());

describe.each(Object.entries(grammars))('%s', (languageId, grammar) => {
  it.each(Object.entries(codeCases[languageId] ?? {}))('%s', async (_, [marked]) => {
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
    const result = inserted(languageId, '/a', marked);
    // A header on a line of its own is no code, and says so.
    if (/^Authorization: /m.test(result)) return;
    const { rootNode } = parser.parse(result);
    expect(rootNode.hasError, result).toBe(false);
    expect(
      stringsIn(rootNode).filter((text) => text.includes('TOKEN')),
      result,
    ).toHaveLength(1);
  });
});

/** The outermost string literals. */
function stringsIn(node: Node): readonly string[] {
  if (/string|encapsed|heredoc_body/.test(node.type)) return [node.text];
  return node.children.flatMap((child) => (child ? stringsIn(child) : []));
}
