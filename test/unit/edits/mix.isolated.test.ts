import { expect, test } from 'vitest';
import { mix } from '../../fuzz/mix.ts';
import { isCI } from '../../runs.ts';

test('nothing changes but the token that was asked for, whatever goes on meanwhile', async () => {
  const counts = await mix(1, isCI ? 2000 : 400);
  // Where nothing was renewed or edited, nothing was shown.
  for (const what of ['changed', 'renew', 'renewAll', 'save', 'saveEdited', 'write', 'close', 'undo'])
    expect(counts[what], what).toBeGreaterThan(isCI ? 60 : 10);
});
