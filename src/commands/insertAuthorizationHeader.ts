import type { Command } from './command.ts';
import { createAndDeliver } from './createToken.ts';

export const insertAuthorizationHeader: Command = {
  id: 'insertAuthorizationHeader',
  run: (services, argument) => createAndDeliver(services, argument, 'header'),
};
