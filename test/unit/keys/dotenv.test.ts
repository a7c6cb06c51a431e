import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDotenv } from '../../../src/keys/dotenv.ts';
import { pemBlock } from '../../pem.ts';
import { runs } from '../../runs.ts';

const ours = (text: string) => Object.fromEntries(parseDotenv(text));
/** What npm's dotenv reads. */
const theirs = (text: string) => ({ ...parse(text) });

const block = pemBlock('PRIVATE KEY', 'AAAA');
const texts: readonly string[] = [
  '',
  'A=1',
  'A=1\nB=2\r\nC=3\rD=4',
  '\uFEFFA=1',
  'A = 1 \n  B= 2\nC\t=\t3',
  'export A=1\nexport   B = 2\nexport=3',
  'A: 1\nB:2\nC:  "x"',
  'A="1"\nB=\'2\'\nC=`3`',
  'A="1" # comment\nB=\'2\'# comment\nC=3 # comment\nD=4#comment\nE=#comment\nF= # comment',
  'A="a#b"\nB=a#b\nC=\'a # b\'',
  'A="one\ntwo"\nB=\'one\ntwo\'\nC=`one\ntwo`',
  'A="one\\ntwo\\rthree\\tfour"\nB=\'one\\ntwo\'\nC=one\\ntwo',
  'A="a\\"b"\nB="a\\\\"\nC=\'a\\\'b\'\nD="a\\"\nE="b"',
  'A="unclosed\nB=2\nC=3',
  'A="a" b\nB=\'a\' "b"\nC="a"b"',
  'A=a"b"c\nB=\'a"\nC="a\'',
  'A=\n"next line"\nB=2',
  'A=\nB=2\nC=\n\nD=4',
  'A\n=1\nB\n\n = 2',
  'A:\nB=2',
  'A B=2\nC=3\n=4\n# D=5\n #E=6\nF==7\nG=a=b',
  'A=1\nA=2',
  'a.b-c_1=2\nÄ=3\n1=2',
  'A=  spaces  \nB="  spaces  "\nC= "x" \n',
  'A=""\nB=\'\'\nC=``\nD="',
  'A=1\u2028B=2\u2029C="3"\u2028D=4 # x\u2028E=5',
  `KEY="${block.replaceAll('\n', '\\n')}"`,
  `KEY="${block}"\nB=2`,
  `KEY=${block.trim()}`,
  'JWK={"kty":"oct","k":"AAAA"}\nB=\'{"kty":"oct"}\'',
  'A="\n\'b\'\n"',
  'A="x\\"\ny\\"z"\nB=1',
];

describe("npm dotenv's own answers", () => {
  test.each(texts)('%j', (text) => {
    expect(ours(text)).toEqual(theirs(text));
  });

  test('any text of what means something', () => {
    const piece = fc.constantFrom(
      ...['A', 'b', 'EXPORT', 'export', '=', ':', ' ', '\t', '\n', '\r\n', '\r', '"', "'", '`', '\\', '\\n', '\\r'],
      ...['\\"', "\\'", '#', '1', 'x y', '-', '.', '\u2028', '\uFEFF', '{', '$A', '\n\n', '="', '=\n', '" ', '"#'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expect(ours(text)).toEqual(theirs(text));
      }),
      runs(5000),
    );
  });
});

test('hostile texts of 64 KB are read in no time', { tags: ['time'] }, () => {
  const hostile = [
    ...['\n', ' ', 'A', 'A\n', 'A=', 'A="', "A='\n", 'A="\\"x', '"', '\\"', 'A=\n', 'export ', 'A ', 'A:', 'A= \n'],
    ...["x\u2028'a", 'A="\\"x\n', 'A=\'x\nB="y\n', 'A=#', 'A="\\"\n'],
  ].flatMap((piece) => [piece.repeat(65_536 / piece.length), `A="${piece.repeat(65_536 / piece.length)}`]);
  for (const text of hostile) {
    const before = process.cpuUsage();
    parseDotenv(text);
    expect([text.slice(0, 10), process.cpuUsage(before).user / 1000 < 500]).toEqual([text.slice(0, 10), true]);
  }
});
