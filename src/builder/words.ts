import { l10n } from 'vscode';
import { problemSource } from '../inspection/sources.ts';
import { fieldsOf } from '../kinds/fields.ts';
import { writableKind } from '../kinds/index.ts';
import type { Field, WritableKind } from '../kinds/kind.ts';
import { errorWords } from '../messages/errors.ts';
import { problemWords } from '../messages/problems.ts';
import { refusalWords } from '../messages/recipeErrors.ts';
import { RecipeError } from '../recipes/errors.ts';
import type { AclInputFault } from './acl.ts';
import type { FormProblem } from './check.ts';
import type { InputFault } from './draft.ts';
import type { FieldProblem } from './protocol.ts';

/** What is wrong with a field of a form, in words that stand at the field. */
export function fieldProblem(kind: WritableKind, found: FormProblem): FieldProblem {
  const { field } = found;
  if ('missing' in found) return { field, severity: 'error', message: missingWords(found.missing), isMissing: true };
  if ('fault' in found) {
    const row = found.fault.reason === 'acl' ? found.fault.fault.row : undefined;
    return { field, severity: 'error', message: inputWords(found.fault), ...(row !== undefined && { row }) };
  }
  if ('error' in found) return { field, severity: 'error', message: labelledWords(kind, found.error) ?? '' };
  const { problem, severity, isMissing } = found;
  const source = problemSource(problem.code);
  const missing = isMissing && fieldsOf(kind).find(({ name }) => name === field);
  const words = severity === 'error' ? refusalWords : problemWords;
  const message = missing ? missingWords(missing) : words(problem.code, problem, writableKind(found.kind));
  return { field, severity, message, ...(isMissing && { isMissing }), ...(source !== undefined && { source }) };
}

/** That a field must be filled in: people know it by its label, not by the claim that it becomes. */
const missingWords = ({ label }: Pick<Field, 'label'>): string =>
  l10n.t('"{label}" is required.', { label: l10n.t(label) });

/** An error's words with the labels of the fields that it names in place of their names. */
function labelledWords(kind: WritableKind, { code, data }: RecipeError): string | undefined {
  const labelled = Object.entries(data).map(([fact, value]) => {
    const field = ['field', 'other'].includes(fact) && fieldsOf(kind).find(({ name }) => name === value);
    return [fact, field ? l10n.t(field.label) : value];
  });
  return errorWords(new RecipeError(code, Object.fromEntries(labelled)));
}

function inputWords(fault: InputFault): string {
  switch (fault.reason) {
    case 'json':
      return l10n.t('This is not JSON: see line {line}.', { line: fault.line });
    case 'inexact-number':
      return l10n.t(
        'This number has more digits than JSON readers can keep. Write it as a string, in quotation marks.',
      );
    case 'duplicate-name':
      return l10n.t('Duplicate `{name}`. Remove one.', { name: fault.text });
    case 'too-deep':
      return l10n.t('This is nested too deeply.');
    case 'acl':
      return aclWords[fault.fault.reason]();
  }
}

const aclWords: Readonly<Record<AclInputFault['reason'], () => string>> = {
  path: () => l10n.t("Paths start with `/` and can't contain spaces."),
  methods: () => l10n.t('A method is a word, such as `GET`.'),
  filters: () => l10n.t('Filters must be a JSON object.'),
  'duplicate-path': () => l10n.t('This path is already in the list.'),
  'not-json': () => l10n.t('The ACL is not JSON.'),
};
