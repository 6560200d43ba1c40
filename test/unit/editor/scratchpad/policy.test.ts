import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PolicyCall } from '../../../../src/scratchpad/policy.js';
import type * as Policy from '../../../../src/editor/scratchpad/policy/openPolicy.js';
import type * as Calls from '../../../../src/editor/scratchpad/policy/policyCalls.js';
import { SessionCalls } from '../../../../src/api/sessionCalls.js';
import type * as Support from '../explorer/treeOnSandbox.js';
import { clearScreen, screen } from '../fakeVscode.js';

const { treeOnSandbox }: typeof Support = await import('../explorer/treeOnSandbox.js');
const { openPolicy }: typeof Policy = await import('../../../../src/editor/scratchpad/policy/openPolicy.js');
const { callsOfManifests, callsOfSession }: typeof Calls =
  await import('../../../../src/editor/scratchpad/policy/policyCalls.js');

let stage: Support.TreeStage;
/** What was opened as a draft. */
let drafts: { readonly path: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
beforeEach(async () => {
  clearScreen();
  drafts = [];
  stage = await treeOnSandbox({ resources: 3 });
});
afterEach(() => stage.close());

async function open(calls: readonly PolicyCall[], urn?: string): Promise<void> {
  await openPolicy(stage.connection, calls, 'ci', {
    urnOf: ({ segments }) => (segments.at(-1) === 'p1' ? urn : undefined),
    openDraft: ({ segments }, fields) => {
      drafts.push({ path: `/${segments.join('/')}`, fields });
      return Promise.resolve();
    },
  });
}

const manifest = (text: string): Parameters<typeof callsOfManifests>[0] =>
  ({ uri: { path: '/a.ovhapi.yaml' }, getText: () => text }) as never;

it('a policy for manifests allows what a plan and its application need, where policies are made', async () => {
  await open(
    await callsOfManifests(
      manifest(
        'kind: /managedPlatform/project/p1/cluster\nid: c/1\nspec: {}\n---\nkind: /managedPlatform/project/p1/cluster\nspec: {}\n',
      ),
    ),
    'urn:v1:eu:resource:managedPlatformProject:p1',
  );
  expect(drafts.map(({ path }) => path)).toEqual(['/access/policy']);
  expect(drafts[0]?.fields).toMatchObject({
    name: 'ci',
    resources: [{ urn: 'urn:v1:eu:resource:managedPlatformProject:p1' }],
    permissions: {
      allow: [
        { action: expect.stringMatching(/cluster\/create$/) as unknown },
        { action: expect.stringMatching(/cluster\/edit$/) as unknown },
        { action: expect.stringMatching(/cluster\/get$/) as unknown },
      ],
    },
  });
  expect(screen.messages.at(-1)?.text).toMatch(/^The draft allows 3 actions\. Add the identities/);
});

it('a policy for the calls of a session leaves out the first branch and the API’s own documents', async () => {
  const session = new SessionCalls();
  session.note('a', { method: 'GET', path: '/managedPlatform/project?x=secret' });
  session.note('a', { method: 'GET', path: '/v2/managedPlatform/project' });
  session.note('a', { method: 'GET', path: '/v1/me' });
  session.note('b', { method: 'GET', path: '/other' });
  const calls = callsOfSession(session.of('a'));
  expect(calls.map(({ label }) => label)).toEqual([
    'GET /managedPlatform/project',
    'GET /managedPlatform/project',
  ]);
  await open(calls);
  expect(drafts[0]?.fields.permissions).toEqual({
    allow: [{ action: expect.stringMatching(/project.*get$/i) as unknown }],
  });
});

it('what no document has is named, and without any action no draft is opened', async () => {
  await open([{ method: 'GET', segments: [{ text: 'nowhere', isOpen: false }], label: 'GET /v2/nowhere' }]);
  expect(drafts).toEqual([]);
  expect(screen.messages.at(-1)?.text).toBe('The API document doesn’t list IAM actions for these calls.');
});
