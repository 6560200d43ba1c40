import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as Copying from '../../../../src/editor/explorer/copyCommands.js';
import type * as Reporting from '../../../../src/editor/shell/reportingCommands.js';
import type { TreeNode } from '../../../../src/editor/explorer/nodes.js';
import type * as Support from './treeOnSandbox.js';
import { clearScreen, screen } from '../fakeVscode.js';

vi.mock('vscode', () => import('../fakeVscode.js'));

const { treeOnSandbox }: typeof Support = await import('./treeOnSandbox.js');
const { copyCommands }: typeof Copying = await import('../../../../src/editor/explorer/copyCommands.js');
const { reportingCommands }: typeof Reporting =
  await import('../../../../src/editor/shell/reportingCommands.js');

let stage: Support.TreeStage;
let rows: readonly TreeNode[];

beforeEach(async () => {
  clearScreen();
  stage = await treeOnSandbox({ resources: 3 });
  copyCommands(reportingCommands(stage.report), {
    connections: { get: () => stage.connection } as never,
    versions: { picked: () => '1.0' } as never,
  });
  rows = (await stage.tree.getChildren(await stage.at('/managedPlatform', 'project'))).slice(0, 2);
});
afterEach(() => stage.close());

const copy = async (what: string, ...rest: readonly unknown[]): Promise<readonly string[]> => {
  screen.clipboard = 'nothing';
  await screen.commands.get(`ovhApi.resources.copy${what}`)?.(rows[0], ...rest);
  return screen.clipboard.split('\n');
};
const ids = (): readonly string[] =>
  rows.flatMap((row) => (row.kind === 'item' ? (row.member.id ?? []) : []));

it('one row is copied, whatever else a menu hands over', async () => {
  expect(await copy('Id')).toEqual([ids()[0]]);
  expect(await copy('Id', { groupId: 0 })).toEqual([ids()[0]]);
});

it('all rows that are selected are copied, one line each', async () => {
  expect(await copy('Id', rows)).toEqual(ids());
  expect(await copy('Path', rows)).toEqual(ids().map((id) => `/managedPlatform/project/${id}`));
  expect(await copy('Urn', rows)).toEqual([
    expect.stringMatching(/^urn:v1:/),
    expect.stringMatching(/^urn:v1:/),
  ]);
  const section = await stage.at('/managedPlatform');
  expect(await copy('Path', [section])).toEqual(['/managedPlatform']);
});

it('rows that have nothing of the kind are left out of the others, whatever they are', async () => {
  const collection = await stage.at('/managedPlatform', 'project');
  const others = [
    { kind: 'more', id: 'm', parent: collection, shown: 1, isLoading: false },
    { kind: 'empty', id: 'e' },
    { kind: 'failure', id: 'f', parent: undefined, failure: new Error('x') },
    collection,
  ];
  expect(await copy('Id', [...others, ...rows])).toEqual(ids());
  expect(await copy('Path', [...others.slice(0, 3), rows[0]])).toEqual([
    `/managedPlatform/project/${ids()[0] ?? ''}`,
  ]);
  expect((await copy('AsCurl', [...others, rows[0]])).join('\n').match(/curl /g)).toHaveLength(2);
});

it('what has no URN leaves the clipboard as it is', async () => {
  expect(await copy('Urn', [await stage.at('/managedPlatform')])).toEqual(['nothing']);
});

it('a command for a shell names the secret, and sends the picked version', async () => {
  const shell = (await copy('AsCurl')).join('\n');
  expect(shell).toContain(`/v2/managedPlatform/project/${ids()[0] ?? ''}`);
  expect(shell).toContain('X-Schemas-Version: 1.0');
  for (const secret of Object.values(stage.sandbox.credentials)) expect(shell).not.toContain(secret);
});
