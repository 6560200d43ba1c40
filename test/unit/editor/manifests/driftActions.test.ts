import { expect, it, vi } from 'vitest';
import { diffSpecs } from '../../../../src/resource/specDiff.js';
import { secretFieldsOf } from '../../../../src/resource/secretFields.js';
import { Position, Uri } from '../fakeVscode.js';

vi.mock('vscode', async () => ({
  ...(await import('../fakeVscode.js')),
  CodeAction: class {
    edit: unknown;
    command: unknown;
    constructor(readonly title: string) {}
  },
  WorkspaceEdit: class {
    readonly texts: string[] = [];
    replace(_: unknown, __: unknown, text: string): void {
      this.texts.push(text);
    }
  },
}));
const { driftActions } = await import('../../../../src/editor/manifests/driftActions.js');
const { DRIFT } = await import('../../../../src/editor/manifests/driftDiagnostics.js');

/** What is offered for a manifest, by its title, and what the file holds after it. */
function offered(spec: object, cloud: object): Readonly<Record<string, string | undefined>> {
  const text = JSON.stringify({ kind: '/s/thing', id: '1', spec });
  const document = {
    uri: Uri.from({ scheme: 'file', path: '/w/a.ovhapi.json' }),
    getText: () => text,
    positionAt: () => new Position(0, 0),
  };
  const diagnostic = { code: DRIFT, range: { isEqual: () => true } };
  const planned = {
    manifest: { index: 0 },
    changes: diffSpecs(cloud, spec),
    live: JSON.stringify(cloud),
    isSecret: secretFieldsOf(undefined),
  };
  const marks = [{ diagnostic, changes: planned.changes }];
  const actions = driftActions(document as never, [diagnostic as never], [{ marks, planned } as never]);
  return Object.fromEntries(
    actions.map(({ title, edit }) => [title, (edit as unknown as { texts: string[] } | undefined)?.texts[0]]),
  );
}

it('writes the cloud’s value of a field into the file', () => {
  const all = offered({ size: 1, users: [] }, { size: 2, users: [{ name: 'a' }] });
  expect(Object.keys(all)).toHaveLength(4);
  expect(all['Accept the cloud’s value of size: 2']).toContain('"size":2');
});

it('says which value it is, takes a list that members came to and went from as a whole and once, and what the cloud lacks away', () => {
  const cloud = { note: `a\u202e${'b'.repeat(99)}`, users: [{ name: 'a' }, { name: 'b' }] };
  const all = offered({ note: 'n', users: [{ name: 'b' }, { name: 'c' }], size: 1 }, cloud);
  expect(Object.keys(all).slice(1)).toEqual([
    expect.stringMatching(/^Accept the cloud’s value of note: "a\\u202eb{10,60}…$/),
    'Accept the cloud’s value of users: [{"name":"a"},{"name":"b"}]',
    'Remove size, which the cloud doesn’t have',
    'Accept the cloud’s values of all 3 fields',
  ]);
  expect(all['Remove size, which the cloud doesn’t have']).not.toContain('size');
  const { users } = cloud;
  expect(Object.keys(offered({ users: [users[1], { name: 'c' }] }, { users }))).toHaveLength(2);
});

it('writes no secret into the file, also where a list or an object around it would be taken as a whole', () => {
  const users = [
    { name: 'a', password: 'canary-1' },
    { name: 'b', password: null },
  ];
  const cloud = { size: 2, users, login: { name: 'n', password: 'canary-2' } };
  const all = offered({ size: 1, users: [users[0]], login: 'none' }, cloud);
  expect(Object.keys(all)).toEqual([
    expect.stringMatching(/^Plan this file/),
    'Accept the cloud’s value of size: 2',
  ]);
  expect(JSON.stringify(offered({ size: 1, users: [], login: 'none' }, cloud))).not.toContain('canary');
});
