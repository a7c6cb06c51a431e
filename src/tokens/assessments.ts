import { type Disposable, EventEmitter, type TextDocument, window } from 'vscode';
import type { Problem } from '../jwt/problem.ts';
import { nextChange } from '../jwt/time.ts';
import type { Judgement } from '../jwt/verify.ts';
import type { Kind } from '../kinds/kind.ts';
import { problemsOf } from './problems.ts';
import { type Reading, readClaims, readFound } from './reading.ts';
import { checkContext, type Settings, settingsOf } from './settings.ts';
import type { Signatures } from './signatures.ts';
import type { IndexedToken, TokenIndex } from './tokenIndex.ts';

/** What is said of a token in a document. */
export interface Assessment {
  readonly kind: Kind;
  readonly problems: readonly Problem[];
}

/** When what is said of some token next changes by time alone, and of how many tokens something is said. */
interface NextChange {
  /** In milliseconds since the epoch. */
  readonly at: number;
  readonly inSight: number;
  readonly elsewhere: number;
}

interface Remembered extends Assessment {
  readonly settings: Settings;
  readonly judgement: Judgement | undefined;
  /** Whether the verdict on the signature was asked for, or only taken where it was known. */
  readonly asked: boolean;
  /** Of the verdicts on signatures when this was said. */
  readonly epoch: object;
  generation: number;
  /** From when until when the clock changes nothing about it, in milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

/**
 * What is said of the tokens in documents, remembered until an edit of the token, the clock, the settings or the verdict
 * on its signature changes it, so that a keystroke in a file of a thousand tokens costs no more than in one of ten.
 */
export class Assessments implements Disposable {
  readonly #index: TokenIndex;
  readonly #signatures: Signatures;
  readonly #remembered = new WeakMap<object, Remembered>();
  readonly #assessed = new EventEmitter<void>();
  /** The last instant at which what was said became untrue and, as somebody asked, was said anew, which nobody else knows. */
  #passed = 0;

  /** Something was said of a token that was not remembered. */
  readonly onDidAssess = this.#assessed.event;

  constructor(index: TokenIndex, signatures: Signatures) {
    this.#index = index;
    this.#signatures = signatures;
  }

  /**
   * What is to be said of a token now.
   * @param ask whether its signature may be checked for this, if it was not; the verdict comes later
   */
  of(document: TextDocument, found: IndexedToken, ask: boolean): Assessment {
    const known = this.remembered(document, found, ask);
    if (known) return known;
    const { until = Number.POSITIVE_INFINITY } = this.#remembered.get(found.identity) ?? {};
    if (until <= Date.now()) this.#passed = Math.max(this.#passed, until);
    const reading = readFound(document, found);
    const judgement = ask ? this.#signatures.known(reading.token) : this.#signatures.peek(reading.token);
    const assessment = { ...this.#assess(document, reading, judgement), asked: ask };
    this.#remembered.set(found.identity, assessment);
    this.#assessed.fire();
    return assessment;
  }

  /** What was said of a token, if it is true still. */
  remembered(document: TextDocument, found: IndexedToken, ask: boolean): Assessment | undefined {
    const known = this.#remembered.get(found.identity);
    if (!known || (ask && !known.asked) || known.settings !== settingsOf(document)) return undefined;
    const now = Date.now();
    if (now < known.from || now >= known.until) return undefined;
    const { epoch, generation } = this.#signatures;
    if (known.generation === generation || (known.judgement && known.epoch === epoch)) return known;
    if (this.#signatures.peek(readFound(document, found).token) !== known.judgement) return undefined;
    known.generation = generation;
    return known;
  }

  /**
   * When the clock, after an instant, first makes untrue what was said of a token in an open document, in milliseconds
   * since the epoch, and of how many tokens something was said, in sight of an editor and elsewhere. `undefined`: never.
   */
  nextChange(after: number): NextChange | undefined {
    const inSight = new Set(window.visibleTextEditors.map(({ document }) => document));
    const counts = { inSight: 0, elsewhere: 0 };
    let at = this.#passed > after ? this.#passed : Number.POSITIVE_INFINITY;
    for (const document of this.#index.documents()) {
      const place = inSight.has(document) ? 'inSight' : 'elsewhere';
      for (const { identity } of this.#index.tokens(document)) {
        const known = this.#remembered.get(identity);
        if (!known) continue;
        counts[place]++;
        if (known.until > after && known.until < at) at = known.until;
      }
    }
    return Number.isFinite(at) ? { at, ...counts } : undefined;
  }

  dispose(): void {
    this.#assessed.dispose();
  }

  #assess(document: TextDocument, reading: Reading, judgement: Judgement | undefined): Omit<Remembered, 'asked'> {
    const { kind } = reading;
    const claims = readClaims(reading, judgement);
    const now = Date.now();
    return {
      kind,
      // What only decryption brought to light stays out of VS Code's problems, which all extensions read.
      problems: problemsOf(reading, document, judgement?.decryption ? undefined : judgement?.signature),
      settings: settingsOf(document),
      judgement,
      epoch: this.#signatures.epoch,
      generation: this.#signatures.generation,
      from: now,
      until: nextChange(claims.token, checkContext(document, claims.kind, now)) ?? Number.POSITIVE_INFINITY,
    };
  }
}
