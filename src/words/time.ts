import { l10n } from 'vscode';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Units from the largest; each is used from twice its length on, so that "36 hours" is not "1 day". */
const units: readonly {
  readonly seconds: number;
  readonly from: number;
  readonly one: () => string;
  readonly many: (count: number) => string;
}[] = [
  {
    seconds: 365 * day,
    from: 2 * 365 * day,
    one: () => l10n.t('1 year'),
    many: (count) => l10n.t('{count} years', { count }),
  },
  { seconds: day, from: 2 * day, one: () => l10n.t('1 day'), many: (count) => l10n.t('{count} days', { count }) },
  { seconds: hour, from: hour, one: () => l10n.t('1 hour'), many: (count) => l10n.t('{count} hours', { count }) },
  {
    seconds: minute,
    from: minute,
    one: () => l10n.t('1 minute'),
    many: (count) => l10n.t('{count} minutes', { count }),
  },
  { seconds: 1, from: 0, one: () => l10n.t('1 second'), many: (count) => l10n.t('{count} seconds', { count }) },
];

/** A length of time in its largest fitting unit, rounded down: `14 minutes`, `36 hours`. Takes seconds. */
export function duration(seconds: number): string {
  const length = Math.abs(Math.trunc(seconds));
  const unit = units.find(({ from }) => length >= from);
  const count = Math.floor(length / (unit?.seconds ?? 1));
  return (count === 1 ? unit?.one() : unit?.many(count)) ?? '';
}
