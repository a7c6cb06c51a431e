import type { Command } from './command.ts';
import { createAndDeliver } from './createToken.ts';

export const insertAuthorizationHeader: Command = {
  run: (services, argument) => createAndDeliver(services, argument, 'header'),
};
