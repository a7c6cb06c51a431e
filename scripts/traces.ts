/** What strace says of processes and their sockets: a text for each thread, as `strace -ff` writes them. */
export type Traces = ReadonlyMap<number, string>;

/** The sockets of one sort of processes. */
export interface Sockets {
  /** How many processes there were. */
  readonly processes: number;
  /** The calls that made sockets for the Internet, or for whatever is not a socket of this machine alone. */
  readonly internet: readonly string[];
  /** How many sockets within this machine (Unix domain, netlink) were made. */
  readonly local: number;
}

/** The system calls that `socketsIn` wants to see. */
export const traced = 'execve,clone,clone3,fork,vfork,socket';

const localFamilies: ReadonlySet<string> = new Set(['AF_UNIX', 'AF_LOCAL', 'AF_NETLINK']);

/** The sockets of the extension hosts and all that they started, and those of all other processes. */
export function socketsIn(traces: Traces): { readonly extensionHosts: Sockets; readonly others: Sockets } {
  const parents = parentsIn(traces);
  const isOfExtensionHost = (thread: number): boolean => {
    for (let at: number | undefined = thread; at !== undefined; at = parents.get(at)?.thread) {
      if (/^execve\(.*--type=extensionHost/m.test(traces.get(at) ?? '')) return true;
    }
    return false;
  };
  const [hosts, others] = [new Map<number, string>(), new Map<number, string>()];
  for (const [thread, text] of traces) (isOfExtensionHost(thread) ? hosts : others).set(thread, text);
  const count = (some: Traces): Sockets => {
    const calls = [...some.values()].flatMap((text) => [...text.matchAll(/^socket\((\w+).*$/gm)]);
    const internet = calls.filter(([, family = '']) => !localFamilies.has(family)).map(([call]) => call);
    const processes = [...some.keys()].filter((thread) => !parents.get(thread)?.isThread).length;
    return { processes, internet, local: calls.length - internet.length };
  };
  return { extensionHosts: count(hosts), others: count(others) };
}

/** Who started each thread, and whether it is one of the same process. */
function parentsIn(traces: Traces): ReadonlyMap<number, { readonly thread: number; readonly isThread: boolean }> {
  const parents = new Map<number, { thread: number; isThread: boolean }>();
  for (const [thread, text] of traces) {
    for (const [call, child] of text.matchAll(/^(?:clone3?|v?fork)\(.* = (\d+)/gm))
      parents.set(Number(child), { thread, isThread: call.includes('CLONE_THREAD') });
  }
  return parents;
}
