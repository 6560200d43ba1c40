import { afterEach, beforeEach, expect, it } from 'vitest';
import type * as Copying from '../../../../src/editor/explorer/copyCommands.js';
import type * as Reporting from '../../../../src/editor/shell/reportingCommands.js';
import type { ResourceAddress } from '../../../../src/resource/address.js';
import type { TreeNode } from '../../../../src/resource/tree/nodes.js';
import type * as Support from './treeOnSandbox.js';
import { clearScreen, screen } from '../fakeVscode.js';

const { treeOnSandbox }: typeof Support = await import('./treeOnSandbox.js');
const { copyCommands, readsOf }: typeof Copying =
  await import('../../../../src/editor/explorer/copyCommands.js');
const { reportingCommands }: typeof Reporting =
  await import('../../../../src/editor/shell/reportingCommands.js');

let stage: Support.TreeStage;
let rows: readonly TreeNode[];

beforeEach(async () => {
  clearScreen();
  stage = await treeOnSandbox({ resources: 3 });
  copyCommands(reportingCommands(stage.report));
  rows = (await stage.tree.getChildren(await stage.at('/managedPlatform', 'project'))).slice(0, 2);
});
afterEach(() => stage.close());

const copy = async (what: string, ...rest: readonly unknown[]): Promise<readonly string[]> => {
  screen.clipboard = 'nothing';
  await screen.commands.get(`ovhApi.resources.copy${what}`)?.(rows[0], ...rest);
  return screen.clipboard.split('\n');
};
const reads = (targets: readonly unknown[], shown?: ResourceAddress): ReturnType<typeof readsOf> =>
  readsOf(
    {
      connections: { get: () => stage.connection },
      versions: { picked: () => '1.0' },
      shown: () => shown,
    },
    targets,
  );
const ids = (): readonly string[] =>
  rows.flatMap((row) => (row.kind === 'item' ? (row.member.id ?? []) : []));

it('copies one row, whatever else a menu passes', async () => {
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

it('leaves out rows that have nothing to copy', async () => {
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
  expect(reads([...others, rows[0]])).toHaveLength(2);
});

it('copies the row of a table as that of the tree', async () => {
  const [first] = rows;
  if (first?.kind !== 'item') throw new Error('not an item');
  const row = { webviewSection: 'tableRow', kind: 'tableRow', address: first.address };
  expect(await copy('Id', [row])).toEqual([ids()[0]]);
  expect(await copy('Path', [row])).toEqual([`/managedPlatform/project/${ids()[0] ?? ''}`]);
  expect(await copy('Urn', [{ ...row, urn: 'urn:v1:eu:resource:a:b' }])).toEqual(['urn:v1:eu:resource:a:b']);
});

it('what has no URN leaves the clipboard as it is', async () => {
  expect(await copy('Urn', [await stage.at('/managedPlatform')])).toEqual(['nothing']);
});

it('a request that is copied reads the row at the picked version, and holds no secret', () => {
  const [read, ...more] = reads([rows[0]]);
  expect(more).toEqual([]);
  expect(read?.request.target).toEqual([`/v2/managedPlatform/project/${ids()[0] ?? ''}`]);
  expect(read?.request.headers).toEqual([{ name: 'X-Schemas-Version', value: ['1.0'] }]);
  const written = JSON.stringify(read);
  for (const secret of Object.values(stage.sandbox.credentials)) expect(written).not.toContain(secret);
});

it('without a row a request reads what is in front, and nothing where a request file says what is meant', () => {
  const address = { account: 'a', segments: ['iam', 'policy', 'x/y'] };
  expect(reads([undefined], address).map(({ request }) => request.target)).toEqual([
    ['/v2/iam/policy/x%2Fy'],
  ]);
  expect(reads([{ uri: undefined, key: 'k' }], address)).toEqual([]);
  expect(reads([undefined])).toEqual([]);
});
