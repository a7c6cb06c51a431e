import { CancellationError, env, l10n, window } from 'vscode';
import { ignoreFile } from '../edits/gitignore.ts';
import { type NewKey, requireFreePath, writeNewKey } from '../edits/newKey.ts';
import { offerWaysOut } from '../features/offerWaysOut.ts';
import { ALGORITHMS } from '../jwt/algorithms.ts';
import { keyLabel } from '../jwt/key.ts';
import { GENERATABLE_KEYS, type GeneratableKey } from '../keys/generate.ts';
import type { WritableKind } from '../kinds/kind.ts';
import { errorWords, failureWords } from '../messages/errors.ts';
import type { Services } from '../services.ts';
import { displayPath, newFile } from '../vault/files.ts';
import { wouldBeCommitted } from '../vault/git.ts';
import { askPick, askText, back, runSteps, type Step } from './steps.ts';

/** What is to be generated, as far as it is known. */
interface Plan {
  readonly type?: GeneratableKey;
  readonly file?: string;
  /** Whether the public half goes to the clipboard. */
  readonly copies?: boolean;
}

/** Asks what key for a kind to generate, and does so; answers with its reference. @throws CancellationError; VaultError */
export async function askNewKey(
  _services: Pick<Services, 'vault'>,
  { writing, issuer }: WritableKind,
): Promise<string | typeof back> {
  const types = GENERATABLE_KEYS.filter((type) =>
    algorithmsOf(type).some((algorithm) => writing.algorithms?.includes(algorithm) !== false),
  );
  newFile('private.key');
  return newKey({}, types, true, issuer);
}

/**
 * Asks for what is not given, generates a key and writes both halves; answers with its reference.
 * @throws CancellationError; VaultError, EditError
 */
export async function newKey(
  given: Plan,
  types: readonly GeneratableKey[],
  canLeave: boolean,
  issuer?: string,
): Promise<string | typeof back> {
  const steps = [
    ...(given.type ? [] : [askType(types)]),
    ...(given.file === undefined ? [askFile] : []),
    ...(issuer === undefined ? [] : [tellOfUpload(issuer)]),
  ];
  const plan = await runSteps<Plan>(l10n.t('Generate Key'), given, steps, canLeave);
  if (plan === back) return back;
  const { type, file, copies } = plan;
  if (!type || file === undefined) throw new CancellationError();
  const key = await writeNewKey(type, file);
  if (copies && key.publicHalf) await env.clipboard.writeText(key.publicHalf.text);
  void offer(type, key, issuer);
  return key.reference;
}

function askType(types: readonly GeneratableKey[]): Step<Plan> {
  return async (plan, progress, answered) => {
    const items = types.map((type) => ({ label: type, description: algorithmsOf(type).join(', '), type }));
    const active = items.find(({ type }) => type === answered?.type);
    const picked = await askPick(items, progress, { placeholder: l10n.t('Select a key type'), active });
    return picked === back ? back : { ...plan, type: picked.type };
  };
}

const askFile: Step<Plan> = async (plan, progress, answered) => {
  const file = await askText(
    {
      prompt: l10n.t('File name for the private key. The public key is saved next to it.'),
      value: (answered?.type === plan.type ? answered?.file : undefined) ?? (await freeName(plan.type)),
      validate: async (text) => {
        if (!isFileName(text)) return l10n.t('Enter a file name.');
        return requireFreePath(text.trim()).then(() => undefined, errorWords);
      },
    },
    progress,
  );
  return file === back ? back : { ...plan, file: file.trim() };
};

/** Says, before a key is there, that an issuer takes its tokens once it has the public half; that can be copied with it. */
function tellOfUpload(issuer: string): Step<Plan> {
  return async (plan, progress) => {
    if (plan.type?.startsWith('HMAC')) return plan;
    const items = [
      { label: `$(copy) ${l10n.t('Generate and copy the public key')}`, copies: true },
      { label: `$(key) ${l10n.t('Generate only')}`, copies: false },
    ];
    const picked = await askPick(items, progress, {
      placeholder: l10n.t('Add the public key to your application at {issuer} before you use a token', { issuer }),
    });
    return picked === back ? back : { ...plan, copies: picked.copies };
  };
}

/** Whether a path ends in a name, and is not a folder's. */
export function isFileName(path: string): boolean {
  return !/(^|[/\\])\.{0,2}$/.test(path.trim());
}

/** The key type that an algorithm needs, at its usual length; a type by its own name or its family's; `undefined` for any other text. */
export function typeFor(text: string): GeneratableKey | undefined {
  const algorithm = ALGORITHMS.find(({ name }) => name === text);
  const label = algorithm
    ? keyLabel({ ...algorithm, bits: algorithm.advisedBits ?? algorithm.minimumBits ?? 0 })
    : text;
  return GENERATABLE_KEYS.find((type) => type === label || type.startsWith(`${label} `));
}

/** The algorithms that a key of a type signs with; a secret shorter than an algorithm wants is not made for it. */
function algorithmsOf(type: GeneratableKey): readonly string[] {
  const [, family = type, bits] = /^(\S+) (\d+)$/.exec(type) ?? [];
  return ALGORITHMS.filter(
    (row) => family === keyLabel({ ...row, bits: 0 }).replace(/ 0$/, '') && (row.advisedBits ?? 0) <= Number(bits ?? 0),
  ).map(({ name }) => name);
}

/** A name for a key of a type that no file has: `private.key`, `es256.pem`, `hmac.jwk`, or these with a number. */
async function freeName(type: GeneratableKey = 'RSA 2048'): Promise<string> {
  const [algorithm = ''] = algorithmsOf(type);
  const names = { RSA: ['private', '.key'], HMAC: ['hmac', '.jwk'] } as const;
  const family = type.split(' ')[0];
  const [stem, extension] = family === 'RSA' || family === 'HMAC' ? names[family] : [algorithm.toLowerCase(), '.pem'];
  for (let number = 1; number < 100; number++) {
    const name = `${stem}${number === 1 ? '' : number}${extension}`;
    if (
      await requireFreePath(name).then(
        () => true,
        () => false,
      )
    )
      return name;
  }
  return '';
}

/** Says what was written, and offers what comes next. */
async function offer(type: GeneratableKey, { file, publicHalf }: NewKey, issuer: string | undefined): Promise<void> {
  const ignore = l10n.t('Add to .gitignore');
  const copy = l10n.t('Copy Public Key');
  const isExposed = await wouldBeCommitted(file).catch(() => false);
  const files = [file, ...(publicHalf ? [publicHalf.file] : [])].map(displayPath).join(', ');
  const created = isExposed
    ? l10n.t("Created {files} ({type}). The private key isn't in .gitignore.", { type, files })
    : l10n.t('Created {files} ({type}).', { type, files });
  const upload =
    publicHalf && issuer !== undefined
      ? [l10n.t('Add the public key to your application at {issuer}.', { issuer })]
      : [];
  const answer = await window.showInformationMessage(
    [created, ...upload].join(' '),
    ...(isExposed ? [ignore] : []),
    ...(publicHalf ? [copy] : []),
  );
  try {
    if (answer === ignore) await ignoreFile(file);
    if (answer === copy && publicHalf) await env.clipboard.writeText(publicHalf.text);
  } catch (error) {
    void offerWaysOut(error, failureWords(error));
  }
}
