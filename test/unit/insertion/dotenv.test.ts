import { expect, it } from 'vitest';
import { pemBlock } from '../../pem.ts';
import { inserted } from './cursor.ts';

it.each<[string, string, string]>([
  ['a value', 'A=b\nTOKEN=x‸y\nC=d', 'A=b\nTOKEN=TOKEN\nC=d'],
  ['another name', 'JWT=x‸', 'JWT=TOKEN'],
  ['no value', 'TOKEN=‸', 'TOKEN=TOKEN'],
  ['double quotes', 'TOKEN="x"‸', 'TOKEN="TOKEN"'],
  ['single quotes', "‸TOKEN='x'", "TOKEN='TOKEN'"],
  ['escaped quotes', 'TOKEN="a\\"b"‸', 'TOKEN="TOKEN"'],
  ['export', 'export TOKEN=x‸', 'export TOKEN=TOKEN'],
  ['space around the sign', 'TOKEN = x ‸', 'TOKEN = TOKEN '],
  ['a comment behind', 'TOKEN=x # why‸', 'TOKEN=TOKEN # why'],
  ['a comment behind quotes', 'TOKEN="x" # why‸', 'TOKEN="TOKEN" # why'],
  ['a comment behind nothing', 'TOKEN= # why‸', 'TOKEN=TOKEN # why'],
  ['a hash in the value', 'TOKEN=a#b‸', 'TOKEN=TOKEN'],
  ['\\r\\n', 'A=b\r\nTOKEN=x‸\r\nC=d\r\n', 'A=b\r\nTOKEN=TOKEN\r\nC=d\r\n'],
  ['a scheme', 'AUTH="Bearer x‸"', 'AUTH="Bearer TOKEN"'],
  ['quotes over lines', 'A="b\nc‸\nd"\nE=f', 'A="TOKEN"\nE=f'],
  ['below quotes over lines', 'A="b\nTOKEN=x"\nE=f‸', 'A="b\nTOKEN=x"\nE=TOKEN'],
  ['quotes that nothing closes', 'A="b\nC=d‸', 'A="b\nC=TOKEN'],
  [
    'a private key',
    `KEY="${pemBlock('PRIVATE KEY', 'x‸')}"\nA=b`,
    `KEY="${pemBlock('PRIVATE KEY', 'x')}"\nTOKEN=TOKEN\nA=b`,
  ],
  ['an empty file', '‸', 'TOKEN=TOKEN'],
  ['a blank line', 'A=b\n‸\nC=d', 'A=b\nTOKEN=TOKEN\nC=d'],
  ['the end', 'A=b\n‸', 'A=b\nTOKEN=TOKEN'],
  ['a comment', '# a‸\r\nB=c', '# a\r\nTOKEN=TOKEN\r\nB=c'],
  ['a byte order mark', '\uFEFF‸', '\uFEFFTOKEN=TOKEN'],
])('%s', (_, marked, expected) => expect(inserted('dotenv', '/.env', marked)).toBe(expected));

it.each([
  ['properties', '/a/.env'],
  ['plaintext', '/.env.local'],
  ['plaintext', '/a/dev.env'],
  ['dotenv', 'Untitled-1'],
])('knows %s %s', (languageId, path) => expect(inserted(languageId, path, 'A=‸b')).toBe('A=TOKEN'));
