import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TextDocument } from 'vscode';
import { type FollowedToken, replaceToken, whileFollowing } from '../../../src/edits/followedToken.ts';
import { TokenIndex } from '../../../src/tokens/tokenIndex.ts';
import { files, page, resetVSCode, Uri, workspace } from '../../standIn/vscode.ts';

const uri = Uri.file('/work/a.txt');
const token = 'eyJhbGciOiJub25lIn0.e30.';
const other = 'eyJhbGciOiJub25lIn0.eyJhIjoxfQ.';
let index: TokenIndex;

beforeEach(() => {
  index = new TokenIndex(workspace as never);
});
afterEach(async () => {
  await page.idle();
  index.dispose();
  resetVSCode();
});

function model() {
  const found = page.model(uri);
  if (!found) throw new Error('closed');
  return found;
}

async function type(start: number, end: number, text: string): Promise<void> {
  page.type(model(), [{ start, end, text }]);
  await page.idle();
}

/** Follows the copy of the token that comes at a number, the first by default, in a text. */
async function following(text: string, action: (followed: FollowedToken) => Promise<void>, copy = 0): Promise<void> {
  files.lay({ '/work/a.txt': text });
  const document = (await page.open(uri)) as unknown as TextDocument;
  const start = [...text.matchAll(/eyJ/g)][copy]?.index ?? 0;
  const end = text.slice(start).search(/\s|$/) + start;
  await whileFollowing(index, { document, start, end }, action);
}

const startOf = (followed: FollowedToken) => followed.here()?.start;
const errorOf = (followed: FollowedToken) => {
  try {
    return followed.present().start;
  } catch (error) {
    const { code, data } = error as { readonly code: string; readonly data: object };
    return { code, data };
  }
};
const gone = { code: 'edit.token-gone', data: { file: '/work/a.txt' } };
const ambiguous = { code: 'edit.token-ambiguous', data: { file: '/work/a.txt' } };

describe('a followed token', () => {
  it('is not its copy where a program empties the file and then writes it', async () => {
    const text = (first: string) => `a\n${first}\nb\n${token}\nc`;
    await following(text(token), async (followed) => {
      await type(0, text(token).length, '');
      await type(0, 0, text(other));
      expect(errorOf(followed)).toEqual(gone);
      await type(0, text(other).length, '');
      await type(0, 0, text(token));
      expect(startOf(followed)).toBe(2);
    });
  });

  it('is not its copy that was cut together with it, while it rested, and is pasted there', async () => {
    const lines = `a\n${token}\nb\n${token}\n`;
    await following(lines + '\n'.repeat(100), async (followed) => {
      followed.rest();
      await type(0, lines.length, '');
      followed.wake();
      await type(10, 10, token);
      expect(errorOf(followed)).toEqual(gone);
    });
  });

  it('is where its text has moved to, near or far, and not where a copy is', async () => {
    const lines = '\n'.repeat(400);
    await following(
      `${token}${lines}x\n${token}${lines}`,
      async (followed) => {
        const before = token.length + 402;
        expect(startOf(followed)).toBe(before);
        await type(0, 0, `${token}\n`);
        expect(startOf(followed)).toBe(before + token.length + 1);
        await type(0, token.length + 1, '');
        await type(before - 1, before - 1, 'y');
        expect(followed.here()).toMatchObject({ start: before + 1, end: before + 1 + token.length, token });
        await type(model().text.length, model().text.length, 'far behind');
        expect(startOf(followed)).toBe(before + 1);
      },
      1,
    );
  });

  it('is gone once it is taken out, and is there again where it is pasted, alone', async () => {
    await following(`a\n${token}\nb\n`, async (followed) => {
      await type(2, 2 + token.length, '');
      expect(errorOf(followed)).toEqual(gone);
      expect(followed.here()).toBeUndefined();
      await type(4, 4, token);
      expect(startOf(followed)).toBe(4);
    });
  });

  it('is gone where its text is changed, and nobody said what it becomes', async () => {
    await following(`${token}\n${other}\n`, async (followed) => {
      await type(0, token.length, other);
      expect(errorOf(followed)).toEqual(gone);
    });
  });

  it('goes on at what it becomes, of which there may be copies', async () => {
    await following(`${token}\n\n\n${other}\n`, async (followed) => {
      await replaceToken(followed, other);
      await page.idle();
      expect(followed.here()).toMatchObject({ start: 0, end: other.length, token: other });
      await type(0, 0, '\n');
      expect(startOf(followed)).toBe(1);
      // Undone, it is what it was.
      page.step(model(), 'undo');
      page.step(model(), 'undo');
      await page.idle();
      expect(followed.here()).toMatchObject({ start: 0, token });
    });
  });

  it('is told from its copies by the lines around it where all are written anew', async () => {
    const text = `# one\n${token}\n# two\n${token}\n`;
    await following(
      text,
      async (followed) => {
        await type(0, text.length, `# new\n${text}`);
        expect(startOf(followed)).toBe(text.lastIndexOf(token) + 6);
      },
      1,
    );
  });

  it('could be any of its copies where nothing tells them apart', async () => {
    const text = `${token}\n\n\n\n${token}`;
    await following(text, async (followed) => {
      await type(0, text.length, text);
      expect(errorOf(followed)).toEqual(ambiguous);
      await expect(replaceToken(followed, other)).rejects.toMatchObject(ambiguous);
      expect(model().text).toBe(text);
    });
  });

  it('keeps its line where the line ends become others', async () => {
    const text = `a\nb\n${token}\n${token}\n`;
    await following(
      text,
      async (followed) => {
        model().text = text.replaceAll('\n', '\r\n');
        page.type(model(), []);
        await page.idle();
        expect(startOf(followed)).toBe(6 + token.length + 2);
        await type(0, 0, 'x');
        expect(startOf(followed)).toBe(7 + token.length + 2);
      },
      1,
    );
  });

  it('does not move with another document', async () => {
    await following(`${token}\n`, async (followed) => {
      const second = Uri.file('/work/b.txt');
      await files.writeFile({ path: second.path }, new TextEncoder().encode(`${token}\n`));
      await page.open(second);
      const there = page.model(second);
      if (there) page.type(there, [{ start: 0, end: 0, text: 'xyz\n' }]);
      await page.idle();
      page.close(second);
      await page.idle();
      expect(startOf(followed)).toBe(0);
    });
  });
});

describe('a followed token that rests', () => {
  it('moves with its document, and knows its copies once it wakes', async () => {
    await following(`${token}\n`, async (followed) => {
      followed.rest();
      await type(0, 0, `# a\n${token}\n# b\n`);
      const start = 4 + token.length + 5;
      expect(startOf(followed)).toBe(start);
      followed.wake();
      const { text } = model();
      await type(0, text.length, `\n${text}`);
      expect(startOf(followed)).toBe(start + 1);
      followed.wake();
      expect(startOf(followed)).toBe(start + 1);
    });
  });

  it('is gone once it is touched, also where it stands again', async () => {
    await following(`${token}\n`, async (followed) => {
      followed.rest();
      await type(3, 4, '');
      await type(3, 3, token.charAt(3));
      expect(errorOf(followed)).toEqual(gone);
      followed.wake();
      expect(errorOf(followed)).toEqual(gone);
    });
  });

  it('is found, and waked, where it is to be written', async () => {
    await following(`${token}\n`, async (followed) => {
      followed.rest();
      await type(0, 0, 'x\n');
      await replaceToken(followed, other);
      await page.idle();
      expect(model().text).toBe(`x\n${other}\n`);
      expect(followed.here()).toMatchObject({ start: 2, token: other });
    });
  });
});

describe('a followed token whose document is closed', () => {
  const close = async () => {
    page.close(uri);
    await page.idle();
  };
  const rewrite = (text: string) => files.writeFile({ path: uri.path }, new TextEncoder().encode(text));

  it('is nowhere till somebody wants it: then its document is opened', async () => {
    const text = `${token}\n\n\n\n${token}\n`;
    await following(
      text,
      async (followed) => {
        await close();
        expect(errorOf(followed)).toEqual(gone);
        expect(await followed.find()).toMatchObject({ start: token.length + 4, token });
      },
      1,
    );
  });

  it('is found at another place where it alone is there', async () => {
    await following(`${token}\n`, async (followed) => {
      await close();
      await rewrite(`x\n${other}\n${token}\n`);
      expect(await followed.find()).toMatchObject({ start: other.length + 3, token });
    });
  });

  it('is not taken for what it was before', async () => {
    await following(`${token}\n`, async (followed) => {
      await replaceToken(followed, other);
      await page.save(uri);
      await close();
      await rewrite(`${token}\n\n\n${other}\n`);
      expect(await followed.find()).toMatchObject({ start: token.length + 3, token: other });
    });
  });

  it('could be any of several, or none', async () => {
    await following(`${token}\n`, async (followed) => {
      await close();
      await rewrite(`x\n${token}\ny\n${token}\nz\n`);
      await expect(followed.find()).rejects.toMatchObject(ambiguous);
      await close();
      await rewrite('none\n');
      await expect(followed.find()).rejects.toMatchObject({ code: expect.stringMatching(/^edit\.token-/) });
    });
  });

  it('also where it rested, and whatever else is opened', async () => {
    await following(`x\n${token}\n`, async (followed) => {
      followed.rest();
      await close();
      await files.writeFile({ path: '/work/b.txt' }, new TextEncoder().encode(`${token}\n`));
      await page.open(Uri.file('/work/b.txt'));
      expect(followed.here()).toBeUndefined();
      expect(await followed.find()).toMatchObject({ start: 2 });
    });
  });

  it('is gone with its file', async () => {
    await following(`${token}\n`, async (followed) => {
      await close();
      await files.delete({ path: uri.path });
      await expect(followed.find()).rejects.toMatchObject({
        code: 'edit.no-document',
        data: { file: '/work/a.txt' },
      });
    });
  });
});

describe('the document of a followed token', () => {
  it.each([
    ['/work/a.txt', '/work/b.txt', '/work/b.txt'],
    ['/work', '/home', '/home/a.txt'],
    ['/work/a.tx', '/work/b', '/work/a.txt'],
    ['/wor', '/home', '/work/a.txt'],
    ['/work/b.txt', '/work/c.txt', '/work/a.txt'],
  ])('is renamed with its file and its folders: %s to %s', async (from, to, path) => {
    await following(`${token}\n`, async (followed) => {
      followed.renamed({ files: [{ oldUri: Uri.file(from), newUri: Uri.file(to) }] } as never);
      expect(followed.uri.path).toBe(path);
    });
  });
});
