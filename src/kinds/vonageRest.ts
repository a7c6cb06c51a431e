import { field } from './define.ts';
import type { KindCheck } from './kind.ts';
import { applicationField, applicationToken, vonageBase, vonagePage } from './vonage.ts';

const clientLanguages = new Set([
  'html',
  'javascriptreact',
  'typescriptreact',
  'vue',
  'svelte',
  'astro',
  'kotlin',
  'swift',
  'dart',
]);
/** Files of apps and pages, and folders whose scripts browsers get. */
const clientPath =
  /\.(html?|jsx|tsx|vue|svelte|astro|kts?|swift|dart)$|\.client\.[cm]?[jt]s$|(^|\/)(public|static|www|wwwroot|htdocs)\/|(^|\/)(assets|browser|client|frontend)\/.*\.[cm]?[jt]s$/i;

const rootTokenInClientCode: KindCheck = {
  code: 'vonage.root-token-in-client-code',
  severity: 'warning',
  source: vonagePage,
  message: 'This token has full REST API access but is in client-side code. Keep it on a server.',
  *find({ payload }, { document }) {
    if (payload?.value?.acl !== undefined) return;
    if (document && (clientLanguages.has(document.languageId) || clientPath.test(document.path))) yield {};
  },
};

/** What an ACL usually narrows a server's token to: the paths that Vonage's APIs have. */
const serverAcls = ['/*/messages/**', '/*/calls/**', '/*/users/**', '/*/conversations/**', '/v2/project/**'].map(
  (path) => ({ paths: { [path]: {} } }),
);

/** Server calls to Vonage's REST APIs; without an ACL a *root* token, with access to all that the application has. */
export const vonageRest = applicationToken({
  id: 'vonage-rest',
  label: 'Vonage REST',
  description: 'Calls to Vonage APIs from a server',
  required: ['jti', 'iat', 'application_id'],
  checks: [rootTokenInClientCode],
  writing: {
    command: { id: 'createVonageRestToken', title: 'Create Vonage REST Token' },
    fields: [
      { ...applicationField, required: true },
      field(
        'acl',
        'ACL',
        'The paths this token may access. Without an ACL it may access all that the application has.',
        {
          type: 'acl', // A server's token may have one without `sub`: https://github.com/Vonage/vonage-node-sdk/issues/949
          options: serverAcls,
          claim: 'acl',
        },
      ),
    ],
    claims: (values, issue) => ({ ...vonageBase(values.applicationId, issue), acl: values.acl }),
  },
});
