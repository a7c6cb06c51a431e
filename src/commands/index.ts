import { writableKinds } from '../kinds/index.ts';
import type { WritableKind } from '../kinds/kind.ts';
import type { LoadCommand } from './command.ts';

/**
 * Every command: its id after `tokensmith.`, and what loads it when it first runs. A new one is a file that exports it under
 * its id, one line here, and its title in `package.json`.
 */
export const allCommands = {
  createToken: create(),
  ...Object.fromEntries(
    writableKinds.flatMap((kind) => (kind.writing.command ? [[kind.writing.command.id, create(kind)]] : [])),
  ),
  insertAuthorizationHeader: async () => (await import('./insertAuthorizationHeader.ts')).insertAuthorizationHeader,
  openBuilder: async () => (await import('./openBuilder.ts')).openBuilder,
  copyToken: async () => (await import('./copyToken.ts')).copyToken,
  decodeToken: async () => (await import('./decodeToken.ts')).decodeToken,
  editToken: async () => (await import('./editToken.ts')).editToken,
  renewToken: async () => (await import('./renewToken.ts')).renewToken,
  renewAllTokens: async () => (await import('./renewAllTokens.ts')).renewAllTokens,
  compareTokens: async () => (await import('./compareTokens.ts')).compareTokens,
  createVariant: async () => (await import('./createVariant.ts')).createVariant,
  verifyToken: async () => (await import('./verifyToken.ts')).verifyToken,
  verifyTokenWith: async () => (await import('./verifyTokenWith.ts')).verifyTokenWith,
  setSecretEncoding: async () => (await import('./setSecretEncoding.ts')).setSecretEncoding,
  turnProblemOff: async () => (await import('./turnProblemOff.ts')).turnProblemOff,
  addKeyFile: async () => (await import('./addKeyFile.ts')).addKeyFile,
  generateKey: async () => (await import('./generateKey.ts')).generateKey,
  copyPublicKey: async () => (await import('./copyPublicKey.ts')).copyPublicKey,
  storeSecret: async () => (await import('./storeSecret.ts')).storeSecret,
  forgetSecret: async () => (await import('./forgetSecret.ts')).forgetSecret,
  moveSecret: async () => (await import('./moveSecret.ts')).moveSecret,
} satisfies Readonly<Record<string, LoadCommand>>;

function create(kind?: WritableKind): LoadCommand {
  return async () => (await import('./createToken.ts')).createCommand(kind);
}
