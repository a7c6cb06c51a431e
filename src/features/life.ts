import { ColorThemeKind, window } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { TimeState } from '../inspection/life.ts';
import { type LifeColors, lifeBar, lifeImage, lifeOf } from '../messages/life.ts';
import { plain } from '../messages/markdown.ts';
import { timeWords } from '../messages/time.ts';

type Base = Pick<LifeColors, 'line' | 'past' | 'now'> & {
  readonly good: string;
  readonly soon: string;
  readonly bad: string;
};

/** An image does not see VS Code's theme colours. */
const palettes: Readonly<Record<ColorThemeKind, Base>> = {
  [ColorThemeKind.Light]: {
    line: '#bbb',
    past: '#9a9a9a',
    now: '#1f1f1f',
    good: '#388a34',
    soon: '#bf8803',
    bad: '#c72e0f',
  },
  [ColorThemeKind.Dark]: {
    line: '#5a5a5a',
    past: '#808080',
    now: '#fff',
    good: '#89d185',
    soon: '#cca700',
    bad: '#f14c4c',
  },
  [ColorThemeKind.HighContrast]: {
    line: '#fff',
    past: '#a0a0a0',
    now: '#fff',
    good: '#89d185',
    soon: '#ffd370',
    bad: '#f48771',
  },
  [ColorThemeKind.HighContrastLight]: {
    line: '#292929',
    past: '#767676',
    now: '#000',
    good: '#1b6d1b',
    soon: '#895503',
    bad: '#b5200d',
  },
};

const tones: Readonly<Record<TimeState, 'good' | 'soon' | 'bad'>> = {
  valid: 'good',
  'expires-soon': 'soon',
  'not-yet-valid': 'soon',
  expired: 'bad',
  'no-expiry': 'good',
  endless: 'good',
  unreadable: 'bad',
  encrypted: 'bad',
};

/** A token's life as a picture in Markdown, for a hover or a hint's tooltip; `undefined` where it does not say how long it lives. */
export function lifePicture(inspection: Inspection): string | undefined {
  const { times, state, now } = inspection;
  const life = lifeOf(times, now);
  if (!life) return undefined;
  const { good, soon, bad, ...colors } = palettes[window.activeColorTheme.kind];
  const left = { good, soon, bad }[tones[state]];
  const image = lifeImage(life, { ...colors, left, ...(state === 'expired' && { past: bad }) });
  return `![${plain(timeWords(inspection) ?? '')}](${image})`;
}

/** A token's life in a few characters, for a lens or a hint; `undefined` where it does not say how long it lives. */
export function lifeText({ times, now }: Inspection): string | undefined {
  const life = lifeOf(times, now);
  return life && lifeBar(life);
}
