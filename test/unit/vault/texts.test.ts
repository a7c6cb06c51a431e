import { createHmac } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/jwt/decode.ts';
import { SECRET_ENCODINGS } from '../../../src/jwt/key.ts';
import { judgeSignature } from '../../../src/jwt/verify.ts';
import { KeyError } from '../../../src/keys/errors.ts';
import { checkRecipe } from '../../../src/recipes/recipe.ts';
import { parseReference } from '../../../src/recipes/reference.ts';
import { renewDraft } from '../../../src/recipes/renew.ts';
import { KeyReferenceError, VaultError } from '../../../src/vault/errors.ts';
import { createToken, resignToken } from '../../../src/vault/sign.ts';
import { inspecting } from '../../inspecting.ts';
import { files, folderAt, resetVSCode, setSetting, workspace } from '../../standIn/vscode.ts';
import { keyTexts, meaningOf, otherTexts } from '../keys/forms.ts';
import { Answering, openWindow } from './window.ts';

beforeEach(() => {
  workspace.workspaceFolders = [folderAt('/work')];
});
afterEach(() => {
  resetVSCode();
  delete process.env.TOKENSMITH_TEST;
});

type Window = ReturnType<typeof openWindow>;

/** A text in quotation marks that it has not, as npm's dotenv takes it for itself; `undefined` where it has all of them. */
function inDotenv(text: string): string | undefined {
  const quote = ["'", '`'].find((mark) => !text.includes(mark));
  return quote && !text.includes('\r') ? `TEXT=${quote}${text}${quote}\n` : undefined;
}

/** Each kind of place: puts a text there and gives its reference; `undefined` where the place cannot hold it. */
const places: Readonly<Record<string, (text: string, window: Window) => Promise<string> | string | undefined>> = {
  'file:': (text) => {
    files.lay({ '/work/some.txt': text });
    return 'file:some.txt';
  },
  'env:, .env': (text) => {
    const line = inDotenv(text);
    if (line === undefined) return undefined;
    files.lay({ '/work/.env': line });
    return 'env:TEXT';
  },
  'env:, .env.local': (text) => {
    const line = inDotenv(text);
    if (line === undefined) return undefined;
    files.lay({ '/work/.env.local': line });
    return 'env:TEXT';
  },
  'env:, the process': (text) => {
    process.env.TOKENSMITH_TEST = text;
    return 'env:TOKENSMITH_TEST';
  },
  'vonage-config': (text) => {
    files.lay({ '/work/.vonagerc': JSON.stringify({ privateKey: text, appId: 'a' }) });
    return 'vonage-config';
  },
  "Vonage's older configuration": (text) => {
    files.lay({ '/work/vonage_app.json': JSON.stringify({ private_key: text, application_id: 'a' }) });
    return 'vonage-config';
  },
  'secret:': async (text, { vault }) => {
    await vault.secrets.store('text', text);
    return 'secret:text';
  },
};

/** What a reference leads to, in the words of the tables. */
async function meaningAt({ vault }: Window, text: string): Promise<string> {
  const reference = parseReference(text);
  if (!reference) throw new Error(`${text} is no reference`);
  try {
    return meaningOf((await vault.look(reference)).content);
  } catch (error) {
    const cause = error instanceof KeyReferenceError ? error.cause : error;
    if (cause instanceof VaultError || cause instanceof KeyError) return cause.code;
    throw error;
  }
}

/** A path leads on, here to a file that is not there or lies outside. */
const followed = /^vault\.(?:file-not-found|outside-workspace|no-workspace)$/;

describe.each(Object.entries(places))('in %s', (_place, put) => {
  it.each([...keyTexts, ...otherTexts].filter(([, text]) => text !== ''))('%s', async (_what, text, expected) => {
    const window = openWindow();
    const reference = await put(text, window);
    if (reference === undefined) return;
    const found = await meaningAt(window, reference);
    if (expected.startsWith('path ')) expect(found).toMatch(followed);
    else expect(found).toBe(expected);
  });
});

describe('a secret signs with the bytes that proved it, on the whole way', () => {
  const bytes = Buffer.from('fbff3e3fa1b2c3d4e5f60718293a4b5c6d7e8f90', 'hex');
  const texts = {
    utf8: 'pass phrase with ümlaut',
    base64: bytes.toString('base64'),
    base64url: bytes.toString('base64url'),
    hex: bytes.toString('hex'),
  };
  const bytesOf = { utf8: Buffer.from(texts.utf8), base64: bytes, base64url: bytes, hex: bytes };
  const now = Math.floor(Date.now() / 1000);

  /** Another library's word on a token: throws where the bytes are not those that signed. */
  const verified = (token: string, secret: Buffer) =>
    jsonwebtoken.verify(token, secret, { algorithms: ['HS256'], ignoreExpiration: true });

  it.each(SECRET_ENCODINGS)('%s, as the recipe says', async (secretEncoding) => {
    files.lay({ '/work/.env': `JWT_SECRET="${texts[secretEncoding]}"\n` });
    const window = openWindow();
    const recipe = {
      kind: 'custom',
      key: 'env:JWT_SECRET',
      algorithm: 'HS256',
      secretEncoding,
      claims: { sub: 'me' },
      iat: true,
      expiresIn: '1h',
    };
    const { token } = await createToken(window, checkRecipe(recipe), new Answering());
    expect(verified(token, bytesOf[secretEncoding])).toMatchObject({ sub: 'me' });
  });

  it.each(SECRET_ENCODINGS)('%s, which the recipe takes for another', async (secretEncoding) => {
    const secret = bytesOf[secretEncoding];
    const stated = secretEncoding === 'utf8' ? 'base64' : 'utf8';
    files.lay({ '/work/secret.txt': `${texts[secretEncoding]}\n` });
    setSetting('tokensmith.recipes', {
      mine: {
        kind: 'custom',
        key: 'file:secret.txt',
        algorithm: 'HS256',
        ...(stated !== 'base64' && { secretEncoding: stated }),
        claims: {},
      },
    });
    const window = openWindow();
    // Verify: by another library's token.
    const signedElsewhere = jsonwebtoken.sign({ sub: 'me', iat: now - 7200, exp: now - 3600 }, secret);
    const token = decodeToken(signedElsewhere);
    const judgement = await judgeSignature(token, await window.keys.candidates(token));
    expect(judgement).toMatchObject({
      signature: 'valid',
      key: { reference: 'file:secret.txt', key: { secretEncoding } },
    });
    // Renew by a click, renew on save, edit: nobody is asked, and the bytes stay the same.
    const renewed = async (text: string, person?: Answering) => {
      const read = inspecting(text);
      const draft = renewDraft(read, { now: Date.now(), uuid: () => 'a' });
      return (await resignToken(window, read, draft, { person })).token;
    };
    const clicked = await renewed(signedElsewhere, new Answering());
    const saved = await renewed(clicked);
    const edited = await resignToken(
      window,
      inspecting(saved),
      { header: '{"alg":"HS256"}', payload: '{"sub":"you"}' },
      { person: new Answering() },
    );
    const again = await renewed(edited.token.replace(/$/, ''));
    for (const each of [clicked, saved, edited.token, again]) expect(verified(each, secret)).toBeTruthy();
    expect(verified(again, secret)).toMatchObject({ sub: 'you' });
    const [header, payload, signature] = again.split('.');
    expect(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')).toBe(signature);
  });
});
