import type { Command } from './command.ts';
import { copyToken } from './copyToken.ts';
import { createCommands } from './createToken.ts';
import { insertAuthorizationHeader } from './insertAuthorizationHeader.ts';
import { openBuilder } from './openBuilder.ts';
import { renewToken } from './renewToken.ts';
import { verifyToken } from './verifyToken.ts';

/** Every command. A new one is one new file and one line here, and its title in `package.json`. */
export const allCommands: readonly Command[] = [
  ...createCommands,
  insertAuthorizationHeader,
  openBuilder,
  copyToken,
  renewToken,
  verifyToken,
];
