import { l10n } from 'vscode';
import type { Inspection } from '../inspection/inspect.ts';
import type { Token } from '../jwt/token.ts';
import type { Judgement } from '../jwt/verify.ts';
import type { Variant } from '../recipes/variant.ts';
import { keyName } from './keys.ts';
import { timeWords } from './time.ts';
import { unfitWords } from './unfit.ts';
import { variantNote } from './variants.ts';

/** What is known of a token, and how it was broken on purpose, if it was. */
type Known = Inspection & { readonly judgement: (Judgement & { readonly variant?: Variant }) | undefined };

/** What a token is for, as lenses and lists name it. */
export function kindLabel({ token, kind }: Pick<Inspection, 'token' | 'kind'>): string {
  if (token.form === 'jwe') return l10n.t('Encrypted JWT');
  return token.disclosures ? l10n.t('SD-JWT') : l10n.t(kind.label);
}

/** How a verdict on a signature is marked. */
interface Marks {
  readonly valid: string;
  readonly invalid: string;
}

const characters: Marks = { valid: '✓', invalid: '✗' };
/** The marks as VS Code's icons, for lists. */
const icons: Marks = { valid: '$(check)', invalid: '$(x)' };

/** One line about a token as a lens has it: `<kind> · <time> · <signature>`; what cannot be known is left out. */
export function summary(inspection: Known): string {
  return summaryWith(inspection, characters);
}

/** The same as the label of an item in a list. */
export function summaryLabel(inspection: Known): string {
  return summaryWith(inspection, icons);
}

function summaryWith(inspection: Known, marks: Marks): string {
  const { token, judgement } = inspection;
  const words = [
    kindLabel(inspection),
    timeWords(inspection),
    judgement?.decryption && l10n.t('decrypted with {key}', { key: keyName(judgement.decryption.key.reference) }),
    judgement && signatureWords(judgement, token, marks),
    variantNote(judgement?.variant),
  ];
  return words.filter((word) => word !== undefined).join(' · ');
}

/** What is known of a signature in a few words; `undefined` where nobody can tell. */
function signatureWords(
  { signature, key, reason, decryption }: Judgement,
  { form }: Token,
  marks: Marks,
): string | undefined {
  const isUndecrypted = form === 'jwe' && !decryption;
  switch (signature) {
    case 'valid':
      return `${marks.valid} ${key ? keyName(key.reference) : ''}`;
    case 'invalid':
      return `${marks.invalid} ${reason ? unfitWords(reason) : isUndecrypted ? l10n.t('does not decrypt') : l10n.t('signature does not match')}`;
    case 'unsigned':
      return l10n.t('unsigned');
    case 'unsupported':
      return reason ? unfitWords(reason) : l10n.t('algorithm not available here');
    default:
      return undefined;
  }
}
