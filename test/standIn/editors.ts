/**
 * The groups of tabs of the stand-in for VS Code, and the editors in them, as they are in VS Code: each group shows the tab
 * that was shown in it last, and one group is active. A test is the person who looks at them.
 */

import { Position, Range } from './positions.ts';
import type { Editor, TextDocument } from './textDocuments.ts';

interface Place {
  readonly scheme: string;
  toString(): string;
}

export class TabInputText {
  readonly uri: Place;

  constructor(uri: Place) {
    this.uri = uri;
  }
}

export class TabInputTextDiff {
  readonly original: Place;
  readonly modified: Place;

  constructor(original: Place, modified: Place) {
    this.original = original;
    this.modified = modified;
  }
}

/** A group of tabs, the one that it shows last. */
interface Group {
  readonly viewColumn: number;
  readonly isActive: boolean;
  readonly tabs: Tab[];
}

export interface Tab {
  /** A page that no API tells more of, such as the walkthrough, has none. */
  readonly input: TabInputText | TabInputTextDiff | undefined;
  readonly group: Group;
  readonly isDirty: boolean;
  readonly isActive: boolean;
}

/** What a person sees of an editor: so many lines. */
const height = 50;

/** How an editor is shown. */
export interface ShowOptions {
  readonly viewColumn?: number;
  readonly selection?: Range;
  readonly preserveFocus?: boolean;
}

/** What is told of the editors and the tabs. */
export interface EditorEvents {
  tabs(opened: readonly Tab[], closed: readonly Tab[]): void;
  active(editor: Editor | undefined): void;
  visible(editors: readonly Editor[]): void;
  scrolled(editor: Editor): void;
  edit(document: TextDocument, changes: readonly { readonly range: Range; readonly text: string }[]): Promise<boolean>;
  isDirty(uri: Place): boolean;
}

export class Editors {
  readonly #events: EditorEvents;
  readonly #editors = new Map<Tab, Editor>();
  #groups: Group[] = [];
  #active: Group | undefined;
  /** An editor that is no tab, and whether it has the focus. */
  #outside: { readonly editor: Editor; hasFocus: boolean } | undefined;
  #told: { readonly active: Editor | undefined; readonly visible: readonly Editor[] } = {
    active: undefined,
    visible: [],
  };

  constructor(events: EditorEvents) {
    this.#events = events;
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  get active(): Editor | undefined {
    if (this.#outside?.hasFocus) return this.#outside.editor;
    return this.#shownIn(this.#groups.find(({ isActive }) => isActive));
  }

  get visible(): readonly Editor[] {
    const outside = this.#outside ? [this.#outside.editor] : [];
    return [...this.#groups.flatMap((group) => this.#shownIn(group) ?? []), ...outside];
  }

  /** Shows a document, in the active group unless another is named. */
  show(document: TextDocument, { viewColumn, selection, preserveFocus = false }: ShowOptions = {}): Editor {
    const group = this.#group(viewColumn);
    const known = group.tabs.find(({ input }) => input instanceof TabInputText && isOf(input.uri, document.uri));
    const tab = this.#front(group, known ?? this.#tabOf(new TabInputText(document.uri), group), preserveFocus);
    const editor = this.#editors.get(tab) ?? this.#editorOf(document, group);
    this.#editors.set(tab, editor);
    if (selection) editor.selection = { active: selection.end, start: selection.start, end: selection.end };
    if (!known) this.#events.tabs([tab], []);
    this.#tell();
    return editor;
  }

  /** Shows a tab without an editor: of documents that are compared, a page, or of a document that cannot be read any more. */
  showOther(input: Tab['input'], viewColumn?: number): Tab {
    const group = this.#group(viewColumn);
    const tab = this.#front(group, this.#tabOf(input, group), false);
    this.#events.tabs([tab], []);
    this.#tell();
    return tab;
  }

  /** Shows a tab that is there, which gets the focus. */
  reveal(tab: Tab): void {
    this.#front(tab.group, tab, false);
    this.#tell();
  }

  /** Shows an editor that is no tab, such as the output; it has the focus until a tab gets that. */
  showOutside(document: TextDocument): void {
    this.#outside = { editor: this.#editorOf(document, undefined), hasFocus: true };
    this.#tell();
  }

  /** Closes tabs; VS Code holds their documents for a while. */
  close(test: (tab: Tab) => boolean): void {
    const closed = this.#groups.flatMap(({ tabs }) => tabs.filter(test));
    if (closed.length === 0) return;
    for (const tab of closed) {
      tab.group.tabs.splice(tab.group.tabs.indexOf(tab), 1);
      this.#editors.delete(tab);
    }
    // A group goes with its last tab.
    this.#groups = this.#groups.filter(({ tabs }) => tabs.length > 0);
    if (!this.#groups.some(({ isActive }) => isActive)) this.#active = this.#groups[0];
    this.#events.tabs([], closed);
    this.#tell();
  }

  /** Takes what was drawn by a type out of all editors. */
  undecorate(type: unknown): void {
    for (const editor of this.#editors.values()) editor.decorations.delete(type);
  }

  reset(): void {
    this.#editors.clear();
    this.#groups = [];
    this.#active = undefined;
    this.#outside = undefined;
    this.#told = { active: undefined, visible: [] };
  }

  #group(viewColumn = -1): Group {
    const active = this.#active?.viewColumn ?? 1;
    const wanted = viewColumn === -2 ? active + 1 : viewColumn === -1 ? active : viewColumn;
    const known = this.#groups.find((group) => group.viewColumn === wanted);
    if (known) return known;
    const editors = this;
    const group: Group = {
      tabs: [],
      get viewColumn() {
        return editors.#groups.indexOf(group) + 1;
      },
      get isActive() {
        return editors.#active === group;
      },
    };
    this.#groups.push(group);
    return group;
  }

  #tabOf(input: Tab['input'], group: Group): Tab {
    const { isDirty } = this.#events;
    return {
      input,
      group,
      get isDirty() {
        return input instanceof TabInputText && isDirty(input.uri);
      },
      get isActive() {
        return group.tabs.at(-1) === this;
      },
    };
  }

  #front(group: Group, tab: Tab, preserveFocus: boolean): Tab {
    const at = group.tabs.indexOf(tab);
    if (at >= 0) group.tabs.splice(at, 1);
    group.tabs.push(tab);
    if (preserveFocus) return tab;
    this.#active = group;
    if (this.#outside) this.#outside.hasFocus = false;
    return tab;
  }

  #shownIn(group: Group | undefined): Editor | undefined {
    const tab = group?.tabs.at(-1);
    return tab && this.#editors.get(tab);
  }

  #tell(): void {
    const before = this.#told;
    const now = { active: this.active, visible: this.visible };
    this.#told = now;
    const isSame = now.visible.length === before.visible.length && now.visible.every((e) => before.visible.includes(e));
    if (!isSame) this.#events.visible(now.visible);
    if (now.active !== before.active) this.#events.active(now.active);
  }

  #editorOf(document: TextDocument, group: Group | undefined): Editor {
    const events = this.#events;
    const start = new Position(0, 0);
    let top = 0;
    let selections: Editor['selections'] = [{ active: start, start, end: start }];
    const editor: Editor = {
      document,
      get viewColumn() {
        return group?.viewColumn;
      },
      get selection() {
        return selections[0] as Editor['selection'];
      },
      set selection(selection) {
        selections = [selection];
      },
      get selections() {
        return selections;
      },
      set selections(all) {
        selections = all;
      },
      get visibleRanges() {
        const last = Math.min(top + height, document.lineCount) - 1;
        return [new Range(new Position(Math.min(top, last), 0), document.lineAt(last).range.end)];
      },
      decorations: new Map(),
      edit: async (build) => {
        if (![...this.#editors.values()].includes(editor))
          throw new Error('TextEditor#edit not possible on closed editors');
        const changes: { range: Range; text: string }[] = [];
        build({ replace: (range, text) => changes.push({ range, text }) });
        return events.edit(document, changes);
      },
      setDecorations: (type, ranges) => void editor.decorations.set(type, ranges),
      scrollTo: (line) => {
        top = line;
        events.scrolled(editor);
      },
      revealed: undefined,
      revealRange: (range) => {
        editor.revealed = range;
      },
    };
    return editor;
  }
}

function isOf(uri: Place, other: Place): boolean {
  return uri.toString() === other.toString();
}
