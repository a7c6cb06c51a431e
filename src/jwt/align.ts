import { type JsonMember, type JsonNode, type JsonObjectNode, parseJson } from './json.ts';

/** Deeper than this nothing is put in order. */
const DEEPEST = 32;

/** A JSON text in the order of another, and whether it was in another order itself. */
export interface Aligned {
  readonly text: string;
  readonly isReordered: boolean;
}

/**
 * Puts the members of a JSON text, at every level, in the order of another, so that a line by line comparison sets the
 * same against the same; all else stays as it is written. What the other does not have stays behind its neighbour.
 */
export function alignJson(text: string, other: string): Aligned {
  const [root, otherRoot] = [parseJson(text), parseJson(other)];
  if (!root || !otherRoot) return { text, isReordered: false };
  let isReordered = false;
  const align = (node: JsonNode, model: JsonNode | undefined, depth: number): string => {
    if (depth > DEEPEST) return text.slice(node.start, node.end);
    if (node.type === 'array' && model?.type === 'array')
      return `[${node.items.map((item, i) => align(item, model.items[i], depth + 1)).join()}]`;
    if (node.type !== 'object' || model?.type !== 'object') return text.slice(node.start, node.end);
    const models = keyed(model);
    const ordered = inOrder(node, [...models.keys()]);
    if (ordered.some(([, member], i) => member !== node.members[i])) isReordered = true;
    const written = ordered.map(
      ([key, { nameSpan, value }]) =>
        `${text.slice(nameSpan.start, nameSpan.end)}:${align(value, models.get(key)?.value, depth + 1)}`,
    );
    return `{${written.join()}}`;
  };
  return { text: align(root, otherRoot, 0), isReordered };
}

/** The members of an object by name and, of duplicates, by their number. */
function keyed(node: JsonObjectNode): ReadonlyMap<string, JsonMember> {
  const counts = new Map<string, number>();
  return new Map(
    node.members.map((member) => {
      const count = counts.get(member.name) ?? 0;
      counts.set(member.name, count + 1);
      return [`${count} ${member.name}`, member];
    }),
  );
}

/** The members of an object with those that `order` names in its order, each of the others behind the one that it stood behind. */
function inOrder(node: JsonObjectNode, order: readonly string[]): readonly (readonly [string, JsonMember])[] {
  const members = keyed(node);
  const named = new Set(order);
  const followers = new Map<string, (readonly [string, JsonMember])[]>();
  let leader = '';
  for (const entry of members) {
    const [key] = entry;
    if (named.has(key)) {
      leader = key;
      continue;
    }
    const behind = followers.get(leader);
    if (behind) behind.push(entry);
    else followers.set(leader, [entry]);
  }
  return ['', ...order].flatMap((key) => {
    const member = members.get(key);
    return [...(member ? [[key, member] as const] : []), ...(followers.get(key) ?? [])];
  });
}
