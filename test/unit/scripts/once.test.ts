import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { once } from '../../../scripts/host/once.ts';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'tokensmith-once-'));
});
afterEach(() => rm(place, { recursive: true }));

const fill = (folder: string): Promise<void> => writeFile(join(folder, 'file'), '');

describe('once', () => {
  it('fills a folder, and not again', async () => {
    let times = 0;
    const counted = (folder: string): Promise<void> => {
      times++;
      return fill(folder);
    };
    await once(join(place, 'a'), counted);
    await once(join(place, 'a'), counted);
    expect(times).toBe(1);
    expect(await readdir(place)).toEqual(['a']);
    expect(await readdir(join(place, 'a'))).toEqual(['file']);
  });

  it('leaves nothing when filling fails, and fills the next time', async () => {
    const broken = async (folder: string): Promise<void> => {
      await fill(folder);
      throw new Error('broken off');
    };
    await expect(once(join(place, 'a'), broken)).rejects.toThrow('broken off');
    expect(await readdir(place)).toEqual([]);
    await once(join(place, 'a'), fill);
    expect(await readdir(place)).toEqual(['a']);
  });

  it('gives one folder to two at once', async () => {
    await Promise.all([once(join(place, 'a'), fill), once(join(place, 'a'), fill)]);
    expect(await readdir(place)).toEqual(['a']);
  });

  it('removes what a run that is gone has left, and leaves that of one that goes on', async () => {
    await mkdir(join(place, `a.unfinished-${2 ** 30}-x`));
    await mkdir(join(place, `a.unfinished-${process.ppid}-x`));
    await once(join(place, 'a'), fill);
    expect((await readdir(place)).sort()).toEqual(['a', `a.unfinished-${process.ppid}-x`]);
  });
});
