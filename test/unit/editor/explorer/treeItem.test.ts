import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ThemeIcon, TreeItem } from 'vscode';
import type * as Member from '../../../../src/resource/tree/member.js';
import type { ItemNode, TreeNode } from '../../../../src/resource/tree/nodes.js';
import type * as Nodes from '../../../../src/resource/tree/nodes.js';
import type * as Tooltip from '../../../../src/editor/explorer/nodeTooltip.js';
import type * as OpenedUri from '../../../../src/editor/spec/document/openedUri.js';
import type * as Look from '../../../../src/editor/explorer/treeItem.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { french } from '../../../support/panelHarness/english.js';
import { l10n } from '../fakeVscode.js';
import { document, envelopeModels, listOf, model, operation } from '../../schema/documents.js';

const { treeItem }: typeof Look = await import('../../../../src/editor/explorer/treeItem.js');
const { OpenDocuments }: typeof OpenedUri = await import('../../../../src/editor/spec/document/openedUri.js');
const { nodeTooltip }: typeof Tooltip = await import('../../../../src/editor/explorer/nodeTooltip.js');
const { memberNode, sectionChildren, sectionNode, itemChildren }: typeof Nodes =
  await import('../../../../src/resource/tree/nodes.js');
const { readMember }: typeof Member = await import('../../../../src/resource/tree/member.js');

const right = (name: string) => ({ 'x-iam-actions': [{ name, required: true }] });
const beta = { 'x-badges': [{ color: 'orange', label: 'Beta version' }] };
const stable = { 'x-badges': [{ color: 'green', label: 'Stable production version' }] };

const catalogue = readCatalogue(
  '/s',
  document(
    {
      '/s/thing': {
        get: operation({
          answer: listOf(model('thing.Thing')),
          ...beta,
          ...right('s:thing/list'),
          description: 'Every [thing](command:x)',
        }),
        post: operation({ body: model('thing.Update'), ...right('s:thing/create') }),
      },
      '/s/thing/{thingId}': {
        get: operation({ answer: model('thing.Thing'), ...stable, ...right('s:thing/get') }),
        put: operation({ body: model('thing.Update'), ...right('s:thing/edit') }),
        delete: operation(right('s:thing/delete')),
      },
      '/s/thing/{thingId}/task': { get: operation({ answer: listOf({ type: 'object' }) }) },
      '/s/thing/{thingId}/task/{taskId}': { get: operation({ answer: { type: 'object' } }) },
    },
    envelopeModels,
  ),
);
const [things] = sectionChildren('me', catalogue, () => true);
if (things?.kind !== 'collection') throw new Error('no collection');

const draw = (node: TreeNode): TreeItem =>
  treeItem(node, {
    describe: (failure) => String(failure),
    isShown: () => true,
    open: new OpenDocuments(),
    specFormat: 'json',
  });
const thing = (raw: object): ItemNode => {
  const node = memberNode(things, raw, 0);
  if (node.kind !== 'item') throw new Error('not an item');
  return node;
};
const iconOf = (item: TreeItem): string => (item.iconPath as ThemeIcon).id;
const spoken = (item: TreeItem): string | undefined => item.accessibilityInformation?.label;
const tooltip = (node: TreeNode): string => nodeTooltip(node)?.value ?? '';

describe('a section', () => {
  it.each([
    ['Alpha version', 'beaker'],
    ['Beta version', 'beaker'],
    ['Deprecated, will be removed', 'warning'],
    ['Internal use only', 'info'],
  ])(
    'that is not stable (%s) has an icon that says so, and words for its tooltip and screen readers, not beside its path',
    (label, icon) => {
      const section = {
        path: '/s',
        description: 'What s is for',
        badges: [{ label, color: 'orange' }],
        formats: [],
      };
      const node = sectionNode('me', section);
      expect([iconOf(draw(node)), draw(node).description]).toEqual([icon, undefined]);
      expect(spoken(draw(node))).toBe(`/s, ${label}`);
      expect(tooltip(node)).toMatch(/What s is for[\s\S]*\/s/);
      expect(tooltip(node)).toContain(label);
    },
  );

  it('that is stable says it in its tooltip alone', () => {
    const badges = [{ label: 'Stable production version', color: 'green' }];
    const node = sectionNode('me', { path: '/s', description: undefined, badges, formats: [] });
    expect(draw(node).description).toBeUndefined();
    expect(iconOf(draw(node))).toBe('package');
    expect(tooltip(node)).toContain('Stable production version');
  });
});

describe('a collection', () => {
  it('has an icon for its badge, and in its tooltip the rights to read it and to create in it', () => {
    expect([draw(things).label, draw(things).description, iconOf(draw(things))]).toEqual([
      ...['thing', undefined, 'beaker'],
    ]);
    expect(tooltip(things)).toContain('Beta version');
    expect(tooltip(things)).toMatch(/`s:thing\/list`[\s\S]*`s:thing\/create`/);
  });

  it('has a space before the colon of each label in its French tooltip, which no line breaks at', () => {
    const speech = vi
      .spyOn(l10n, 't')
      .mockImplementation((text, ...values) => french.t(text, ...(values as string[])));
    onTestFinished(() => {
      speech.mockRestore();
    });
    expect(tooltip(things)).toMatch(/Lire\u00A0: `s:thing\/list`/);
  });
});

describe('an item', () => {
  it.each([
    ['READY', 'pass-filled', '', 'one, ready'],
    ['CREATING', 'loading~spin', 'being created', 'one, being created'],
    ['UPDATING', 'loading~spin', 'being updated', 'one, being updated'],
    ['DELETING', 'loading~spin', 'being deleted', 'one, being deleted'],
    ['DELIVERING', 'loading~spin', 'DELIVERING', 'one, DELIVERING'],
    ['ERROR', 'error', 'in error', 'one, in error'],
    ['SUSPENDED', 'debug-pause', 'suspended', 'one, suspended'],
    ['EXPIRED', 'circle-slash', 'expired', 'one, expired'],
    ['OUT_OF_SYNC', 'warning', 'out of sync', 'one, out of sync'],
    ['SOMETHING_NEW', 'question', 'SOMETHING_NEW', 'one, SOMETHING_NEW'],
  ])('whose status is %s has an icon and words for it', (resourceStatus, icon, description, label) => {
    const item = draw(thing({ id: '1', name: 'one', resourceStatus }));
    expect([iconOf(item), item.description, spoken(item)]).toEqual([icon, description, label]);
  });

  it('is ready in a green that can be seen on light backgrounds, too, as that of the active account', () => {
    const ready = draw(thing({ id: '1', name: 'one', resourceStatus: 'READY' })).iconPath as ThemeIcon;
    expect(ready.color).toMatchObject({ id: 'charts.green' });
  });

  it('spins while a task runs, though its status says that it is ready', () => {
    const currentTasks = [{ id: 't', status: 'RUNNING' }];
    const item = draw(thing({ id: '1', name: 'one', resourceStatus: 'READY', currentTasks }));
    expect([iconOf(item), spoken(item)]).toEqual(['loading~spin', 'one, task running']);
  });

  it('has the mark of an error while a task runs', () => {
    const currentTasks = [{ id: 't', status: 'RUNNING' }];
    const item = draw(thing({ id: '1', name: 'one', resourceStatus: 'ERROR', currentTasks }));
    expect([iconOf(item), spoken(item)]).toEqual(['sync~spin', 'one, in error, task running']);
  });

  it('is suspended where only the service is, as IAM says', () => {
    const iam = { state: 'SUSPENDED' };
    const item = draw(thing({ id: '1', name: 'one', resourceStatus: 'READY', iam }));
    expect([iconOf(item), spoken(item)]).toEqual(['debug-pause', 'one, suspended']);
  });

  it('says in its tooltip which rights it takes, and nothing of the network is trusted there', () => {
    expect(tooltip(thing({ id: '1', name: 'one', resourceStatus: 'READY' }))).toMatch(
      /one[\s\S]*ready[\s\S]*\/s\/thing\/1[\s\S]*`s:thing\/get`[\s\S]*`s:thing\/edit`[\s\S]*`s:thing\/delete`/,
    );
    expect(nodeTooltip(things)).not.toHaveProperty('isTrusted', true);
  });

  it('has its spec and its tasks under it, which open', () => {
    const [spec, tasks] = itemChildren(thing({ id: '1' }), () => true);
    if (!spec || !tasks) throw new Error('nothing there');
    expect(draw(spec)).toMatchObject({ label: 'Spec', command: { command: 'vscode.open' } });
    const section = sectionNode('me', { path: '/s', description: undefined, badges: [], formats: [] });
    expect(new Set([section, things, spec, tasks].map((node) => iconOf(draw(node)))).size).toBe(4);
    expect(draw(tasks)).toMatchObject({ label: 'Tasks', collapsibleState: 1 });
  });
});

describe('a task', () => {
  it.each([
    ['RUNNING', 'loading~spin', 'running'],
    ['DONE', 'pass', 'done'],
    ['ERROR', 'error', 'failed'],
    ['SCHEDULED', 'watch', 'scheduled'],
  ])('that is %s has an icon and words for it', (status, icon, words) => {
    const node = thing({ id: '1' });
    const member = readMember({ id: 't', type: 'thingUpdate', status }, { kind: 'task', identifier: 'id' });
    const item = draw({ ...node, member });
    expect([item.label, iconOf(item), spoken(item)]).toEqual(['thingUpdate', icon, `thingUpdate, ${words}`]);
  });
});

describe('a row that is no resource', () => {
  it('says how many are shown, and what Enter does', () => {
    const more = { kind: 'more', id: 'm', parent: things, shown: 12_000, isLoading: false } as const;
    expect(draw(more)).toMatchObject({ label: 'Load more (12,000 shown)' });
    expect(spoken(draw(more))).toBe('12,000 shown. Press Enter to load more.');
  });

  it('says why it failed, and what Enter does', () => {
    const item = draw({ kind: 'failure', id: 'f', parent: things, failure: 'It is down.' });
    expect([item.label, spoken(item)]).toEqual(['It is down.', 'It is down. Press Enter to retry.']);
  });
});

describe('the rows of a history', () => {
  const at = '2026-01-02T03:04:05Z';
  const list = (members: 'task' | 'event', raw: object): TreeItem => {
    const { item: _, ...collection } = things.collection;
    return draw(memberNode({ ...things, members, collection: { ...collection, item: undefined } }, raw, 0));
  };

  it('say first what happened, and when behind it', () => {
    const event = list('event', { type: 'TASK_SUCCESS', message: 'Reboot completed', createdAt: at });
    expect(event.label).toBe('Reboot completed');
    expect(event.description).toMatch(/^1\/2\/26/);
    expect(event.description).not.toContain('TASK_SUCCESS');
    expect(spoken(event)).toMatch(/^Reboot completed, TASK_SUCCESS, 1\/2\/26/);
    const task = list('task', {
      id: 't',
      type: 'reboot',
      status: 'RUNNING',
      message: 'Waiting for the host',
      createdAt: at,
    });
    expect(task.label).toBe('reboot');
    expect(task.description).toMatch(/^Waiting for the host · running · 1\/2\/26/);
  });

  it('are called by their type where they say nothing', () => {
    expect(list('event', { type: 'TASK_SUCCESS', message: '', createdAt: at }).label).toBe('TASK_SUCCESS');
  });
});

describe('the row of a resource whose tasks say more than its status', () => {
  const row = (resourceStatus: string, task: object) =>
    thing({ id: 'a', name: 'one', resourceStatus, targetSpec: {}, currentState: null, currentTasks: [task] });

  it.each([
    ['UPDATING', { id: 't', status: 'WAITING_USER_INPUT' }, 'bell-dot', 'waiting for your input'],
    ['READY', { id: 't', status: 'SCHEDULED' }, 'watch', 'scheduled'],
    ['READY', { id: 't', status: 'ERROR' }, 'error', 'task failed'],
    ['ERROR', { id: 't', status: 'ERROR' }, 'error', 'in error'],
    ['READY', { id: 't', status: 'BLOCKED' }, 'question', 'BLOCKED'],
    ['PENDING', { id: 't', status: 'DONE' }, 'question', 'PENDING'],
  ])('at %s with %j has its own icon and words', (status, task, icon, words) => {
    const item = draw(row(status, task));
    expect([iconOf(item), item.description]).toEqual([icon, words]);
  });

  it('says in its tooltip why a task failed, though the API keeps no list of tasks', () => {
    const failed = row('ERROR', {
      id: 't',
      status: 'ERROR',
      errors: [{ message: 'No quota [left](command:x)' }],
    });
    expect(tooltip(failed)).toContain('Failed: No quota [left](command:x)');
  });

  it('says in its tooltip which task waits for the person', () => {
    const waiting = row('UPDATING', {
      id: 't',
      type: 'install',
      status: 'WAITING_USER_INPUT',
      message: 'Pick one',
    });
    expect(tooltip(waiting)).toContain('install continues after you answer it.\n\nPick one');
  });
});
