import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/inspection/inspect.ts';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { problemWords } from '../../../src/messages/problems.ts';
import { encode } from '../jwt/tokens.ts';

const context = { now: 1_700_000_000_000, tolerance: 5, expiresSoon: 300 };

const said = (text: string) =>
  inspect(decodeToken(text), undefined, context)
    .problems.filter(({ code }) => code === 'malformed')
    .map((problem) => problemWords(problem.code, problem, undefined));

describe('problemWords', () => {
  const header = encode('{"alg":"HS256"}');
  const payload = encode('{"sub":"???>>"}');
  const base64 = Buffer.from('{"sub":"???>>"}').toString('base64');
  const isCutOff = 'The payload is incomplete: its JSON has no end.';
  const rows: readonly (readonly [what: string, text: string, messages: readonly string[]])[] = [
    ['a sound token', `${header}.${payload}.c2ln`, []],
    [
      'padding at its end',
      `${header}.${payload}.c2k=`,
      ['The signature has padding (`=`), which base64url in a JWT leaves out.'],
    ],
    [
      'padding within a part',
      `${header}.${payload.slice(0, 8)}==${payload.slice(8)}.c2ln`,
      ['The payload has padding (`=`), which base64url in a JWT leaves out.'],
    ],
    [
      'plain base64',
      `${header}.${base64}.c2ln`,
      ['The payload has `+` or `/` of plain base64; base64url has `-` and `_`.'],
    ],
    ['a line break', `${header}\n.${payload}.c2ln`, ['The header has white space in it.']],
    ['an ellipsis', `${header}.${payload}.c2…`, ['The signature has a character that is not base64url.']],
    [
      'a signature cut within a byte',
      `${header}.${payload}.c2lnA`,
      ['The signature is incomplete (invalid base64url length).'],
    ],
    [
      'another last character',
      `${header}.${payload}.c2j`,
      ["The last character of the signature isn't valid base64url (unused bits are set)."],
    ],
    ['a payload cut between bytes', `${header}.${payload.slice(0, -4)}`, [isCutOff, 'The signature is missing.']],
    ['a payload cut within a byte', `${header}.${payload.slice(0, -1)}`, [isCutOff, 'The signature is missing.']],
    ['JSON that is wrong', `${header}.${encode('{"sub":}')}.c2ln`, ['The payload is not JSON.']],
  ];
  it.each(rows)('says exactly what is wrong with %s', (_, text, messages) => {
    expect(said(text)).toEqual(messages);
  });
});
