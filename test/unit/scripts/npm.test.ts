import { describe, expect, it } from 'vitest';
import { npmCommand, npmFailure } from '../../../scripts/host/npm.ts';

describe('npmCommand', () => {
  it.each([
    [
      '/usr/lib/node_modules/npm/bin/npm-cli.js',
      { command: process.execPath, prefix: ['/usr/lib/node_modules/npm/bin/npm-cli.js'] },
    ],
    ['/usr/lib/node_modules/yarn/bin/yarn.js', { command: 'npm', prefix: [] }],
    [undefined, { command: 'npm', prefix: [] }],
  ])('run by %s', (running, expected) => {
    expect(npmCommand({ npm_execpath: running })).toEqual(expected);
  });
});

describe('npmFailure', () => {
  it.each([
    ['npm error code ENOTFOUND', /registry is out of reach/],
    ['npm error   errno: "ECONNREFUSED",', /registry is out of reach/],
    ['npm error network request failed, reason: ETIMEDOUT', /registry is out of reach/],
    ['npm error nospc ENOSPC: no space left on device, write', /disk is full/],
    ['npm error code ETARGET', /does not have that version/],
    ['npm error code EACCES', /cannot be written/],
    ['gyp ERR! build error', /npm could not do it/],
  ])('%s', (output, message) => {
    const failure = npmFailure('VS Code', `npm warn something\n${output}\n`);
    expect(failure.message).toMatch(message);
    expect(failure.message).toContain(output);
    expect(failure.message).toMatch(/^Failed: VS Code\n/);
  });

  it('shows the end of what npm said', () => {
    const output = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    const { message } = npmFailure('VS Code', output);
    expect(message).toContain('line 39');
    expect(message).not.toContain('line 24\n');
  });
});
