import { type Disposable, EventEmitter } from 'vscode';
import { decodeToken } from '../jwt/decode.ts';
import type { Key } from '../jwt/key.ts';
import type { Token } from '../jwt/token.ts';
import { type Candidate, type Judgement, judgeWithoutKey } from '../jwt/verify.ts';
import type { Variant } from '../recipes/variant.ts';
import { Memory } from './memory.ts';

/** The keys that are known, as the verifier asks for them. */
export interface KnownCandidates {
  /** Whether keys may be used at all. */
  readonly isTrusted: () => boolean;
  /** The keys that may have signed, or may decrypt, a token. */
  readonly candidates: (token: Token) => Promise<readonly Candidate[]>;
  /** How a token was broken on purpose, if it was, this session. */
  readonly variantOf: (token: Token) => Promise<Variant | undefined>;
  /** Other keys are known now, or may be used now. */
  readonly onDidChange: (listener: () => void) => Disposable;
}

/** What is known of a token's signature, and how the token was broken on purpose, if it was, this session. */
export interface KnownJudgement extends Judgement {
  readonly variant?: Variant;
}

/** What is known of the signature of a text; the same object until other keys are known. */
export interface SignatureCheck {
  readonly text: string;
  /** `undefined` until it is known. */
  readonly judgement: KnownJudgement | undefined;
  /** Other keys are known by now. */
  readonly isOutdated: boolean;
}

/** Who waits for a verdict: a command, somebody who looks at the token, or nobody. */
export type Urgency = 'command' | 'sight' | 'background';

interface OpenCheck extends SignatureCheck {
  judgement: KnownJudgement | undefined;
  isOutdated: boolean;
  /** Some keys were not asked, as that would have taken long. */
  isCut: boolean;
  /** From when somebody asks until it is known. */
  work: Work | undefined;
}

interface Work {
  readonly done: Promise<void>;
  readonly begin: (urgency: Urgency) => void;
  hasBegun: boolean;
}

/** The verdicts that are remembered: VS Code gives extensions no document that is longer, so that all of one fit. */
const limits = { entries: 5000, size: 50_000_000 };
/** So many tokens are judged at once: a host has few threads for cryptography, and others need them, too. */
const atOnce = 4;
/** What decrypted tokens hold is remembered up to this many UTF-16 units in all. */
const contentLimits = { entries: 5000, size: 10_000_000 };

/**
 * Verdicts on signatures, and what JWEs hold, by the keys that are known: worked out when somebody asks, remembered by the
 * token's text until the keys change, in memory alone. What a command waits for comes first, then what is in sight.
 */
export class Verifier implements Disposable {
  readonly #keys: KnownCandidates;
  readonly #changed = new EventEmitter<void>();
  readonly #listener: Disposable;
  #checks = new Memory<string, OpenCheck>(limits);
  /** The keys that proved a token last, by `likeness`. */
  #proved = new Memory<string, Key>(limits);
  #decrypted = new Memory<string, OpenCheck>(contentLimits);
  readonly #waiting = { sight: new Set<Work>(), background: new Set<Work>() };
  #running = 0;

  /** Other keys are known: every verdict is outdated. */
  readonly onDidChange = this.#changed.event;

  constructor(keys: KnownCandidates) {
    this.#keys = keys;
    this.#listener = keys.onDidChange(() => {
      for (const check of this.#checks.values()) check.isOutdated = true;
      this.#checks = new Memory(limits);
      this.#proved = new Memory(limits);
      this.#decrypted = new Memory(contentLimits);
      this.#changed.fire();
    });
  }

  /** Whether verdicts that were asked for are still to come. */
  get isBusy(): boolean {
    return this.#running + this.#waiting.sight.size + this.#waiting.background.size > 0;
  }

  /** What is known of a token's signature; nothing is worked out for this. */
  checkOf(text: string): SignatureCheck {
    return this.#checkOf(text);
  }

  /** Has a verdict worked out, and settles when it is known. */
  ask(text: string, urgency: Urgency): Promise<void> {
    const check = this.#checkOf(text);
    if (check.judgement && !(check.isCut && urgency === 'command')) return Promise.resolve();
    check.work ??= this.#workOn(check);
    const { work } = check;
    if (work.hasBegun) return work.done;
    if (urgency === 'command') work.begin(urgency);
    else if (!this.#waiting.sight.has(work)) {
      this.#waiting.background.delete(work);
      this.#waiting[urgency].add(work);
    }
    this.#goOn();
    return work.done;
  }

  /** The verdict on a token by the keys that are known when it is there. */
  async judge(text: string): Promise<KnownJudgement> {
    for (;;) {
      await this.ask(text, 'command');
      const { judgement, isCut } = this.#checkOf(text);
      if (judgement && !isCut) return judgement;
    }
  }

  dispose(): void {
    for (const works of Object.values(this.#waiting)) works.clear();
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #checkOf(text: string): OpenCheck {
    const known = this.#checks.get(text);
    if (known) return known;
    const check = { text, judgement: undefined, isOutdated: false, isCut: false, work: undefined };
    this.#checks.set(text, check, text.length);
    return check;
  }

  #workOn(check: OpenCheck): Work {
    let begin: Work['begin'] = () => {};
    const done = new Promise<Urgency>((resolve) => {
      begin = resolve;
    })
      .then((urgency) => this.#judge(check, urgency))
      .finally(() => {
        this.#running--;
        check.work = undefined;
        this.#goOn();
      });
    const work: Work = {
      done,
      hasBegun: false,
      begin: (urgency) => {
        work.hasBegun = true;
        this.#running++;
        for (const works of Object.values(this.#waiting)) works.delete(work);
        begin(urgency);
      },
    };
    return work;
  }

  #goOn(): void {
    while (this.#running < atOnce) {
      const [inSight] = this.#waiting.sight;
      const [next = inSight] = inSight ? [inSight] : this.#waiting.background;
      if (!next) return;
      next.begin(next === inSight ? 'sight' : 'background');
    }
  }

  async #judge(check: OpenCheck, urgency: Urgency): Promise<void> {
    // By other keys somebody asks anew, if anybody does.
    if (check.isOutdated) return;
    const token = decodeToken(check.text);
    const isTrusted = this.#keys.isTrusted();
    if (!isTrusted && token.form === 'jws') {
      check.judgement = judgeWithoutKey(token) ?? { signature: 'not-checked' };
      return;
    }
    // Loaded with the first signature.
    const [{ judgeToken }, { likeliest, likeness, modest, unlimited }] = await Promise.all([
      import('../jwt/decrypt.ts'),
      import('../jwt/likelihood.ts'),
    ]);
    // Nobody waits for what is out of sight, and there may be very many of these.
    const budgets = { command: unlimited, sight: modest, background: { ...modest, asksFirst: false } };
    let isCut = false;
    const variant = await this.#keys.variantOf(token);
    const judgement = await judgeToken(token, async (layer) => {
      const candidates = isTrusted ? await this.#keys.candidates(layer) : [];
      const likely = likeliest(layer, candidates, this.#proved.get(likeness(layer)), budgets[urgency]);
      isCut ||= likely.isCut;
      return likely.candidates;
    });
    check.isCut = isCut && judgement.key === undefined;
    check.judgement = { ...judgement, ...(variant && { variant }) };
    if (check.isOutdated) return;
    if (judgement.key) this.#proved.set(likeness(token), judgement.key.key, 1);
    const size = contentSize(judgement);
    if (size === 0) return;
    // Somebody who asks for what it holds has it decrypted again.
    for (const oldest of this.#decrypted.set(check.text, check, size)) {
      oldest.judgement = withoutContent(oldest.judgement);
      oldest.isCut = true;
    }
  }
}

/** How much of a JWE's content is held, in UTF-16 units. */
function contentSize({ decryption }: Judgement): number {
  if (!decryption) return 0;
  const { token, nested } = decryption;
  const own = (token.payload?.bytes.length ?? 0) + (token.payload?.text?.length ?? 0);
  return own + (nested ? nested.token.text.length + contentSize(nested.judgement) : 0);
}

function withoutContent(judgement: KnownJudgement | undefined): KnownJudgement | undefined {
  if (!judgement) return undefined;
  const { decryption: _content, ...rest } = judgement;
  return { ...rest, signature: 'encrypted' };
}
