import { decodeJwt, decodeProtectedHeader } from 'jose';
import { jwtDecode } from 'jwt-decode';
import { decodeToken } from '../../src/jwt/decode.ts';
import { compare, type Row } from './measure.ts';

const encode = (text: string) => Buffer.from(text).toString('base64url');
const token = (payload: object, signatureBytes: number) =>
  `${encode('{"alg":"RS256","typ":"JWT"}')}.${encode(JSON.stringify(payload))}.${encode('s'.repeat(signatureBytes))}`;

const video = {
  scope: 'session.connect',
  session_id: '1_MX4xMjM0NTY3OH5-MTcwMDAwMDAwMDAwMH5xd2VydHl1aW9wYXNkZmdofn4',
  role: 'publisher',
  initial_layout_class_list: '',
  sub: 'video',
  acl: { paths: { '/session/**': {} } },
  jti: '6f2d9c3e-8f4b-4c5d-9a34-1f0d6a2b7c11',
  iat: 1_700_000_000,
  exp: 1_700_000_900,
  application_id: '78d335fa-323d-0114-9c3d-d6f0d48968cf',
};
const samples: Readonly<Record<string, string>> = {
  'short HS256': token({ sub: '1234567890', name: 'Alice', iat: 1_516_239_022 }, 32),
  'Vonage Video RS256': token(video, 256),
  'not ASCII': token({ ...video, name: 'Žluťoučký kůň 🐎' }, 256),
  '100 KB of claims': token({ ...video, list: Array.from({ length: 5000 }, (_, i) => `item number ${i}`) }, 256),
};

export async function rows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, text] of Object.entries(samples)) {
    const values = () => {
      const { header, payload } = decodeToken(text);
      return [header.value, payload?.value];
    };
    const everything = () => {
      const { header, payload, faults } = decodeToken(text);
      return [header.value, payload?.value, faults];
    };
    const jose = { name: 'jose', run: () => [decodeProtectedHeader(text), decodeJwt(text)] };
    const jwtDecoder = { name: 'jwt-decode', run: () => [jwtDecode(text, { header: true }), jwtDecode(text)] };
    rows.push(await compare(name, { name: 'decodeToken', run: values }, jose, 1));
    rows.push(await compare(`${name}, faults found`, { name: 'decodeToken', run: everything }, jose, 1));
    rows.push(await compare(name, { name: 'decodeToken', run: values }, jwtDecoder));
  }
  return rows;
}
