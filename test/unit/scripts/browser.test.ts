import { describe, expect, it } from 'vitest';
import { chooseBrowser, type Machine } from '../../../scripts/host/browser.ts';
import { Failure } from '../../../scripts/host/failure.ts';

const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
const macEdge = '/Users/me/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';

function machine(parts: Partial<Machine> & { readonly has?: readonly string[] }): Machine {
  const { has = [], ...rest } = parts;
  const env = { PATH: '/usr/local/bin:/usr/bin' };
  return { platform: 'linux', arch: 'x64', env, exists: (file) => has.includes(file), ...rest };
}

const windowsFolders = { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' };

describe('chooseBrowser', () => {
  it.each([
    ['a Chromium on the PATH', { has: ['/usr/bin/chromium'] }, { file: '/usr/bin/chromium' }],
    ['Chromium before Chrome', { has: ['/usr/bin/google-chrome', '/usr/bin/chromium'] }, { file: '/usr/bin/chromium' }],
    ["npm's where there is none", {}, { npm: expect.stringMatching(/^\d+\.\d+\.\d+$/) }],
    [
      "npm's where it is asked for",
      { has: ['/usr/bin/chromium'], env: { PATH: '/usr/bin', TOKENSMITH_BROWSER: 'npm' } },
      { npm: expect.any(String) },
    ],
    [
      'the one that is named',
      { has: ['/usr/bin/chromium', '/opt/mine'], env: { PATH: '/usr/bin', TOKENSMITH_BROWSER: '/opt/mine' } },
      { file: '/opt/mine' },
    ],
    ['Chrome on Windows', { platform: 'win32', env: windowsFolders, has: [chrome, edge] }, { file: chrome }],
    ['Edge on Windows', { platform: 'win32', env: windowsFolders, has: [edge] }, { file: edge }],
    [
      "one in the user's folder on macOS",
      { platform: 'darwin', env: { HOME: '/Users/me' }, has: [macEdge] },
      { file: macEdge },
    ],
  ] as const)('takes %s', (_, parts, expected) => {
    expect(chooseBrowser(machine(parts))).toEqual(expected);
  });

  it.each([
    ['a named one is not there', { env: { TOKENSMITH_BROWSER: '/nowhere' } }, /\/nowhere, which is not there/],
    ['there is none on macOS', { platform: 'darwin', env: { HOME: '/Users/me' } }, /Install one/],
    ['there is none on Linux on ARM', { arch: 'arm64' }, /Install one/],
    ["npm's is asked for on Windows", { platform: 'win32', env: { TOKENSMITH_BROWSER: 'npm' } }, /Linux x64 only/],
  ] as const)('fails with a way out where %s', (_, parts, message) => {
    expect(() => chooseBrowser(machine(parts))).toThrow(Failure);
    expect(() => chooseBrowser(machine(parts))).toThrow(message);
  });
});
