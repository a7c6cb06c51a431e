import { expect, it } from 'vitest';
import { serverEnvironment } from '../../../scripts/host/server.ts';

it('gives the server an environment of its own, and an isolated one a home of its own', () => {
  const kept = { PATH: '/usr/bin', HOME: '/home/me', LANG: 'C.UTF-8', HTTPS_PROXY: 'http://proxy' };
  const dropped = {
    NODE_ENV: 'test',
    NODE_OPTIONS: '--inspect',
    npm_config_registry: 'x',
    VITEST: 'true',
    VSCODE_IPC_HOOK_CLI: 'x',
    ELECTRON_RUN_AS_NODE: '1',
  };
  const mine = { VONAGE_PRIVATE_KEY: 'x' };
  expect(serverEnvironment({ ...kept, ...mine, ...dropped })).toEqual({ ...kept, ...mine });
  expect(serverEnvironment({ ...kept, ...mine, ...dropped }, '/tmp/home')).toEqual({
    ...kept,
    HOME: '/tmp/home',
    USERPROFILE: '/tmp/home',
    EXTENSIONS_GALLERY: '{}',
  });
});
