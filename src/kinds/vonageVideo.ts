import { type Acl, aclFault, grantsSession } from './acl.ts';
import { claimCheck } from './checks.ts';
import { field } from './define.ts';
import type { KindCheck } from './kind.ts';
import { applicationField, applicationToken, vonageBase, vonagePage } from './vonage.ts';

const roles = ['publisher', 'subscriber', 'moderator', 'publisheronly'];
const longestData = 1000;

/** What the SDKs send; the page's text and its CLI example name the other two. */
const sessionAcls = ['/session/**', '/*/session/**', '/*/sessions/**'].map((path) => ({ paths: { [path]: {} } }));

const dataClaims = ['connection_data', 'data'];

const checks: readonly KindCheck[] = [
  claimCheck(
    {
      code: 'vonage.invalid-subject',
      severity: 'error',
      source: vonagePage,
      message: 'The subject of a Video client token must be `video`.',
    },
    'sub',
    (sub) => sub !== 'video',
  ),
  claimCheck(
    { code: 'vonage.invalid-role', severity: 'error', source: vonagePage, message: 'The role must be one of {roles}.' },
    'role',
    (role) => typeof role === 'string' && !roles.includes(role) && { roles: roles.join(', ') },
  ),
  claimCheck(
    {
      code: 'vonage.acl-without-session',
      severity: 'error',
      source: vonagePage,
      message: "The ACL doesn't allow joining a video session. Add `/session/**`.",
    },
    'acl',
    (acl) => aclFault(acl) === undefined && !grantsSession(acl as Acl),
  ),
  claimCheck(
    {
      code: 'vonage.invalid-scope',
      severity: 'error',
      source: vonagePage,
      message: 'The scope of a Video client token must be `session.connect`.',
    },
    'scope',
    (scope) => scope !== 'session.connect',
  ),
  ...dataClaims.map((claim) =>
    claimCheck(
      {
        code: 'vonage.data-too-long',
        severity: 'error',
        source: vonagePage,
        message: 'Connection data can have at most {most} characters; this has {length}.',
      },
      claim,
      (data) => typeof data === 'string' && data.length > longestData && { most: longestData, length: data.length },
    ),
  ),
  claimCheck(
    {
      code: 'vonage.layout-not-a-string',
      severity: 'error',
      source: vonagePage,
      message: '`initial_layout_class_list` must be one string, with the classes separated by spaces.',
    },
    'initial_layout_class_list',
    (layout) => typeof layout !== 'string',
  ),
  claimCheck(
    {
      code: 'vonage.data-claim',
      severity: 'information',
      source: 'https://github.com/Vonage/vonage-dotnet-sdk/issues/578',
      message: 'Use `connection_data`: session events may not include `data`.',
    },
    'data',
    (_data, token) => token.payload?.value?.connection_data === undefined,
  ),
];

/** What a client needs to join a video session; made on a server, handed to the client. */
export const vonageVideo = applicationToken({
  id: 'vonage-video',
  label: 'Vonage Video client',
  description: 'Lets a client join a video session',
  claims: {
    sub: {
      meaning: 'Subject: `video` on a Video client token.',
      type: 'string',
      values: ['video'],
    },
    session_id: 'Session ID: the video session that the client may join.',
    scope: {
      meaning: 'Scope: what the token is for.',
      type: 'string',
      values: ['session.connect'],
    },
    role: {
      meaning: 'Role: what the client may do in the session.',
      type: 'string',
      values: roles,
    },
    connection_data: {
      meaning: 'Connection data: about the client, carried by session events, as the SDKs name it.',
      type: 'string',
      source: 'https://github.com/Vonage/vonage-dotnet-sdk/issues/578',
    },
    data: "Connection data: about the client, as Vonage's page names it.",
    initial_layout_class_list: 'Layout classes: of its streams in archives and broadcasts, separated by spaces.',
  },
  required: ['jti', 'sub', 'acl', 'session_id', 'scope', 'role', 'iat', 'application_id'],
  checks,
  writing: {
    command: { id: 'createVonageVideoToken', title: 'Create Vonage Video Token' },
    fields: [
      { ...applicationField, required: true },
      field('sessionId', 'Session ID', 'The session that the client may join, as the Video API returned it.', {
        required: true,
        reference: true,
        // A version, and base64url with dots, dashes and tildes.
        form: '[12]_[\\w.~=-]+',
        example: '1_MX40NTY3NjYzMn5-MTQ4MTY3NzQyOTA1M35',
        claim: 'session_id',
      }),
      field('role', 'Role', 'What the client may do in the session.', {
        type: 'choice',
        required: true,
        default: 'publisher',
        options: roles,
        asked: true,
        claim: 'role',
      }),
      field(
        'data',
        'Connection data',
        `Text about the client that the session's events carry, at most ${longestData} characters.`,
        { claim: 'connection_data', maxLength: longestData, asked: true, example: 'name=Alice' },
      ),
      field(
        'dataClaims',
        'Data claims',
        'Claims to write the connection data to: `connection_data` (used by the SDKs), `data` (as documented).',
        { type: 'choices', default: dataClaims, options: dataClaims },
      ),
      field(
        'initialLayoutClassList',
        'Initial layout classes',
        "Layout classes of the client's streams in archives and broadcasts, separated by spaces.",
        { type: 'words', claim: 'initial_layout_class_list' },
      ),
      field('acl', 'ACL', 'The paths this token may access. Joining a session needs `/session/**`.', {
        type: 'acl',
        default: sessionAcls[0],
        options: sessionAcls,
        asked: 'customized',
        claim: 'acl',
      }),
    ],
    claims: (values, issue) => ({
      ...vonageBase(values.applicationId, issue),
      sub: 'video',
      acl: values.acl,
      session_id: values.sessionId,
      scope: 'session.connect',
      role: values.role,
      ...Object.fromEntries((values.dataClaims as readonly string[]).map((claim) => [claim, values.data])),
      initial_layout_class_list: values.initialLayoutClassList,
    }),
  },
});
