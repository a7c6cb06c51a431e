import { defineKind, field } from './define.ts';

const page =
  'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app';

/** The claims that such a token has, and no other. */
const required = ['iat', 'exp', 'iss'];

/** An app ID, or a client ID. */
const idForm = '\\d+|Iv\\w*(\\.\\w+)?';
const id = new RegExp(`^(${idForm})$`);

/** What a GitHub App signs in as itself with. */
export const githubApp = defineKind({
  id: 'github-app',
  hosts: ['api.github.com'],
  label: 'GitHub App',
  description: 'Authenticates a GitHub App',
  issuer: 'GitHub',
  source: page,
  recognises: (payload, { alg }) =>
    alg === 'RS256' && id.test(String(payload.iss)) && Object.keys(payload).every((claim) => required.includes(claim)),
  claims: { iss: 'Issuer: the client ID of the app, or its app ID.' },
  // "We recommend that you set this 60 seconds in the past." "The time must be no more than 10 minutes into the future."
  issuedBack: 60,
  life: { default: 9 * 60, longest: 11 * 60 },
  required,
  replacesChecks: ['no-expiry'],
  checks: [],
  writing: {
    algorithms: ['RS256'],
    keyNames: /\.private-key\.pem$/,
    fields: [
      field(
        'appId',
        'Client ID or app ID',
        "The client ID (recommended) or the app ID, as the app's settings page shows it.",
        { type: 'id', required: true, claim: 'iss', form: idForm, example: 'Iv23liabcdefghijklmn' },
      ),
    ],
    claims: (values, issue) => ({ iat: issue.issuedAt, exp: issue.expires, iss: values.appId }),
  },
});
