import type { Command } from './command.ts';
import { compareTokens } from './compareTokens.ts';
import { copyToken } from './copyToken.ts';
import { createCommands } from './createToken.ts';
import { createVariant } from './createVariant.ts';
import { decodeToken } from './decodeToken.ts';
import { editToken } from './editToken.ts';
import { forgetSecret } from './forgetSecret.ts';
import { generateKey } from './generateKey.ts';
import { insertAuthorizationHeader } from './insertAuthorizationHeader.ts';
import { moveSecret } from './moveSecret.ts';
import { openBuilder } from './openBuilder.ts';
import { renewAllTokens } from './renewAllTokens.ts';
import { renewToken } from './renewToken.ts';
import { storeSecret } from './storeSecret.ts';
import { turnProblemOff } from './turnProblemOff.ts';
import { verifyToken } from './verifyToken.ts';
import { verifyTokenWith } from './verifyTokenWith.ts';

/** Every command. A new one is one new file and one line here, and its title in `package.json`. */
export const allCommands: readonly Command[] = [
  ...createCommands,
  insertAuthorizationHeader,
  openBuilder,
  copyToken,
  decodeToken,
  editToken,
  renewToken,
  renewAllTokens,
  compareTokens,
  createVariant,
  verifyToken,
  verifyTokenWith,
  turnProblemOff,
  generateKey,
  storeSecret,
  forgetSecret,
  moveSecret,
];
