import { ColorThemeKind, window } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { TimeState, Times } from '../inspection/life.ts';
import { plain } from './markdown.ts';
import { timeWords } from './time.ts';

/** A token's life – issued, now, expires – as a picture. Made of numbers alone: nothing of a token stands in it. */

/** Where the points of a life lie on a line from 0 to 1. */
interface Timeline {
  readonly start: number;
  readonly end: number;
  readonly now: number;
}

/** The colours of a picture, as SVG names them. */
export interface LifeColors {
  /** The line that time runs along. */
  readonly line: string;
  readonly past: string;
  /** What is left of the life. */
  readonly left: string;
  readonly now: string;
}

const size = { width: 56, height: 10 };
/** Of a line: no shorter, so that it can be seen. */
const shortest = 0.03;

/** Where issue, expiry and clock lie; `undefined` where the token does not say how long it lives. The clock in milliseconds. */
export function timelineOf(
  { issuedAt, notBefore, expires }: Pick<Times, 'issuedAt' | 'notBefore' | 'expires'>,
  now: number,
): Timeline | undefined {
  const begins = notBefore ?? issuedAt;
  if (begins === undefined || expires === undefined || expires <= begins) return undefined;
  const seconds = now / 1000;
  const from = Math.min(begins, seconds);
  const length = Math.max(expires, seconds) - from;
  const at = (instant: number) => (instant - from) / length;
  const [start, end] = [at(begins), at(expires)];
  return { start: Math.min(start, 1 - shortest), end: Math.max(end, shortest), now: at(seconds) };
}

/** The picture as the address of an image, which Markdown shows: a bar for the life, and a mark for now. */
export function lifeImage({ start, end, now }: Timeline, { line, past, left, now: mark }: LifeColors): string {
  const { width, height } = size;
  const middle = height / 2;
  const x = (share: number) => Math.round(share * width * 10) / 10;
  const rect = (from: number, to: number, top: number, color: string) =>
    `<rect x="${x(from)}" y="${top}" width="${x(to - from)}" height="${height - 2 * top}" rx="1" fill="${color}"/>`;
  const turn = Math.min(Math.max(now, start), end);
  const markWidth = 2 / width;
  const markFrom = Math.min(Math.max(now - markWidth / 2, 0), 1 - markWidth);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`,
    rect(0, 1, middle - 0.5, line),
    rect(start, turn, middle - 3, past),
    rect(turn, end, middle - 3, left),
    rect(markFrom, markFrom + markWidth, 0, mark),
    '</svg>',
  ];
  return `data:image/svg+xml;base64,${btoa(svg.join(''))}`;
}

const barLength = 10;

/** The picture in characters, where there are no images: `▰▰▰▰▰▰▱▱▱▱` for a life of which six tenths have passed. */
export function lifeBar({ start, end, now }: Timeline): string {
  const share = Math.min(Math.max((now - start) / (end - start), 0), 1);
  const passed = Math.floor(share * barLength);
  return '▰'.repeat(passed) + '▱'.repeat(barLength - passed);
}

/** What is left of a life is in the colour of its state. */
type Palette = Pick<LifeColors, 'line' | 'past' | 'now'> & {
  readonly good: string;
  readonly soon: string;
  readonly bad: string;
};

/** An image does not see VS Code's theme colours. */
const palettes: Readonly<Record<ColorThemeKind, Palette>> = {
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
  const timeline = timelineOf(times, now);
  if (!timeline) return undefined;
  const { good, soon, bad, ...colors } = palettes[window.activeColorTheme.kind];
  const left = { good, soon, bad }[tones[state]];
  const image = lifeImage(timeline, { ...colors, left, ...(state === 'expired' && { past: bad }) });
  return `![${plain(timeWords(inspection) ?? '')}](${image})`;
}

/** A token's life in a few characters, for a lens or a hint; `undefined` where it does not say how long it lives. */
export function lifeText({ times, now }: Inspection): string | undefined {
  const timeline = timelineOf(times, now);
  return timeline && lifeBar(timeline);
}
