import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequiredQuestions as Questions } from '../../../../src/editor/explorer/requiredQuestions.js';
import type * as QuestionsModule from '../../../../src/editor/explorer/requiredQuestions.js';
import type { CollectionNode, ItemNode, TreeNode } from '../../../../src/resource/tree/nodes.js';
import type * as Support from '../explorer/treeOnSandbox.js';
import { FakeMemento } from '../fakeContext.js';
import { clearScreen, screen } from '../fakeVscode.js';

const { treeOnSandbox }: typeof Support = await import('../explorer/treeOnSandbox.js');
const { RequiredQuestions }: typeof QuestionsModule =
  await import('../../../../src/editor/explorer/requiredQuestions.js');
const { RequiredQueries } = await import('../../../../src/editor/connections/requiredQueries.js');

const documents = [new URL('../../../support/shapes.yaml', import.meta.url).pathname];

let stage: Support.TreeStage;
let state: FakeMemento;
let questions: Questions;

beforeEach(async () => {
  clearScreen();
  state = new FakeMemento();
  stage = await treeOnSandbox({ documents, resources: 3 }, state);
  const { connections, required, report } = stage;
  questions = new RequiredQuestions({ connections, required, note: report });
});
afterEach(() => stage.close());

const keys = async (): Promise<CollectionNode> =>
  (await stage.at('/shapes', 'Reference lists', 'reference/key')) as CollectionNode;
const traffic = async (): Promise<ItemNode> => (await stage.at('/shapes', 'traffic')) as ItemNode;
const look = (node: TreeNode): ReturnType<typeof stage.tree.getTreeItem> => stage.tree.getTreeItem(node);
const lastRequest = async (): Promise<string | undefined> => (await stage.requests()).at(-1);
const queryOfLast = async (): Promise<string | undefined> =>
  (await stage.sandbox.client.requests()).at(-1)?.query;

describe('a list that requires a value', () => {
  it('offers the choice of it instead of a reading that the API would refuse', async () => {
    const list = await keys();
    const before = await lastRequest();
    const [choose] = await stage.tree.getChildren(list);
    expect(choose && look(choose)).toMatchObject({
      label: 'Choose region…',
      contextValue: 'choose',
      command: { command: 'ovhApi.resources.chooseQuery', arguments: [list] },
    });
    expect(look(list)).toMatchObject({ description: 'requires region' });
    expect(look(list).contextValue).toContain('needsQuery');
    expect(await lastRequest()).toBe(before);
    expect(stage.noted).toEqual([]);
  });

  it('is read with the value that was chosen from the list of that name, which its row shows', async () => {
    const list = await keys();
    await stage.tree.getChildren(list);
    screen.type = () => '"hills"';
    expect(await questions.ask(list.address)).toBe(true);
    expect(screen.inputs[0]?.items.map(({ label }) => label)).toEqual(['coast', 'hills', 'Other value…']);
    expect(stage.redrawn).toContain(list);
    expect(new Set((await stage.tree.getChildren(list)).map(({ kind }) => kind))).toEqual(new Set(['row']));
    expect(await queryOfLast()).toContain('region=hills');
    expect(look(list).description).toBe('region=hills');
  });

  it('is read again with another value, as its own list', async () => {
    const list = await keys();
    stage.required.set(list.address, [{ name: 'region', value: 'coast', words: 'coast' }]);
    await stage.tree.getChildren(list);
    screen.type = () => '"hills"';
    await questions.ask(list.address);
    expect(screen.inputs[0]?.activeItems).toMatchObject([{ label: 'coast' }]);
    await stage.tree.getChildren(list);
    expect(await queryOfLast()).toContain('region=hills');
  });

  it('takes a value that no list has', async () => {
    const list = await keys();
    screen.type = (input) => (input.kind === 'pick' ? '' : 'moon');
    await questions.ask(list.address);
    expect(stage.required.get(list.address)).toEqual([{ name: 'region', value: 'moon', words: 'moon' }]);
  });

  it('keeps what was chosen when the question is left', async () => {
    const list = await keys();
    screen.type = () => undefined;
    expect(await questions.ask(list.address)).toBe(false);
    expect(stage.required.missing(list.address, list.collection.list)).toEqual(['region']);
  });

  it('is sent its filters beside the value', async () => {
    const list = await keys();
    stage.required.set(list.address, [{ name: 'region', value: 'coast', words: 'coast' }]);
    stage.filters.set(list.id, { text: '', queries: [{ name: 'active', value: 'true', words: 'true' }] });
    await stage.tree.getChildren(list);
    expect(await queryOfLast()).toContain('region=coast');
    expect(await queryOfLast()).toContain('active=true');
    expect(look(list).description).toMatch(/^region=coast · filter active: true \(\d+ of/);
  });
});

describe('an object that requires values', () => {
  it('asks for each of them once, however often it is opened, and refuses what has the wrong form', async () => {
    const { address } = await traffic();
    const complaints: (string | undefined)[] = [];
    screen.type = (input) => {
      complaints.push(input.validationMessage);
      return input.kind === 'pick' ? '"bytes"' : '2026-11-27T00:00:00Z';
    };
    const query = { after: '2026-11-27T00:00:00Z', unit: 'bytes' };
    expect(await Promise.all([questions.queryFor(address), questions.queryFor(address)])).toEqual([
      query,
      query,
    ]);
    expect(screen.inputs.map(({ title, step, totalSteps }) => [title, step, totalSteps])).toEqual([
      ['traffic: choose after', 1, 2],
      ['traffic: choose unit', 2, 2],
    ]);
    expect(await questions.queryFor(address)).toEqual(query);
    expect(screen.inputs).toHaveLength(2);
    screen.type = (input) => (input.kind === 'pick' ? '"bytes"' : 'yesterday');
    expect(await questions.ask(address)).toBe(false);
    expect(screen.inputs.at(-1)?.validationMessage).toContain('Enter a date and time such as');
  });

  it('opens the choice from its row until the values are there, and shows them then', async () => {
    const row = await traffic();
    expect(look(row)).toMatchObject({
      description: 'Choose after, unit…',
      command: { command: 'ovhApi.resources.chooseQuery', arguments: [row] },
    });
    stage.required.set(row.address, [
      { name: 'after', value: '2026-11-27T00:00:00Z', words: '2026-11-27T00:00:00Z' },
      { name: 'unit', value: 'bytes', words: 'bytes' },
    ]);
    expect(look(row)).toMatchObject({
      description: 'after=2026-11-27T00:00:00Z, unit=bytes',
      accessibilityInformation: { label: 'traffic, after=2026-11-27T00:00:00Z, unit=bytes' },
      command: { command: 'vscode.open' },
    });
  });

  it('is not read when the person stops', async () => {
    const { address } = await traffic();
    screen.type = () => undefined;
    expect(await questions.queryFor(address)).toBeUndefined();
  });

  it('needs nothing where nothing is required', async () => {
    const policies = (await stage.at('/shapes', 'policy')) as CollectionNode;
    expect(await questions.queryFor(policies.address)).toEqual({});
    expect(screen.inputs).toEqual([]);
  });
});

describe('chosen values', () => {
  it('outlive the window, for their own account and place, until the account is signed out', async () => {
    const { address } = await keys();
    stage.required.set(address, [{ name: 'region', value: 'coast', words: 'coast' }]);
    const later = new RequiredQueries(state as never);
    expect(later.queryOf(address)).toEqual({ region: 'coast' });
    expect(later.queryOf({ ...address, account: 'other' })).toEqual({});
    later.forget('other');
    expect(later.queryOf(address)).toEqual({ region: 'coast' });
    later.forget('me');
    expect(new RequiredQueries(state as never).queryOf(address)).toEqual({});
  });

  it('are dropped when what was stored is no such thing', () => {
    for (const stored of ['x', [1], [['k']], [['k', [{ name: 1 }]]]]) {
      void state.update('ovhApi.requiredQueries', stored);
      expect(new RequiredQueries(state as never).get({ account: 'k', segments: [] })).toEqual([]);
    }
  });
});
