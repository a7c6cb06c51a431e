import { claimCheck, requiredClaims } from '../../../src/kinds/checks.ts';
import type { Kind } from '../../../src/kinds/kind.ts';

const page =
  'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app';
const longestLife = 600;

/** What a GitHub App signs in as itself with: an example of a further kind. */
export const gitHubApp: Kind = {
  id: 'github-app',
  label: 'GitHub App',
  description: 'Signs a GitHub App in',
  recognises: (payload, header) =>
    header.alg === 'RS256' &&
    /^\d+$|^Iv/.test(String(payload.iss)) &&
    Object.keys(payload).every((claim) => ['iss', 'iat', 'exp'].includes(claim)),
  claims: { iss: { meaning: 'Issuer: the ID of the app.', type: 'string', source: page } },
  life: { default: 540, longest: 600 },
  required: ['iat', 'exp', 'iss'],
  checks: [
    requiredClaims({ code: 'github.missing-claim', severity: 'error', source: page, message: '{claim} is missing.' }, [
      'iss',
      'iat',
      'exp',
    ]),
    claimCheck(
      {
        code: 'github.lifetime-too-long',
        severity: 'error',
        source: page,
        message: 'GitHub accepts a life of at most 10 minutes.',
      },
      'exp',
      (exp, token) => Number(exp) - Number(token.payload?.value?.iat) > longestLife,
    ),
  ],
  writing: {
    command: { id: 'createGitHubAppToken', title: 'Create GitHub App Token' },
    algorithms: ['RS256'],
    // Below the limit, for clocks that are ahead.
    fields: [
      {
        name: 'appId',
        type: 'text',
        label: 'App ID',
        help: "The ID on the app's page.",
        source: page,
        required: true,
        claim: 'iss',
      },
    ],
    claims: (values, issue) => ({ iat: issue.issuedAt, exp: issue.expires, iss: values.appId }),
  },
};
