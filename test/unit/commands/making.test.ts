import { createHmac, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it, vi } from 'vitest';
import { commands, env, files, page, setSetting, settings, Uri, window, workspace } from '../../standIn/vscode.ts';
import { type Answer, answering, goBack, leave } from '../answering.ts';
import { useWholeExtension } from '../wholeExtension.ts';

/** How tokens are made, by hand and by argument, with the whole extension in the stand-in for VS Code. */

const secret = randomBytes(32);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const applicationId = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
const uri = Uri.file('/work/a.http');
const http = 'GET https://a.test\n';
useWholeExtension({
  uri,
  text: http,
  secret,
  beside: { '/work/private.key': pem, '/work/.env': `VONAGE_APPLICATION_ID=${applicationId}\n` },
});

const run = (command: string, argument?: unknown): Promise<unknown> =>
  commands.executeCommand(`tokensmith.${command}`, ...(argument === undefined ? [] : [argument]));
const failure = (promise: Promise<unknown>) => promise.then(String, (error: Error) => error.message);
const parts = (token: unknown) =>
  String(token)
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
const verified = (token: unknown) =>
  jsonwebtoken.verify(String(token), createPublicKey(pem), { algorithms: ['RS256'] }) as Record<string, unknown>;
const make = (argument: object = {}) => run('createToken', { output: 'none', ...argument });
const warned = () => vi.spyOn(window, 'showWarningMessage');
const lifeOf = ({ iat, exp }: Record<string, unknown>) => Number(exp) - Number(iat);

describe('by hand', () => {
  it('a token of any kind has what was answered, and the next begins with the answers', async () => {
    answering(/JWT Any other/, /s\.jwk/, /HS384/, /^1h/, 'x', '[]', '{"sub":"me"}');
    const first = await make();
    const [header, payload] = parts(first);
    expect([header.alg, payload.sub, Math.round((payload.exp - Date.now() / 1000) / 60)]).toEqual(['HS384', 'me', 60]);
    const asked = answering(/JWT Any other/, /s\.jwk/, /HS256/, /None/, '{"sub":"you"}');
    expect(parts(await make())[1]).toEqual({ sub: 'you' });
    expect(asked.at(-1)?.value).toBe('{"sub":"me"}');
    expect(asked.find(({ title }) => title.endsWith('Expires in'))?.rows).toContain('1h last used');
  });

  it('one more is made with no question, of the kind alone, too', async () => {
    answering(/Vonage REST/, 'env:VONAGE_APPLICATION_ID', /private\.key/);
    await make();
    const asked = answering(/VONAGE_APPLICATION_ID · private\.key/);
    expect(verified(await make())).toMatchObject({ application_id: applicationId });
    expect(asked).toHaveLength(1);
    const ofKind = answering(/private\.key/);
    expect(verified(await run('createVonageRestToken', { output: 'none' }))).toMatchObject({
      application_id: applicationId,
    });
    expect(ofKind.map(({ title, rows }) => [title, rows.length])).toEqual([['Create Vonage REST Token', 2]]);
  });

  it('what stands in the environment is offered, and what is wrong is said before the next question', async () => {
    const asked = answering(/Vonage REST/, 'x', 'env:VONAGE_APPLICATION_ID', /private\.key/);
    expect(verified(await make())).toMatchObject({ application_id: applicationId });
    expect(asked[1]).toMatchObject({
      title: 'Create Token: Application ID',
      value: 'env:VONAGE_APPLICATION_ID',
      said: [expect.stringMatching(/UUID/), ''],
    });
    // A secret cannot sign it, and says so.
    expect(asked[2]?.rows.at(-1)).toMatch(/s\.jwk .*RS256 needs RSA/);
  });

  it('is asked for what is usually left out only by who wants that', async () => {
    const answers = [/Vonage Video client Lets/, applicationId, '1_MX40~'] as const;
    const plain = answering(...answers, /^publisher/, '', /private\.key/);
    const token = verified(await make());
    expect(token).toMatchObject({ session_id: '1_MX40~', role: 'publisher', scope: 'session.connect' });
    expect(plain.map(({ title }) => title.replace('Create Token: ', ''))).not.toContain('ACL');
    const asked = answering(...answers, /Customize/, /^moderator/, 'a=b', /^\/\*\/session\/\*\*/, /private\.key/);
    const custom = verified(await make());
    expect(asked.map(({ title }) => title.replace('Create Token: ', ''))).toContain('ACL');
    expect(custom).toMatchObject({
      role: 'moderator',
      connection_data: 'a=b',
      acl: { paths: { '/*/session/**': {} } },
    });
  });

  it('Back leads to the question before with its answer, and from the first to the list', async () => {
    const asked = answering(/Vonage REST/, goBack, /JWT Any other/, /s\.jwk/, goBack, /s\.jwk/, /HS256/, /^5m/, '{}');
    expect(parts(await make())[0].alg).toBe('HS256');
    expect(asked.map(({ title }) => title.replace('Create Token: ', ''))).toEqual([
      'Create Token',
      'Application ID',
      'Create Token',
      'Key',
      'Algorithm',
      'Key',
      'Algorithm',
      'Expires in',
      'Claims',
    ]);
  });

  it('a life that nobody offers is typed', async () => {
    const asked = answering(/JWT Any other/, /s\.jwk/, /HS256/, /Other…/, 'soon', '90s', '{}');
    expect(Math.round((parts(await make())[1].exp * 1000 - Date.now()) / 10_000)).toBe(9);
    expect(asked.find(({ said }) => said.length === 2)?.said).toEqual([expect.stringMatching(/./), '']);
  });

  it.each<[Answer[]]>([[[]], [[/Vonage REST/]], [[/Vonage REST/, applicationId, leave]]])(
    'nothing is made where the person leaves: %j',
    async (answers) => {
      answering(...answers);
      expect(await make()).toBeUndefined();
      answering();
      expect(await run('createVonageRestToken', { output: 'clipboard' })).toBeUndefined();
      expect(env.clipboard.text).toBe('');
    },
  );

  it('nobody is asked in a workspace that is not trusted', async () => {
    workspace.isTrusted = false;
    const asked = answering();
    expect(await failure(make())).toMatch(/trust/i);
    expect(asked).toEqual([]);
  });

  it('is handed on as the person says, the last way first', async () => {
    const titles: string[][] = [];
    const picked = vi.spyOn(window, 'showQuickPick');
    const choose = (words: RegExp) =>
      picked.mockImplementationOnce(async (items) => {
        const rows = items as { readonly label: string }[];
        titles.push(rows.map(({ label }) => label.replace(/^\$\([\w-]+\) /, '')));
        return rows.find(({ label }) => words.test(label));
      });
    const recipe = { kind: 'custom', key: 'file:s.jwk', claims: { sub: 'me' } };
    choose(/Insert Authorization Header/);
    const token = await run('createToken', { recipe });
    expect(page.model(uri)?.text).toBe(`${http}Authorization: Bearer ${token}\n`);
    choose(/Copy/);
    expect(await run('createToken', { recipe })).toBe(env.clipboard.text);
    expect(titles.map(([first]) => first)).toEqual(['Copy', 'Insert Authorization Header']);
    expect(titles[0]).toContain('Save as Recipe…');
    choose(/nothing/);
    expect(await run('createToken', { recipe })).toBeUndefined();
  });

  it('is kept as a recipe under a name, once it was inserted', async () => {
    vi.spyOn(window, 'showInformationMessage').mockImplementation(async (_message, ...buttons) => buttons[0]);
    const asked = answering(/JWT Any other/, /s\.jwk/, /HS256/, /^5m/, '{"sub":"me"}', ' ', 'mine');
    await run('insertAuthorizationHeader');
    const kept = {
      mine: { kind: 'custom', key: 'file:s.jwk', algorithm: 'HS256', expiresIn: '5m', claims: { sub: 'me' } },
    };
    await vi.waitFor(() =>
      expect(Object.values(settings).map((level) => level['tokensmith.recipes'])).toContainEqual(kept),
    );
    expect(asked.at(-1)).toMatchObject({ title: 'Save as Recipe', said: ['The name is empty.', ''] });
    await vi.waitFor(() => expect(JSON.parse(env.clipboard.text)).toMatchObject({ args: { recipe: 'mine' } }));
  });
});

describe('from a recipe of the settings', () => {
  const recipe = { kind: 'custom', key: 'file:s.jwk', claims: { sub: 'me' } };

  it('by its name', async () => {
    setSetting('tokensmith.recipes', { mine: recipe });
    expect(parts(await make({ recipe: 'mine' }))[1]).toMatchObject({ sub: 'me' });
    expect(await failure(make({ recipe: 'yours' }))).toMatch(/yours/);
  });

  it('is offered by its name, those that cannot sign last, and asks for what it leaves out', async () => {
    const { key: _, ...keyless } = recipe;
    setSetting('tokensmith.recipes', {
      lost: { ...recipe, key: 'file:gone.key' },
      open: keyless,
      odd: 7,
      mine: recipe,
    });
    const asked = answering(/notebook-template\) open/, /s\.jwk/);
    expect(parts(await make())[1]).toMatchObject({ sub: 'me' });
    const rows = asked[0]?.rows ?? [];
    expect(rows.filter((row) => row.includes('notebook')).map((row) => row.split(' ')[1])).toEqual([
      'open',
      'mine',
      'lost',
      'odd',
    ]);
    expect(asked).toHaveLength(2);
    const again = answering(/history\) open/);
    expect(parts(await make())[1]).toMatchObject({ sub: 'me' });
    expect(again).toHaveLength(1);
  });

  it('leaves the workspace only where the settings are the person’s', async () => {
    files.lay({ '/person/own.key': pem });
    expect(await failure(make({ recipe: { ...recipe, key: 'file:/person/own.key' } }))).toMatch(/outside/);
    workspace.isTrusted = false;
    expect(await failure(make({ recipe }))).toMatch(/trust/i);
  });

  it('warns in one sentence of a token that nobody signs', async () => {
    const said = warned();
    await make({ recipe: { kind: 'custom', algorithm: 'none' } });
    expect(said.mock.calls.map(([message]) => message)).toEqual([
      'Token created, but the token is not signed (`alg` is `none`): anyone can change it.',
    ]);
  });

  it('warns of a secret that is too short, unless the problem is off', async () => {
    files.lay({ '/work/.env': 'API_SECRET=short\n' });
    const said = warned();
    const weak = { ...recipe, key: 'env:API_SECRET' };
    expect(await make({ recipe: weak })).toMatch(/^ey/);
    expect(said.mock.calls.map(([message]) => message)).toEqual([expect.stringMatching(/^Token created, but /)]);
    setSetting('tokensmith.problems.severity', { 'key.short-secret': 'off' });
    await make({ recipe: weak });
    expect(said.mock.calls).toHaveLength(1);
  });

  it('hashes the body of the request that it is for', async () => {
    const webhook = {
      kind: 'vonage-webhook',
      apiKey: 'abcd1234',
      applicationId,
      signatureSecret: 'x',
      key: 'file:s.jwk',
    };
    const { signatureSecret: _, ...named } = webhook;
    const text = 'POST https://a.test\nContent-Type: application/json\n\n{"a":1}\n';
    const model = page.model(uri);
    if (model) page.type(model, [{ start: 0, end: model.text.length, text }]);
    await page.idle();
    const token = await run('createToken', { recipe: named, output: 'header', uri: uri.toString(), offset: 0 });
    expect(parts(token)[1].payload_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(page.model(uri)?.text).toContain(`\nAuthorization: Bearer ${token}\n`);
  });
});

describe('a broken variant', () => {
  const encode = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const input = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: 'me', aud: 'us', iat: now, exp: now + 600 })}`;
  const sign = (text: string) => `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  const token = sign(input);
  const isSigned = (text: unknown) => {
    const [header, payload] = String(text).split('.');
    return String(text) === sign(`${header}.${payload}`);
  };
  const broken = (argument: object) => run('createVariant', { token, output: 'none', ...argument });

  it.each([
    ['expired', true, ({ exp }: { exp: number }) => exp < now],
    ['not-yet-valid', true, ({ nbf }: { nbf: number }) => nbf > now],
    ['wrong-audience', true, ({ aud }: { aud: string }) => aud !== 'us'],
    ['missing-claim', true, (claims: object) => Object.keys(claims).length === 3],
    ['wrong-key', false, ({ sub }: { sub: string }) => sub === 'me'],
    ['tampered-payload', false, (claims: object) => Object.keys(claims).length === 5],
    ['alg-none', false, ({ sub }: { sub: string }) => sub === 'me'],
  ] as const)('%s is broken in this way alone', async (variant, hasSignature, isBroken) => {
    const made = await broken({ variant });
    const [header, claims] = parts(made);
    expect([isSigned(made), isBroken(claims as never), header.alg]).toEqual([
      hasSignature,
      true,
      variant === 'alg-none' ? 'none' : 'HS256',
    ]);
    expect(env.clipboard.text).toBe('');
  });

  it('is what the person picks, and several make a fixture', async () => {
    answering(/Tampered payload/);
    expect(isSigned(await run('createVariant', { token, output: 'clipboard' }))).toBe(false);
    expect(env.clipboard.text.split('.')).toHaveLength(3);
    answering(/Several as a fixture/, goBack, /Several as a fixture/, [/^Algorithm none/, /^Expired/]);
    const several = await run('createVariant', { token, output: 'clipboard' });
    expect((several as string[]).map((each) => parts(each)[0].alg)).toEqual(['HS256', 'none']);
    for (const each of several as string[]) expect(env.clipboard.text).toContain(each);
    answering();
    expect(await broken({})).toBeUndefined();
  });

  it.each([
    [{ variant: 'upside-down' }, /"expired" \| /],
    [{ variants: [] }, /\["expired", /],
    [{ variants: ['expired', 'x'] }, /\["expired", /],
    [{ variants: ['expired'], output: 'header' }, /output/],
    [{ token: 'no token', variant: 'expired' }, /./],
    [{ output: 'sky' }, /output/],
  ])('is refused: %j', async (argument, words) => {
    expect(await failure(broken(argument))).toMatch(words);
  });

  it.each([
    ['cursor', /./],
    ['clipboard', /./],
  ])('several go to the %s', async (output) => {
    const made = (await broken({ variants: ['expired', 'alg-none'], output })) as string[];
    const text = output === 'cursor' ? page.model(uri)?.text : env.clipboard.text;
    for (const each of made) expect(text).toContain(each);
  });
});

it('a life is what the recipe says', async () => {
  const recipe = { kind: 'vonage-rest', applicationId, key: 'file:private.key', expiresIn: '10m' };
  expect(lifeOf(verified(await make({ recipe })))).toBe(600);
});
