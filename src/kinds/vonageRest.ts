import type { Kind, KindCheck } from './kind.ts';
import { applicationField, vonageBase, vonageChecks, vonageClaims, vonageLife, vonagePage } from './vonage.ts';

const clientLanguages = new Set(['html', 'javascriptreact', 'typescriptreact', 'vue', 'svelte']);
const clientPath = /\.(html?|jsx|tsx|vue|svelte)$|(^|\/)(public|static)\//i;

const rootTokenInClientCode: KindCheck = {
  code: 'vonage.root-token-in-client-code',
  severity: 'warning',
  source: vonagePage,
  message: 'This token has full REST API access but is in client-side code. Keep it on a server.',
  *find(_token, { document }) {
    if (document && (clientLanguages.has(document.languageId) || clientPath.test(document.path))) yield {};
  },
};

const required = ['jti', 'iat', 'application_id'];

/** Server calls to Vonage's REST APIs: a *root* token, with access to all that the application has. */
export const vonageRest: Kind = {
  id: 'vonage-rest',
  label: 'Vonage REST',
  description: 'Calls to Vonage APIs from a server',
  // Whatever else names an application is a client's.
  recognises: (payload) =>
    Object.hasOwn(payload, 'application_id') &&
    payload.scope !== 'session.connect' &&
    !['session_id', 'sub', 'acl'].some((claim) => Object.hasOwn(payload, claim)),
  claims: vonageClaims,
  family: 'vonage',
  issuer: 'Vonage',
  life: vonageLife,
  required,
  replacesChecks: ['no-expiry'],
  checks: [...vonageChecks(required), rootTokenInClientCode],
  writing: {
    command: { id: 'createVonageRestToken', title: 'Create Vonage REST Token' },
    algorithms: ['RS256'],
    fields: [applicationField],
    claims: (values, issue) => vonageBase(values.applicationId, issue),
  },
};
