import { createPrivateKey, sign } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fixtures, layWorkspace } from '../workspace.ts';

/** The recipes of the README. */
const recipes = `{
  "tokensmith.recipes": {
    "vonage": {
      "kind": "vonage-rest",
      "applicationId": "env:VONAGE_APPLICATION_ID",
      "key": "file:private.key"
    },
    "forum": {
      "kind": "vanilla",
      "key": "secret:forum",
      "issuer": "https://sso.example.com",
      "subject": "42",
      "audience": "https://community.example.com",
      "email": "a@example.com",
      "displayName": "Alice"
    }
  }
}
`;

const calls = `@voice = https://api.nexmo.com/v1

### List calls
GET {{voice}}/calls?status=completed
Accept: application/json

### Make a call
POST {{voice}}/calls
Content-Type: application/json
Authorization: Bearer {{expired}}

{ "to": [{ "type": "phone", "number": "447700900000" }] }
`;

const expired = `POST https://api.nexmo.com/v1/calls
Authorization: Bearer {{expired}}
`;

const community = `### Who am I?
GET https://community.example.com/api/v2/users/me
Accept: application/json
`;

const references = `### The token in the request
GET https://api.nexmo.com/v1/calls
Authorization: Bearer {{fresh}}

### The token of .env
GET https://api.nexmo.com/v1/applications
Authorization: Bearer {{$dotenv TOKEN}}

### A new token each time
GET https://api.nexmo.com/v1/conversations
Authorization: Bearer {{$jwt vonage}}
`;

const hour = 3600;

/** Lays the workspace of the README's pictures: requests, one of them with a token that expired 45 minutes ago. */
export async function layPictured(folder: string, fixtures: Fixtures): Promise<void> {
  await layWorkspace(folder, fixtures);
  const now = Math.floor(Date.now() / 1000);
  const token = (iat: number) => {
    const claims = { application_id: fixtures.applicationId, iat, jti: crypto.randomUUID(), exp: iat + hour / 4 };
    const input = [{ alg: 'RS256', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${input}.${sign('sha256', Buffer.from(input), createPrivateKey(fixtures.keys.rsa)).toString('base64url')}`;
  };
  await mkdir(join(folder, '.vscode'));
  const files = {
    '.vscode/settings.json': recipes,
    'calls.http': calls.replace('{{expired}}', token(now - hour)),
    'expired.http': expired.replace('{{expired}}', token(now - hour)),
    'references.http': references.replace('{{fresh}}', token(now)),
    'community.http': community,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await appendFile(join(folder, '.env'), `TOKEN=${token(now - 120)}\n`);
}
