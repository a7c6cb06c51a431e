import { algorithmCheck, requiredClaims } from './checks.ts';
import type { Field, Kind, KindCheck } from './kind.ts';

const vanillaPage = 'https://success.vanillaforums.com/kb/articles/228-authenticating-apiv2-calls-with-jwt';
const algorithms = ['HS256', 'HS384', 'HS512'];
const required = ['iss', 'sub', 'aud', 'email', 'displayname', 'exp'];

const text = (name: string, claim: string, label: string, help: string, example: string): Field => ({
  name,
  type: 'text',
  label,
  help,
  source: vanillaPage,
  claim,
  example,
});

const noIssueTime: KindCheck = {
  code: 'vanilla.no-issue-time',
  severity: 'error',
  source: vanillaPage,
  message: 'Vanilla rejects a token without `iat` or `nbf`.',
  *find(token) {
    const payload = token.payload?.value;
    if (payload && payload.iat === undefined && payload.nbf === undefined) yield { part: 'payload' };
  },
};

/** Calls to the API v2 of a Higher Logic Vanilla community. */
export const vanilla: Kind = {
  id: 'vanilla',
  label: 'Vanilla',
  description: 'Calls to the API of a Vanilla community',
  recognises: (payload) =>
    Object.hasOwn(payload, 'displayname') && (Object.hasOwn(payload, 'email') || Object.hasOwn(payload, 'sub')),
  claims: {
    iss: { meaning: 'Issuer: usually the domain of the authentication provider.', type: 'string', source: vanillaPage },
    sub: { meaning: 'Subject: the unique id that stays with the user.', type: 'string', source: vanillaPage },
    aud: { meaning: 'Audience: usually the URL of the community.', type: 'string-or-array', source: vanillaPage },
    email: { meaning: 'E-mail address of the user.', type: 'string', source: vanillaPage },
    displayname: { meaning: 'The user name that the site displays.', type: 'string', source: vanillaPage },
    picture: { meaning: "URL of the user's profile picture.", type: 'string', source: vanillaPage },
    exp: { meaning: 'Expiration time.', type: 'time', source: vanillaPage },
    iat: { meaning: 'Issued at: never in the future.', type: 'time', source: vanillaPage },
    nbf: { meaning: 'Not before: may stand for `iat`; never in the future.', type: 'time', source: vanillaPage },
  },
  issuer: 'Vanilla',
  life: { default: 15 * 60 },
  required,
  // "We will reject any token that … has one set in the future."
  severities: { 'issued-in-future': 'error' },
  replacesChecks: ['no-expiry'],
  checks: [
    requiredClaims(
      {
        code: 'vanilla.missing-claim',
        severity: 'error',
        source: vanillaPage,
        message: 'Vanilla requires `{claim}`, which is missing or empty.',
      },
      required,
    ),
    noIssueTime,
    algorithmCheck(
      {
        code: 'vanilla.wrong-algorithm',
        severity: 'error',
        source: vanillaPage,
        message: 'Vanilla accepts {allowed} only.',
      },
      algorithms,
    ),
  ],
  writing: {
    command: { id: 'createVanillaToken', title: 'Create Vanilla Token' },
    algorithms,
    // "We will reject any token that … has one set in the future."
    refuses: ['issued-in-future', 'not-yet-valid'],
    fields: [
      {
        ...text(
          'issuer',
          'iss',
          'Issuer',
          'Usually the domain of the authentication provider.',
          'https://sso.example.com',
        ),
        required: true,
      },
      { ...text('subject', 'sub', 'Subject', 'The unique id that stays with the user.', '42'), required: true },
      {
        ...text('audience', 'aud', 'Audience', 'Usually the URL of the community.', 'https://community.example.com'),
        required: true,
      },
      { ...text('email', 'email', 'E-mail', 'The e-mail address of the user.', 'alice@example.com'), required: true },
      {
        ...text('displayName', 'displayname', 'Display name', 'The user name that the site displays.', 'Alice'),
        required: true,
      },
      text('picture', 'picture', 'Picture', "The URL of the user's profile picture.", 'https://example.com/alice.png'),
      {
        name: 'issueTime',
        type: 'choice',
        label: 'Issue time',
        help: 'The claims that say when the token was made; Vanilla wants at least one.',
        source: vanillaPage,
        default: 'iat',
        options: ['iat', 'nbf', 'both'],
      },
    ],
    claims: (values, issue) => ({
      iss: values.issuer,
      sub: values.subject,
      aud: values.audience,
      email: values.email,
      displayname: values.displayName,
      exp: issue.expires,
      iat: values.issueTime === 'nbf' ? undefined : issue.issuedAt,
      nbf: values.issueTime === 'iat' ? undefined : issue.issuedAt,
      picture: values.picture,
    }),
  },
};
