import { type Disposable, EventEmitter, workspace } from 'vscode';
import { judgeToken } from '../jwt/decrypt.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import type { Variant } from '../recipes/variant.ts';
import type { KnownKeys } from '../vault/knownKeys.ts';
import { TextMemory } from './memory.ts';

/** How long verdicts are gathered before they are told of, in milliseconds, and how long while more are on their way. */
const flock = 20;
const largeFlock = 250;
/** The verdicts that are remembered: VS Code gives extensions no document that is longer, so that all of one fit. */
const limits = { entries: 5000, length: 50_000_000 };

/** What is known here of a token's signature, and how the token was broken on purpose, if it was, this session. */
export interface KnownJudgement extends Judgement {
  readonly variant?: Variant;
}

/**
 * Verdicts on signatures, and what JWEs hold, by the keys that are known here: found when asked for, remembered by token
 * until the keys change and in memory alone, never waited for by who cannot wait.
 */
export class Signatures implements Disposable {
  readonly #keys: KnownKeys;
  readonly #changed = new EventEmitter<void>();
  readonly #listener: Disposable;
  #verdicts = new TextMemory<KnownJudgement | Promise<KnownJudgement>>(limits);
  #generation = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #pending = 0;

  /** A verdict that was asked for is there, or verdicts have to be asked for anew. */
  readonly onDidChange = this.#changed.event;

  constructor(keys: KnownKeys) {
    this.#keys = keys;
    this.#listener = keys.onDidChange(() => {
      this.#verdicts = new TextMemory(limits);
      this.#tellNow();
    });
  }

  /** Another number after each change: as long as it is the same, so is what is known. */
  get generation(): number {
    return this.#generation;
  }

  /** The same object until verdicts have to be asked for anew: one that was known since then is true still. */
  get epoch(): object {
    return this.#verdicts;
  }

  /** The verdict as far as it is known now; asks for it where it is not. */
  known(token: Token): KnownJudgement | undefined {
    const verdict = this.#ask(token);
    return verdict instanceof Promise ? undefined : verdict;
  }

  /** The verdict if it is known now; asks for nothing. */
  peek(token: Token): KnownJudgement | undefined {
    const verdict = this.#verdicts.get(token.text);
    return verdict instanceof Promise ? undefined : verdict;
  }

  /** The verdict, as soon as it is there. */
  async check(token: Token): Promise<KnownJudgement> {
    return this.#ask(token);
  }

  dispose(): void {
    clearTimeout(this.#telling);
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #ask(token: Token): KnownJudgement | Promise<KnownJudgement> {
    const known = this.#verdicts.get(token.text);
    if (known) return known;
    const verdicts = this.#verdicts;
    this.#pending++;
    const asked = this.#judge(token)
      .finally(() => this.#pending--)
      .then((verdict) => {
        if (verdicts.has(token.text)) verdicts.set(token.text, verdict);
        if (verdicts === this.#verdicts) this.#tell();
        return verdict;
      });
    verdicts.set(token.text, asked);
    return asked;
  }

  /** Verdicts come in flocks; who listens hears of them once. The last one makes an end of waiting for more. */
  #tell(): void {
    if (this.#telling !== undefined && this.#pending > 0) return;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(
      () => {
        this.#telling = undefined;
        this.#tellNow();
      },
      this.#pending > 0 ? largeFlock : flock,
    );
  }

  #tellNow(): void {
    this.#generation++;
    this.#changed.fire();
  }

  async #judge(token: Token): Promise<KnownJudgement> {
    const isTrusted = workspace.isTrusted;
    if (!isTrusted && token.form === 'jws' && token.header.value?.alg !== 'none') return { signature: 'not-checked' };
    const { variant } = (await this.#keys.makers.of(token)) ?? {};
    const judgement = await judgeToken(token, async (layer) => (isTrusted ? this.#keys.candidates(layer) : []));
    return { ...judgement, ...(variant && { variant }) };
  }
}
