import { type Disposable, EventEmitter, type TextDocument } from 'vscode';
import { type Inspection, type InspectionContext, inspect } from '../inspection/inspect.ts';
import { decodeToken } from '../jwt/decode.ts';
import type { DocumentFacts } from '../jwt/problem.ts';
import type { Token } from '../jwt/token.ts';
import { type Clock, Deadlines } from './clock.ts';
import { Memory } from './memory.ts';
import type { BodySource } from './requestBodies.ts';
import type { Settings, SettingsSource } from './settings.ts';
import { type Identity, type IndexedToken, type TokenIndex, tokenText } from './tokenIndex.ts';
import type { KnownJudgement, SignatureCheck, Urgency, Verifier } from './verifier.ts';

/** What the token service is given. */
export interface TokensInput {
  /** Where tokens stand in the open documents. */
  readonly index: TokenIndex;
  /** The verdicts on their signatures. */
  readonly verifier: Verifier;
  readonly settings: SettingsSource;
  readonly clock: Clock;
  /** What tokens that name the hash of a body are held against. */
  readonly bodies: BodySource;
}

/** Why something else is to be said of the tokens of a document. */
export type ChangeReason = 'text' | 'time' | 'signatures' | 'keys' | 'settings';

/** Something else is to be said of tokens of a document than was said before. */
export interface TokensChange {
  readonly document: TextDocument;
  readonly reason: ChangeReason;
  /** With `text`: the identities of the tokens that an edit took away, and the tokens that it brought. */
  readonly removed: readonly Identity[];
  readonly added: readonly IndexedToken[];
  /** Nothing else is to be said of any token: those behind an edit have moved. */
  readonly isMove: boolean;
}

/** What is remembered of every token in a document. The same object as long as the same is to be said. */
export type Findings = Pick<Inspection, 'kind' | 'problems' | 'state'>;

/** All that is known of a token, and how it was broken on purpose, if it was. */
export type KnownInspection = Inspection & { readonly judgement: KnownJudgement | undefined };

/** What was said of a token, and what it depends on. */
interface Said extends Findings {
  readonly settings: Settings;
  readonly check: SignatureCheck;
  readonly judgement: KnownJudgement | undefined;
  /** From when until when the clock changes nothing about it, in milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  /** The version of the document, where what is said depends on what stands around the token. */
  readonly version: number | undefined;
}

/** An open document of whose tokens something was said. */
interface State {
  /** The verdicts that were asked for and are to come. */
  readonly awaited: Set<SignatureCheck>;
  /** What is said of some token depends on what stands around it. */
  hasDependents: boolean;
}

/** What is held in whole: a screen full many times over, and all that VS Code asks lenses for in a file of a thousand tokens. */
const limits = { entries: 1500, size: 10_000_000 };
/** How long verdicts are gathered before they are told of, in milliseconds, and how long while more are on their way. */
const debounce = { last: 20, more: 250 };

/** The verdict on what nobody has signed. */
const unsigned: SignatureCheck = { text: '', judgement: undefined, isOutdated: false };

/**
 * What is known of the tokens in documents, made in one place: where they stand, the verdicts on their signatures, and what
 * `inspect` says of them now. One event tells of which document something else is to be said, and why. What was said is
 * remembered until an edit of the token, the clock, the settings or the verdict changes it.
 */
export class Tokens implements Disposable {
  readonly index: TokenIndex;
  readonly #verifier: Verifier;
  readonly #settings: SettingsSource;
  readonly #clock: Clock;
  readonly #bodies: BodySource;
  readonly #changed = new EventEmitter<TokensChange>();
  readonly #listeners: readonly Disposable[];
  readonly #said = new WeakMap<object, Said>();
  readonly #inspections = new Memory<object, KnownInspection>(limits);
  /** What documents stand for that are a token as a whole. */
  readonly #drafts = new WeakMap<TextDocument, Token>();
  readonly #states = new Map<TextDocument, State>();
  readonly #judged = new Set<TextDocument>();
  readonly #deadlines: Deadlines;
  #telling: Disposable | undefined;

  /** Something else is to be said of tokens of a document. */
  readonly onDidChange = this.#changed.event;

  constructor({ index, verifier, settings, clock, bodies }: TokensInput) {
    this.index = index;
    this.#verifier = verifier;
    this.#settings = settings;
    this.#clock = clock;
    this.#bodies = bodies;
    this.#deadlines = new Deadlines({
      clock,
      count: (document) => index.count(document),
      tell: (document) => this.#tell(document, 'time'),
    });
    this.#listeners = [
      this.#changed,
      this.#deadlines,
      index.onDidChange(({ document, removed, added }) => {
        for (const identity of removed) this.#inspections.delete(identity);
        const hasDependents = this.#states.get(document)?.hasDependents ?? false;
        const isMove = removed.length === 0 && added.length === 0 && !hasDependents;
        this.#changed.fire({ document, reason: 'text', removed, added, isMove });
      }),
      index.onDidClose(({ document, removed }) => {
        for (const identity of removed) this.#inspections.delete(identity);
        this.#states.delete(document);
        this.#deadlines.delete(document);
      }),
      verifier.onDidChange(() => this.#tellAll('keys')),
      settings.onDidChange(() => this.#tellAll('settings')),
      clock.onDidJump(() => this.#deadlines.wake()),
      bodies.onDidLoad((document) => {
        const removed = index.identities(document);
        for (const identity of removed) this.#said.delete(identity);
        this.#tell(document, 'settings');
      }),
    ];
  }

  /** What the settings say for a document; without one, for any. */
  settings(document?: TextDocument): Settings {
    return this.#settings.of(document);
  }

  /**
   * All that is known now of a token in a document.
   * @param urgency for whom its signature is to be checked, if it was not; that is told of by `onDidChange`
   */
  inspect(document: TextDocument, found: IndexedToken, urgency?: Urgency): KnownInspection {
    const known = this.remembered(document, found.identity, urgency) && this.#inspections.get(found.identity);
    if (known) return known;
    const token = decodeToken(tokenText(document, found));
    const check = this.#verifier.checkOf(token.text);
    return this.#say(document, found.identity, token, check, urgency, found.start);
  }

  /** What was said of a token in a document, if that is still true and at hand. */
  known(document: TextDocument, identity: object, urgency?: Urgency): KnownInspection | undefined {
    return this.remembered(document, identity, urgency) && this.#inspections.get(identity);
  }

  /** What is wrong with the token of a document at an index, as far as is known now. @param urgency as of `inspect` */
  findings(document: TextDocument, index: number, urgency?: Urgency): Findings {
    const found = this.index.tokenOf(document, index);
    if (!found) throw new RangeError(`no token ${index}`);
    const inspection = this.inspect(document, found, urgency);
    return this.#said.get(found.identity) ?? inspection;
  }

  /** What was said to be wrong with a token in a document, if it is true still. @param urgency as of `inspect` */
  remembered(document: TextDocument, identity: object, urgency?: Urgency): Findings | undefined {
    const said = this.#said.get(identity);
    if (!said || said.settings !== this.#settings.of(document)) return undefined;
    const now = this.#clock.now();
    if (now < said.from || now >= said.until) {
      // Timers do not see a clock that jumps: whoever asks is the first to, and the others are told.
      this.#deadlines.wakeNext();
      return undefined;
    }
    if (said.check.isOutdated || said.check.judgement !== said.judgement) return undefined;
    if (said.version !== undefined && said.version !== document.version) return undefined;
    this.#note(document, said, urgency);
    return said;
  }

  /**
   * All that is known of a token in a document once its signature was checked.
   * @param patience how long to wait for that at most, in milliseconds; then what is known
   */
  async inspected(document: TextDocument, found: IndexedToken, patience: number): Promise<KnownInspection> {
    const { version } = document;
    const inspection = this.inspect(document, found, 'sight');
    await this.settled([inspection], patience);
    return document.version === version
      ? this.inspect(document, found)
      : this.inspectText(inspection.token.text, document);
  }

  /** Waits until the signatures of tokens were checked, or patience ends, in milliseconds. */
  async settled(inspections: readonly Inspection[], patience: number): Promise<void> {
    const open = inspections.filter(({ token }) => this.#verifier.checkOf(token.text).judgement === undefined);
    if (open.length === 0) return;
    const checks = open.map(({ token }) => this.#verifier.ask(token.text, 'sight'));
    let limit: Disposable | undefined;
    const end = new Promise<void>((resolve) => {
      limit = this.#clock.after(patience, resolve);
    });
    await Promise.race([Promise.allSettled(checks), end]);
    limit?.dispose();
  }

  /** All that is known now of a token that stands nowhere, or anywhere. @param document whose settings count */
  inspectText(text: string, document?: TextDocument): KnownInspection {
    return this.#inspect(decodeToken(text), this.#verifier.checkOf(text).judgement, document);
  }

  /** All that is known of a token, with the verdict on its signature by all keys that are known. */
  async judge(text: string, document?: TextDocument): Promise<KnownInspection> {
    const judgement = await this.#verifier.judge(text);
    return this.#inspect(decodeToken(text), judgement, document);
  }

  /** As `judge`, by the keys that one token may take where there may be many, and that nobody waits for. */
  async judgeBriefly(text: string): Promise<KnownInspection> {
    await this.#verifier.ask(text, 'sight');
    return this.inspectText(text);
  }

  /** All that is known of a token by a verdict that somebody else has reached. */
  inspectBy(token: Token, judgement: KnownJudgement | undefined, document?: TextDocument): KnownInspection {
    return this.#inspect(token, judgement, document);
  }

  /**
   * All that is known now of the token that a whole document stands for, and that nobody has signed yet.
   * @param before the token that it is to take the place of: the key that proves that one says what both are for
   */
  inspectDraft(document: TextDocument, token: Token, before?: string): KnownInspection {
    const last = this.#drafts.get(document);
    if (last && last !== token) this.#inspections.delete(last);
    this.#drafts.set(document, token);
    const check = before === undefined ? unsigned : this.#verifier.checkOf(before);
    return this.known(document, token, 'sight') ?? this.#say(document, token, token, check, 'sight');
  }

  dispose(): void {
    this.#telling?.dispose();
    for (const listener of this.#listeners) listener.dispose();
  }

  /** @param offset where the token stands in the document; `undefined`: it is the document */
  #say(
    document: TextDocument,
    identity: object,
    token: Token,
    check: SignatureCheck,
    urgency?: Urgency,
    offset?: number,
  ): KnownInspection {
    let version: number | undefined;
    const body = () => {
      if (offset === undefined || !this.#bodies.has(document)) return undefined;
      version = document.version;
      return this.#bodies.of(document, offset);
    };
    const isDraft = offset === undefined;
    const inspection = this.#inspect(token, isDraft ? undefined : check.judgement, document, {
      ...(isDraft && { isDraft, proven: check.judgement?.key?.kinds ?? [] }),
      body,
    });
    const said: Said = {
      kind: inspection.kind,
      problems: inspection.problems,
      state: inspection.state,
      settings: this.#settings.of(document),
      check,
      judgement: check.judgement,
      from: inspection.now,
      until: inspection.validUntil,
      version,
    };
    this.#said.set(identity, said);
    this.#inspections.set(identity, inspection, token.text.length);
    this.#note(document, said, urgency);
    return inspection;
  }

  #inspect(
    token: Token,
    judgement: KnownJudgement | undefined,
    document: TextDocument | undefined,
    { body, ...more }: Pick<InspectionContext, 'isDraft' | 'proven'> & Pick<DocumentFacts, 'body'> = {},
  ): KnownInspection {
    const now = this.#clock.now();
    const { context } = this.#settings.of(document);
    const facts = context.document && body ? { document: { ...context.document, body } } : {};
    this.#deadlines.saw(now);
    return inspect(token, judgement, { ...context, ...facts, ...more, now });
  }

  /** Notes that something is said of a document's token, so that it is told of when it is true no longer. */
  #note(document: TextDocument, { until, check, judgement, version }: Said, urgency: Urgency | undefined): void {
    if (document.isClosed) return;
    const state = this.#states.get(document) ?? { awaited: new Set(), hasDependents: false };
    this.#states.set(document, state);
    state.hasDependents ||= version !== undefined;
    this.#deadlines.add(document, until);
    if (judgement || !urgency || check === unsigned) return;
    const checked = this.#verifier.ask(check.text, urgency);
    if (state.awaited.has(check)) return;
    state.awaited.add(check);
    void checked.then(() => {
      state.awaited.delete(check);
      if (this.#states.get(document) === state) this.#tellSoon(document);
    });
  }

  /** Many verdicts come at about the same time: they are told of together, and as soon as none is on its way. */
  #tellSoon(document: TextDocument): void {
    this.#judged.add(document);
    const { isBusy } = this.#verifier;
    if (this.#telling && isBusy) return;
    this.#telling?.dispose();
    this.#telling = this.#clock.after(isBusy ? debounce.more : debounce.last, () => {
      this.#telling = undefined;
      const judged = [...this.#judged];
      this.#judged.clear();
      for (const one of judged) this.#tell(one, 'signatures');
    });
  }

  #tellAll(reason: 'keys' | 'settings'): void {
    for (const document of this.index.openDocuments()) this.#tell(document, reason);
  }

  #tell(document: TextDocument, reason: Exclude<ChangeReason, 'text'>): void {
    this.#changed.fire({ document, reason, removed: [], added: [], isMove: false });
  }
}
