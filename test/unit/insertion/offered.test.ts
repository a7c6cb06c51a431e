import { expect, it } from 'vitest';
import { takesToken } from '../../../src/insertion/offered.ts';

it.each([
  ['dotenv', '/a/.env', 'ACCESS_TOKEN='],
  ['plaintext', '/a/.env.local', 'export JWT=old'],
  ['properties', '/a/prod.env', 'VONAGE_JWT = x'],
  ['shellscript', '/a.sh', '  curl -X POST https://api.example.com'],
  ['markdown', '/README.md', '    $ curl https://api.example.com'],
  ['http', '/a.http', 'Authorization:'],
  ['plaintext', '/a.rest', 'authorization: Bearer '],
  ['json', '/a.json', '  "headers": {'],
  ['jsonc', '/a.jsonc', '"Authorization": ""'],
  ['yaml', '/a.yaml', '  headers:'],
  ['yaml', '/a.yml', '- run: curl https://api.example.com'],
  ['plaintext', '/a.json', '{"headers": {}}'],
] as const)('is offered in %s: %s %s', (languageId, path, line) => {
  expect(takesToken({ languageId, path, line })).toBe(true);
});

it.each([
  ['dotenv', '/.env', 'PORT=3000'],
  ['dotenv', '/.env', '# TOKEN'],
  ['typescript', '/a.ts', 'const headers = {'],
  ['http', '/a.http', 'GET https://api.example.com'],
  ['json', '/a.json', '"token": ""'],
  ['json', '/a.json', '"myheaders": 1, "x-headers": 2'],
  ['markdown', '/a.md', 'libcurl is a library'],
  ['shellscript', '/a.sh', 'curl'],
  ['plaintext', '/a.txt', 'headers: none'],
] as const)('is not offered in %s: %s %s', (languageId, path, line) => {
  expect(takesToken({ languageId, path, line })).toBe(false);
});
