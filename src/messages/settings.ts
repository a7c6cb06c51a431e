import { l10n } from 'vscode';
import type { Requirement } from '../settings/forms.ts';
import { duration } from './time.ts';

/** Says of a setting what it must be, and that the default counts. */
export function settingWords(name: string, expected: Requirement): string {
  return l10n.t('The setting "{name}" must be {expected}. Its default is used.', {
    name: `tokensmith.${name}`,
    expected: expectedWords(expected),
  });
}

function expectedWords(expected: Requirement): string {
  switch (expected.is) {
    case 'duration': {
      const { longest, or } = expected;
      const data = { example: '"5m"', longest: duration(longest) };
      return or
        ? l10n.t('"off" or a duration like {example}, at most {longest}', data)
        : l10n.t('a duration like {example}, at most {longest}', data);
    }
    case 'globs':
      return l10n.t('a list of globs with at most {length} characters and {wildCards} wildcards in all', {
        length: expected.length,
        wildCards: expected.wildCards,
      });
    case 'option':
      return l10n.t('one of {options}', { options: expected.options.map((each) => `"${each}"`).join(', ') });
    case 'flag':
      return l10n.t('true or false');
    case 'object':
      return l10n.t('a JSON object like {"name": "value"}');
  }
}
