import { describe, expect, it } from 'vitest';
import { codeSpan, cut, plain, table, visible } from '../../../src/messages/markdown.ts';

describe('codeSpan', () => {
  it.each([
    ['text', '`text`'],
    ['[a](https://a.example)', '`[a](https://a.example)`'],
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`a', '`` `a ``'],
    ['a`', '`` a` ``'],
    ['```', '```` ``` ````'],
    // CommonMark takes a space away at each end: these stay.
    [' a ', '`  a  `'],
    [' ', '`   `'],
    ['', '`  `'],
  ])('of %j is %j', (text, markdown) => expect(codeSpan(text)).toBe(markdown));

  it('holds no line break, whatever the text is', () => {
    expect(codeSpan('a\nb\r\nc\u2028d')).toBe('`a\\u000ab\\u000d\\u000ac\\u2028d`');
  });
});

describe('visible', () => {
  it.each([
    ['a control character', 'a\u0000b\u001bc', 'a\\u0000b\\u001bc'],
    ['a soft hyphen', 'a\u00adb', 'a\\u00adb'],
    ['a direction', '\u202eabc\u2066', '\\u202eabc\\u2066'],
    ['no width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['a lone surrogate', 'a\ud800', 'a\\ud800'],
    ['an invisible character outside the BMP', '\u{e0041}', '\\udb40\\udc41'],
    ['a variation selector', 'a\ufe0f', 'a\\ufe0f'],
    ['nothing of the kind', 'naïve 日本 \u{1f600}', 'naïve 日本 \u{1f600}'],
  ])('escapes %s', (_, text, shown) => expect(visible(text)).toBe(shown));
});

describe('plain', () => {
  it.each([
    ['words and 12 numbers', 'words and 12 numbers'],
    ['[a](b) <c> *d* _e_ #f !g', '\\[a\\]\\(b\\) \\<c\\> \\*d\\* \\_e\\_ \\#f \\!g'],
    ['https://a.example', 'https\\:\\/\\/a\\.example'],
    ['www.a.example', 'www\\.a\\.example'],
    ['me@a.example', 'me\\@a\\.example'],
    ['must be `alg`, not `*`', 'must be `alg`\\, not `*`'],
    ['half a ` span', 'half a \\` span'],
  ])('of %j is %j', (text, markdown) => expect(plain(text)).toBe(markdown));
});

describe('table', () => {
  it('has a head, and rows in which no cell makes another', () => {
    expect(table(['a', 'b'], [['`1|2`', 'x'], ['3']])).toBe('| a | b |\n| :-- | :-- |\n| `1\\|2` | x |\n| 3 |');
  });
});

describe('cut', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc…'],
    ['ab\u{1f600}d', 3, 'ab…'],
    ['ab\u{1f600}d', 4, 'ab\u{1f600}…'],
    ['', 0, ''],
  ])('of %j at %i is %j', (text, most, shown) => expect(cut(text, most)).toBe(shown));
});
