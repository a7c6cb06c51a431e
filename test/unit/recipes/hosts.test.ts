import { expect, test } from 'vitest';
import { fitsHost } from '../../../src/recipes/hosts.ts';

const rows: readonly (readonly [fits: boolean, recipe: unknown, host: string])[] = [
  [true, { kind: 'vonage-rest' }, 'api.nexmo.com'],
  [true, { kind: 'vonage-video' }, 'vonage.com'],
  [false, { kind: 'vonage-rest' }, 'notvonage.com'],
  [false, { kind: 'vonage-rest' }, 'vonage.com.example.com'],
  [false, { kind: 'vonage-rest' }, ''],
  [true, { kind: 'github-app' }, 'api.github.com'],
  [false, { kind: 'github-app' }, 'github.com'],
  [true, { kind: 'vanilla', audience: 'https://community.example.com/sso' }, 'community.example.com'],
  [true, { kind: 'custom', claims: { aud: ['api', 'http://api.example.com:8080'] } }, 'v2.api.example.com'],
  [false, { kind: 'custom', claims: { aud: 'urn:https://api.example.com' } }, 'api.example.com'],
  [false, { kind: 'custom', claims: { aud: 'https://api.example.com' } }, 'example.com'],
  [false, { kind: 'custom' }, 'api.example.com'],
  [false, { kind: 'nobody knows', audience: 7 }, 'api.example.com'],
  [false, null, 'api.example.com'],
];

test.each(rows)('that a recipe is for a host is %s: %j, %s', (fits, recipe, host) => {
  expect(fitsHost(recipe, host)).toBe(fits);
});
