import { describe, expect, it } from 'vitest';
import type { TextDocument } from 'vscode';
import { hoverContent } from '../../../src/features/hoverContent.ts';
import { claims } from '../../claims.ts';
import { inspecting } from '../../inspecting.ts';
import { documentOf } from '../../standIn/vscode.ts';
import { encode, tokenOf } from '../jwt/tokens.ts';

const document = documentOf('', 'plaintext', '/a.txt') as unknown as TextDocument;
const now = Math.floor(Date.now() / 1000);

/** The rows of a hover as people read them, the head first. */
function rowsOf(text: string): readonly string[] {
  const { value } = hoverContent(inspecting(text, { signature: 'unknown-key' }), claims, document, 0);
  return value.split('\n').map((line) =>
    line
      .replaceAll('\u00a0', ' ')
      .replaceAll('\\', '')
      .replace(/\(command:[^)]*\)/g, ''),
  );
}

const rowOf = (rows: readonly string[], name: string) => rows.find((row) => row.includes(`| \`${name}\` |`)) ?? '';

describe('the hover of a token', () => {
  it('keeps a name on one line', () => {
    const token = tokenOf({ application_id: 'a', sub: 'video' }, { alg: 'RS256' });
    expect(hoverContent(inspecting(token), claims, document, 0).value).toContain('Vonage\u00a0Video\u00a0client');
  });

  it('has the kind, the issuer and the life in its first line', () => {
    const iss = 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0';
    const [head = ''] = rowsOf(tokenOf({ iss, iat: now, exp: now + 3600 }));
    expect(head).toMatch(
      /JWT · Microsoft Entra ID.*expires in 1 hour · signature not verified: no key in this workspace matches · well-formed/,
    );
    expect(rowsOf(tokenOf({ iss: 'https://other.example', exp: now + 3600 }))[0]).not.toContain('other');
  });

  it('tells all distances by one clock, that of the inspection', () => {
    const now = 1_700_000_000;
    const text = tokenOf({ iat: now - 7200, exp: now + 600, updated_at: now - 3 * 86_400 });
    const said = hoverContent(inspecting(text, undefined, { now: now * 1000 }), claims, document, 0).value;
    for (const distance of ['2 hours ago', 'in 10 minutes', '3 days ago']) expect(said).toContain(distance);
  });

  it('has the links in sight, and the expiry in the first line, of 30 claims', () => {
    const many = Object.fromEntries(Array.from({ length: 28 }, (_, i) => [`claim_${i}`, i]));
    const rows = rowsOf(tokenOf({ ...many, iat: now, exp: now + 3600 }, { alg: 'RS256' }));
    expect(rows[0]).toContain('expires in');
    // Right below the head, however wide the editor is.
    expect(rows[2]).toContain('Decode');
    expect(rowOf(rows, 'exp')).toContain('Expiration time');
    expect(rows.filter((row) => row.includes('Decode'))).toHaveLength(1);
  });

  it.each([
    ['7 claims of a token without a problem', 7, { exp: now + 3600 }, false],
    ['7 claims of an expired one, below the problem that VS Code shows', 7, { exp: now - 3600 }, true],
    ['10 claims', 10, { exp: now + 3600 }, true],
  ])('has the links where they are in sight: %s', (_, count, { exp }, isAbove) => {
    const claims = Object.fromEntries(Array.from({ length: count - 1 }, (_, i) => [`claim_${i}`, i]));
    const rows = rowsOf(tokenOf({ ...claims, exp }, { alg: 'RS256', typ: 'JWT' }));
    expect(rows[2]?.includes('Decode')).toBe(isAbove);
    expect(rows.at(-1)?.includes('Decode')).toBe(!isAbove);
  });

  it('cuts long names in their middle', () => {
    const name = 'kubernetes.io/serviceaccount/service-account.name';
    const rows = rowsOf(tokenOf({ [name]: 'default', exp: now + 60 }));
    expect(rows.find((row) => row.includes('kubernetes'))).toMatch(
      /\| `kubernetes\.io\/se…ice-account\.name` \|.*Service account/,
    );
  });

  it('says once what names have in common', () => {
    const long = (name: string) => `https://example.com/claims/${name}`;
    const rows = rowsOf(
      tokenOf({ [long('group')]: 1, [long('role')]: 2, 'https://other.example/role': 3, 'a/b': 4, 'a/c': 5 }),
    );
    const names = rows.slice(2, 7).map((row) => /`([^`]*)`/.exec(row)?.[1]);
    expect(names).toEqual(['https://example.com/claims/group', '…role', 'https://other.example/role', 'a/b', 'a/c']);
  });

  it('has the members of a header that says more than others', () => {
    const rows = rowsOf(tokenOf({ exp: now + 60 }, { alg: 'RS256', typ: 'JWT', kid: 'k1', x5t: 'abc' }));
    expect(rows.some((row) => row.startsWith('| *Header* |'))).toBe(true);
    expect(rowOf(rows, 'kid')).toContain('Key ID');
    expect(rowOf(rows, 'x5t')).toContain('thumbprint');
    expect(rowsOf(tokenOf({ exp: now + 60 }, { alg: 'RS256', typ: 'JWT' })).join()).not.toContain('*Header*');
  });

  it('has what an SD-JWT discloses, marked as disclosed', () => {
    const disclosed = [encode('["s","given_name","Alice"]'), encode('["s","DE"]')];
    const rows = rowsOf(`${tokenOf({ exp: now + 60, _sd: [] }, { alg: 'ES256' })}~${disclosed.join('~')}~`);
    expect(rows[0]).toContain('SD-JWT');
    expect(rowOf(rows, 'given_name')).toMatch(/`"Alice"`.*First name.*disclosed/);
    expect(rowOf(rows, '…')).toMatch(/`"DE"`.*disclosed/);
    expect(rowOf(rows, 'exp')).not.toContain('disclosed');
  });

  it('says whose alone it is to verify', () => {
    const reason = { code: 'signature.audience-only', data: {} } as const;
    const inspection = inspecting(tokenOf({ exp: now + 60 }), { signature: 'unknown-key', reason });
    const { value } = hoverContent(inspection, claims, document, 0);
    expect(value).toContain('only Microsoft Graph can verify it');
  });

  it('shows the claims of a token in a token', () => {
    const inner = tokenOf({ sub: 'inner', exp: now + 60 });
    const rows = rowsOf(tokenOf(inner, { alg: 'HS256', cty: 'JWT' }));
    expect(rowOf(rows, 'sub')).toContain('"inner"');
    expect(rows[0]).toContain('expires in');
  });

  it('holds no Markdown of a disclosed name', () => {
    const evil = encode(JSON.stringify(['s', 'a\\|[x](https://evil.example)`', 'v']));
    const { value } = hoverContent(inspecting(`${tokenOf({})}~${evil}~`), claims, document, 0);
    expect(value.replace(/(?<![`\\])(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, '')).not.toContain('evil');
  });
});
