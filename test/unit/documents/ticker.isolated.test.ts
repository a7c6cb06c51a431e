import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Clock } from '../../../src/tokens/clock.ts';

const events = vi.hoisted(() => {
  const listeners: (() => void)[] = [];
  return {
    changeEditors: () => {
      for (const listener of listeners) listener();
    },
    onDidChangeVisibleTextEditors: (listener: () => void) => {
      listeners.push(listener);
      return { dispose() {} };
    },
  };
});

// Editors that come and go in the very second of a change, which VS Code itself cannot be made to do at will.
vi.mock('vscode', async (original) => {
  const vscode = await original<typeof import('../../fuzz/vscode.ts')>();
  const silent = () => ({ dispose() {} });
  class EventEmitter {
    readonly listeners: (() => void)[] = [];
    readonly event = (listener: () => void) => {
      this.listeners.push(listener);
      return silent();
    };
    fire(): void {
      for (const listener of this.listeners) listener();
    }
    dispose(): void {}
  }
  const exp = Date.UTC(2026, 0, 1) / 1000 + 10;
  const document = vscode.documentOf(JSON.stringify({ header: { alg: 'HS256' }, payload: { exp } }), 'json', '/a.json');
  const editors = [{ document: { ...document, uri: { ...document.uri, scheme: 'jwt' } } }];
  return {
    ...vscode,
    EventEmitter,
    window: { visibleTextEditors: editors, onDidChangeVisibleTextEditors: events.onDidChangeVisibleTextEditors },
    workspace: { ...vscode.workspace, onDidChangeTextDocument: silent },
  };
});

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

test('documents are told of a change of time, however often editors change meanwhile', async () => {
  const { createTicker } = await import('../../../src/documents/ticker.ts');
  const ticker = createTicker({ onDidTick: () => ({ dispose() {} }) } as unknown as Clock);
  let ticks = 0;
  ticker.onDidTick(() => ticks++);
  for (let i = 0; i < 50; i++) {
    events.changeEditors();
    await vi.advanceTimersByTimeAsync(400);
  }
  ticker.dispose();
  // Within these 20 seconds the token expires after 10, and beyond the tolerance after 15.
  expect(ticks).toBeGreaterThanOrEqual(2);
  expect(ticks).toBeLessThanOrEqual(4);
});
