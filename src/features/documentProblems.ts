import { Diagnostic, DiagnosticSeverity, l10n, type Position, Range, type TextDocument } from 'vscode';
import type { Problem } from '../jwt/problem.ts';
import { diagnosticOf, isShown, movedTo } from '../messages/diagnostic.ts';
import type { Identity } from '../tokens/tokenIndex.ts';
import type { Findings, Tokens } from '../tokens/tokens.ts';
import type { Urgency } from '../tokens/verifier.ts';
import { looksTheSame } from './groupedDiagnostics.ts';

/** VS Code shows at most this many problems of a file. */
const mostProblems = 1000;
/** Of so many tokens of a file signatures are checked for the sake of problems; of the others, those in sight. */
const mostChecked = 1000;
/** How long tokens are looked at without a break, in milliseconds; people type in between. */
const stretch = 8;
/** So many tokens share a group. */
const groupSize = 50;

/** A token whose problems are shown. */
interface Shown {
  readonly identity: Identity;
  readonly findings: Findings;
  /** How many of its problems are shown. */
  readonly count: number;
  readonly group: number;
  readonly start: Position;
  readonly diagnostics: readonly Diagnostic[];
}

/** The problems of a document's tokens, kept while people type: what a stroke of a key leaves alone costs it little. */
export class DocumentProblems {
  readonly #tokens: Tokens;
  readonly #document: TextDocument;
  /** In the order of the tokens. */
  #shown: readonly Shown[] = [];
  /** How many problems the document has beside those. */
  #rest = 0;

  constructor(tokens: Tokens, document: TextDocument) {
    this.#tokens = tokens;
    this.#document = document;
  }

  /**
   * Looks at all tokens, for one stretch; what was done is remembered.
   * @param inSight the indexes of the first token in sight, and of the one behind the last
   * @returns whether all were looked at
   */
  update([first, end]: readonly [number, number]): boolean {
    const found: { identity: Identity; findings: Findings; count: number; index: number }[] = [];
    let all = 0;
    let until: number | undefined;
    const identities = this.#tokens.index.identities(this.#document);
    for (let index = 0; index < identities.length; index++) {
      const identity = identities[index];
      if (!identity) continue;
      const urgency = urgencyOf(identity, index, first <= index && index < end);
      let findings = this.#tokens.remembered(this.#document, identity, urgency);
      if (!findings) {
        // From the first that is new, so that each stretch comes further, however many are known.
        until ??= performance.now() + stretch;
        if (performance.now() > until) return false;
        findings = this.#tokens.findings(this.#document, index, urgency);
      }
      const count = findings.problems.length === 0 ? 0 : findings.problems.filter(isShown).length;
      if (count > 0 && all < mostProblems) found.push({ identity, findings, count, index });
      all += count;
    }
    this.#show(found, all);
    return true;
  }

  /** Follows tokens to where they stand by now, without looking at any. */
  move(): void {
    const byIdentity = new Map(this.#shown.map((shown) => [shown.identity, shown]));
    if (byIdentity.size === 0) return;
    const identities = this.#tokens.index.identities(this.#document);
    const moved: Shown[] = [];
    for (let index = 0; index < identities.length && moved.length < byIdentity.size; index++) {
      const identity = identities[index];
      const shown = identity && byIdentity.get(identity);
      if (shown) moved.push(this.#at(shown, index, shown));
    }
    this.#shown = moved;
  }

  /** The diagnostics, in groups that change little from stroke to stroke. */
  groups(): readonly (readonly Diagnostic[])[] {
    const groups: Diagnostic[][] = [];
    const [first] = this.#shown;
    if (first?.diagnostics[0] && this.#rest > 0) groups[first.group] = [restOf(this.#rest, first.diagnostics[0])];
    for (const { group, diagnostics } of this.#shown) {
      groups[group] ??= [];
      groups[group].push(...diagnostics);
    }
    return Array.from(groups, (group = []) => group);
  }

  #show(
    found: readonly Pick<Shown & { readonly index: number }, 'identity' | 'findings' | 'count' | 'index'>[],
    all: number,
  ): void {
    const before = new Map(this.#shown.map((shown) => [shown.identity, shown]));
    const sizes: number[] = [];
    for (const { group } of this.#shown) sizes[group] = (sizes[group] ?? 0) + 1;
    // One diagnostic says how many are not shown.
    let room = all > mostProblems ? mostProblems - 1 : mostProblems;
    this.#rest = all - Math.min(all, room);
    let group = 0;
    const shown: Shown[] = [];
    for (const { index, ...one } of found) {
      const count = Math.min(one.count, room);
      room -= count;
      if (count === 0) break;
      const last = before.get(one.identity);
      group = last?.group ?? groupWithRoom(sizes, group);
      if (!last) sizes[group] = (sizes[group] ?? 0) + 1;
      shown.push(this.#at({ ...one, count, group }, index, last));
    }
    this.#shown = shown;
  }

  /** @param last the same token, as it was shown until now */
  #at(one: Pick<Shown, 'identity' | 'findings' | 'count' | 'group'>, index: number, last: Shown | undefined): Shown {
    const { identity, findings, count, group } = one;
    const start = this.#document.positionAt(this.#tokens.index.startOf(this.#document, index));
    if (last?.findings === findings && last.count === count && last.start.isEqual(start)) return last;
    // Nobody reads a claim in base64url: the whole token is marked, but for a fault of its very characters.
    const place = ({ tokenSpan }: Problem) => {
      const { start: from, end } = tokenSpan ?? { start: 0, end: this.#tokens.index.lengthOf(this.#document, index) };
      return new Range(start.translate(0, from), start.translate(0, end));
    };
    const problems = findings.problems.filter(isShown).slice(0, count);
    const isMoved = last?.findings === findings;
    const diagnostics = problems.map((problem, i) => {
      const known = last?.diagnostics[i];
      if (known && isMoved) return movedTo(place(problem), known);
      const made = diagnosticOf(place(problem), findings.kind, problem);
      // The one that VS Code holds already.
      return known && looksTheSame(known, made) ? known : made;
    });
    return { identity, findings, count, group, start, diagnostics };
  }
}

/** For whom a signature is to be checked. What JWEs hold is not shown, so that they are decrypted only for who looks at them. */
function urgencyOf({ form }: Identity, index: number, isInSight: boolean): Urgency | undefined {
  if (isInSight) return 'sight';
  return index < mostChecked && form !== 'jwe' ? 'background' : undefined;
}

/** The group of the token before while that has room, else the first that has. */
function groupWithRoom(sizes: readonly number[], group: number): number {
  if ((sizes[group] ?? 0) < groupSize) return group;
  const free = Array.from(sizes, (size = 0) => size < groupSize).indexOf(true);
  return free < 0 ? sizes.length : free;
}

/** Says how many problems are not shown, where the first one is. */
function restOf(count: number, { range }: Diagnostic): Diagnostic {
  const words = l10n.t("{count} more token problems in this file aren't shown.", { count });
  const diagnostic = new Diagnostic(range, words, DiagnosticSeverity.Information);
  diagnostic.source = 'jwt';
  return diagnostic;
}
