import { expect, it } from 'vitest';
import { socketsIn } from '../../../scripts/traces.ts';

const unix = 'socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 19';
const internet = 'socket(AF_INET6, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 20';

/** A server with a thread, an extension host that it forks, a thread of that, and a program that the thread starts. */
const traces = (ofThread: string, ofProgram: string) =>
  new Map([
    [
      1,
      `execve("node", ["node", "server-main.js"], 0x1 /* 9 vars */) = 0\nclone3({flags=CLONE_VM|CLONE_THREAD, stack=0x1}, 88) = 2\n${internet}\n`,
    ],
    [2, 'clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x1) = 3\n'],
    [
      3,
      `execve("node", ["node", "bootstrap-fork", "--type=extensionHost"], 0x1 /* 9 vars */) = 0\n${unix}\nclone3({flags=CLONE_VM|CLONE_THREAD}, 88) = 4\n`,
    ],
    [4, `${ofThread}\nvfork() = 5\n`],
    [5, `execve("git", ["git"], 0x1 /* 9 vars */) = 0\n${ofProgram}\n`],
  ]);

it('tells the sockets of an extension host, of its threads and of what it starts from those of the server', () => {
  expect(socketsIn(traces('', unix))).toEqual({
    extensionHosts: { processes: 2, internet: [], local: 2 },
    others: { processes: 1, internet: [internet], local: 0 },
  });
});

it.each([
  ['a thread', internet, ''],
  ['a program', '', internet],
])('sees a socket of %s', (_who, ofThread, ofProgram) => {
  expect(socketsIn(traces(ofThread, ofProgram)).extensionHosts.internet).toEqual([internet]);
});
