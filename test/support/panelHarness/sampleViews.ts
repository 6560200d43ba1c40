import type { DiffRow, FormFieldView, PanelView, TimelineRow, TimelineView } from '../../../src/protocol.js';

/** The moment that the samples are seen at. */
export const NOW = new Date('2026-03-04T10:00:00Z');

/** So many seconds before `NOW`. */
export const ago = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString();

const value = (text: string, omitted = 0): { text: string; omitted: number } => ({ text, omitted });

/** A field that is asked to change. */
export const changedRow = (field: string, before: string, after: string): DiffRow => ({
  key: `to:${field}`,
  field,
  change: 'changed',
  before: value(before),
  after: value(after),
});

const sameRow = (field: string, text: string): DiffRow => ({
  key: `is:${field}`,
  field,
  change: 'same',
  before: value(text),
});

/** What stands in place of a history that has only begun. */
const noHistoryYet = {
  title: 'No events yet.',
  hint: 'Tasks and events appear here when the spec changes.',
};

type Given = Omit<TimelineRow, 'thread' | 'beganAt' | 'place' | 'fields' | 'facts'> & Partial<TimelineRow>;

/** A row that began by itself, unless something else is said. */
const placed = (given: Given): TimelineRow => ({
  ...{ thread: given.key, beganAt: Date.parse(given.at ?? ''), place: 0, fields: [], facts: [] },
  ...given,
});

/** A history that was read to its end. */
export const historyOf = (rows: readonly TimelineRow[], over: Partial<TimelineView> = {}): TimelineView => ({
  empty: noHistoryYet,
  rows,
  isWhole: true,
  gone: [],
  older: 'none',
  ...over,
});

/** An event without anything special. */
export const eventRow = (over: Partial<TimelineRow> = {}): TimelineRow =>
  placed({
    key: 'event:1',
    kind: 'event',
    tone: 'neutral',
    title: 'TARGET_SPEC_UPDATE',
    message: 'The desired state was changed',
    at: ago(95),
    steps: [],
    errors: [],
    ...over,
  });

/** A task that runs, its second step of four. */
export const runningTask = (over: Partial<TimelineRow> = {}): TimelineRow =>
  placed({
    key: 'task:1',
    kind: 'task',
    tone: 'busy',
    title: 'clusterUpdate',
    status: 'running',
    at: ago(90),
    steps: [
      { key: '0', name: 'checkCapacity', tone: 'ok', status: 'done' },
      { key: '1', name: 'resizeNodes', tone: 'busy', status: 'running' },
      { key: '2', name: 'migratePods', tone: 'waiting', status: 'pending' },
      { key: '3', name: 'updateRecords', tone: 'waiting', status: 'pending' },
    ],
    errors: [],
    taskId: 'task-1',
    ...over,
  });

const doneTask: TimelineRow = runningTask({
  key: 'task:0',
  tone: 'ok',
  title: 'clusterCreation',
  status: 'done',
  at: ago(86_400 * 3),
  duration: '2 min 5 s',
  steps: runningTask().steps.map((step) => ({ ...step, tone: 'ok', status: 'done' })),
  taskId: 'task-0',
});

/** Nothing pending, an old creation in the history. */
export const inSync = (over: Partial<PanelView> = {}): PanelView => ({
  place: '/home/kubernetes/project/p1/cluster/c1',
  header: {
    name: 'production-eu',
    id: '3f1c2a9e-7d4b-4c8f-9a1e-52b6f0c7d813',
    account: 'Sandbox',
    path: ['kubernetes', 'project', '1f0e6a5d4c3b2a190817263544536271', 'cluster'],
    schemaVersion: '2.1',
    status: { tone: 'ok', text: 'ready' },
  },
  live: { state: 'idle', at: ago(42) },
  attention: [],
  spec: {
    kind: 'inSync',
    title: 'Up to date',
    tone: 'ok',
    summary: 'The current state matches the spec.',
    counts: { added: 0, removed: 0, changed: 0 },
    groups: [
      {
        key: '[]',
        title: 'Resource',
        rows: [
          sameRow('name', 'production-eu'),
          sameRow('version', '1.31'),
          { ...sameRow('kubeconfigUrl', 'https://c1.example/kubeconfig'), change: 'actual' },
        ],
      },
      {
        key: '["network"]',
        title: 'network',
        rows: [sameRow('isPrivate', 'true'), sameRow('range', '10.0.0.0/24')],
      },
    ],
  },
  timeline: historyOf([
    doneTask,
    eventRow({
      key: 'event:2',
      tone: 'ok',
      title: 'TASK_SUCCESS',
      message: 'clusterCreation is done',
      at: ago(86_400 * 3),
    }),
    eventRow({
      key: 'event:3',
      title: 'TASK_START',
      message: 'clusterCreation has begun',
      at: ago(86_400 * 3 + 130),
    }),
  ]),
  announcement: 'production-eu is ready.',
  ...over,
});

/** Three changes on their way, a task running. */
export const pending = (over: Partial<PanelView> = {}): PanelView => {
  const calm = inSync();
  return {
    ...calm,
    header: { ...calm.header, status: { tone: 'busy', text: 'being updated' } },
    live: { state: 'live', at: ago(1) },
    spec: {
      kind: 'pending',
      title: '4 pending changes',
      tone: 'waiting',
      summary: 'Requested but not yet applied.',
      counts: { added: 1, removed: 1, changed: 2 },
      groups: [
        {
          key: '[]',
          title: 'Resource',
          rows: [changedRow('version', '1.31', '1.32'), sameRow('name', 'production-eu')],
        },
        {
          key: '["nodePools",0]',
          title: 'nodePools[0]',
          rows: [
            changedRow('nodes', '3', '5'),
            {
              key: 'to:auto',
              field: 'autoscale',
              change: 'added',
              after: value('{\n  "min": 3,\n  "max": 9\n}'),
            },
            sameRow('flavor', 'b3-16'),
          ],
        },
        {
          key: '["nodePools"]',
          title: 'nodePools',
          rows: [
            {
              key: 'removed:["nodePools",1]',
              field: '[1]',
              change: 'removed',
              before: value(
                '{\n  "name": "batch",\n  "nodes": 1,\n  "flavor": "b3-8",\n  "zones": [\n    "a",\n    "b"\n  ],\n  "spot": true\n}',
              ),
            },
          ],
        },
      ],
    },
    timeline: historyOf([
      runningTask(),
      eventRow({ key: 'event:5', title: 'TASK_START', message: 'clusterUpdate has begun', at: ago(91) }),
      eventRow({ key: 'event:4' }),
      ...(calm.timeline?.rows ?? []),
    ]),
    announcement: 'production-eu is being updated. clusterUpdate: 1 of 4 steps done.',
    ...over,
  };
};

/** A task that failed and waits for the customer. */
export const failedTask = (): PanelView => {
  const view = pending();
  return {
    ...view,
    header: { ...view.header, status: { tone: 'error', text: 'in error' } },
    live: { state: 'idle', at: ago(12) },
    spec: {
      ...view.spec!,
      tone: 'error',
      title: 'clusterUpdate has failed',
      summary: 'Requested but not yet applied.',
    },
    attention: [
      {
        ...{ key: 'failed task-1', tone: 'error', title: 'clusterUpdate has failed' },
        reasons: [
          'The region has no capacity for 2 further nodes of flavor b3-16. Choose another flavor, or ask for fewer nodes.',
          'Quota exceeded: cores (80 of 80 used)',
        ],
        ...{ at: ago(12), taskId: 'task-1', opens: true, waits: false, field: 'flavor' },
        ...{ hasSpec: true, hasActions: true },
      },
    ],
    timeline: historyOf([
      eventRow({
        key: 'event:6',
        tone: 'error',
        title: 'TASK_ERROR',
        message: 'clusterUpdate has failed',
        at: ago(12),
      }),
      runningTask({
        tone: 'error',
        status: 'failed',
        duration: '1 min 18 s',
        steps: runningTask().steps.map((step, index) =>
          index === 1 ? { ...step, tone: 'error', status: 'failed' } : step,
        ),
        errors: [
          'The region has no capacity for 2 further nodes of flavor b3-16. Choose another flavor, or ask for fewer nodes.',
          'Quota exceeded: cores (80 of 80 used)',
        ],
      }),
      ...(view.timeline?.rows ?? []).slice(1),
    ]),
  };
};

/** A resource without envelope. */
export const plain = (): PanelView => {
  const { header, ...view } = inSync();
  return {
    ...view,
    header: {
      name: 'read-only-billing',
      id: 'b9a7',
      account: 'Sandbox',
      path: ['iam', 'policy'],
      schemaVersion: 'default',
    },
    spec: {
      kind: 'plain',
      title: 'This resource has no separate spec.',
      tone: 'neutral',
      summary: 'Changes apply immediately, so there is nothing to compare.',
      counts: { added: 0, removed: 0, changed: 0 },
      groups: [
        {
          key: '[]',
          title: 'Resource',
          rows: [
            sameRow('name', 'read-only-billing'),
            sameRow('description', 'Lets the accountants read bills'),
            sameRow(
              'identities',
              '["urn:v1:eu:identity:user:xx1111-ovh/bob","urn:v1:eu:identity:group:xx1111-ovh/acct"]',
            ),
          ],
        },
        {
          key: '["permissions","allow",0]',
          title: 'permissions.allow[0]',
          rows: [sameRow('action', 'account:apiovh:bill/get')],
        },
      ],
    },
    timeline: undefined,
    announcement: '',
  };
};

/** Nothing was read yet. */
export const loading = (): PanelView => {
  const { header, place } = inSync();
  const { status: _, ...named } = header;
  return { place, header: named, live: { state: 'loading' }, attention: [], announcement: '' };
};

/** The first reading failed. */
export const neverRead = (): PanelView => ({
  ...loading(),
  live: { state: 'offline', at: ago(30) },
  failure: {
    heading: 'Couldn’t read the resource',
    message: 'The API says that there is no such resource any more (query id EU.ext-3.1f2e).',
    actions: ['retry', 'showLog'],
  },
  announcement: 'Couldn’t read the resource.',
});

/** It was read, and now the network is gone. */
export const offline = (): PanelView =>
  pending({
    live: { state: 'offline', at: ago(190) },
    failure: {
      heading: 'Couldn’t read the resource',
      message: 'eu.api.ovh.com can’t be reached. Check the network.',
      actions: ['retry', 'showLog'],
    },
  });

/** A resource that the API no longer knows: what was read before stays. */
export const gone = (): PanelView =>
  pending({
    header: { ...pending().header, status: { tone: 'neutral', text: 'deleted' } },
    live: { state: 'gone', at: ago(60) },
    failure: {
      heading: 'Resource not found',
      message: 'The resource was deleted or isn’t in this schema version.',
      actions: ['retry'],
    },
  });

/** A history of which the older part couldn't be read. */
export const partial = (over: Partial<TimelineView> = {}): PanelView =>
  inSync({
    timeline: historyOf([eventRow()], {
      ...{ older: 'failed', olderFailure: 'The API didn’t respond in time.' },
      ...over,
    }),
  });

/** Fields whose differences are ignored, one that was renamed and a list in another order. */
export const ignoredFields = (): PanelView => {
  const view = inSync();
  const rows: readonly DiffRow[] = [
    { ...changedRow('nodes', '3', '5'), marks: ['ignored'] },
    { ...changedRow('zone', 'a', 'b'), marks: ['ignored'] },
    {
      key: 'removed:["labels","team"]',
      field: 'team',
      change: 'removed',
      before: value('blue'),
      renamed: 'squad',
    },
    {
      key: 'added:["labels","squad"]',
      field: 'squad',
      change: 'added',
      after: value('blue'),
      renamed: 'team',
    },
    {
      ...changedRow('pools', '[{"name":"a"},{"name":"b"}]', '[{"name":"b"},{"name":"a"}]'),
      moved: ['b moved from [1] to [0]'],
    },
  ];
  return {
    ...view,
    spec: {
      kind: 'pending',
      title: '3 pending changes',
      tone: 'waiting',
      summary: 'Requested but not yet applied.',
      counts: { added: 1, removed: 1, changed: 1 },
      groups: [{ key: '[]', title: 'Resource', rows }],
    },
  };
};

/** As many changes as a large spec may have. */
export const manyChanges = (changes = 200): PanelView => {
  const view = pending();
  const rows = Array.from({ length: changes }, (_, index) =>
    changedRow(`field${String(index)}`, String(index), String(index * 7 + 1)),
  );
  return {
    ...view,
    spec: {
      kind: 'pending',
      title: `${String(changes)} pending changes`,
      tone: 'waiting',
      summary: 'Requested but not yet applied.',
      counts: { added: 0, removed: 0, changed: changes },
      groups: Array.from({ length: Math.ceil(changes / 10) }, (_, index) => ({
        key: `g${String(index)}`,
        title: `pools[${String(index)}].settings`,
        rows: rows.slice(index * 10, index * 10 + 10),
      })),
    },
    timeline: historyOf(
      Array.from({ length: 120 }, (_, index) =>
        eventRow({ key: `event:${String(index)}`, at: ago(index * 3600) }),
      ),
    ),
  };
};

/** A history of so many events, one an hour. */
export const longHistory = (events: number): PanelView =>
  pending({
    timeline: historyOf(
      Array.from({ length: events }, (_, index) =>
        eventRow({
          key: `event:${String(index)}`,
          title: `event number ${String(index)}`,
          at: ago(600 + index * 3600),
        }),
      ),
    ),
  });

/** A save whose task failed, with the event that says why, and what was before. */
export const savedAndFailed = (): readonly TimelineRow[] => {
  const thread = { thread: 'saved 1', beganAt: Date.parse(ago(120)) };
  return [
    placed({
      ...thread,
      ...{ key: 'saved 1', place: 0, kind: 'change', tone: 'error', title: '1 field saved by you' },
      ...{ status: 'failed', at: ago(120), steps: [], errors: [] },
      fields: [{ ...changedRow('nodePools[0].nodes', '3', '5') }],
      facts: [{ name: 'Saved', at: ago(120) }],
    }),
    runningTask({
      ...thread,
      ...{ place: 1, tone: 'error', status: 'failed', duration: '1 min 18 s' },
      errors: ['Quota exceeded: cores (80 of 80 used)'],
      facts: [
        { name: 'Queued', at: ago(119) },
        { name: 'Started', at: ago(90) },
        { name: 'Waited', text: '29 s' },
        { name: 'Finished', at: ago(12) },
        { name: 'Identifier', text: 'task-1' },
      ],
    }),
    eventRow({ ...thread, place: 2, key: 'event:9', tone: 'error', title: 'TASK_ERROR', at: ago(12) }),
    doneTask,
    eventRow({ key: 'event:8', title: 'TARGET_SPEC_UPDATE', at: ago(86_400 * 3 + 200) }),
  ];
};

/** A week with a save every other day, one of which failed, and a task that runs. */
export const busyWeek = (): readonly TimelineRow[] =>
  [0, 2, 4, 6].flatMap((days, index) => {
    const end = ago(days * 86_400 + (index === 0 ? 0 : 600));
    const began = Date.parse(end) - 600_000 - index * 240_000;
    const time = (seconds: number): string => new Date(began + seconds * 1000).toISOString();
    const [thread, tone] = [`saved ${String(index)}`, (['busy', 'ok', 'error', 'ok'] as const)[index]!];
    return [
      placed({
        ...{ key: thread, beganAt: began, kind: 'change', tone, title: '1 field saved by you' },
        ...{ at: time(0), steps: [], errors: [], fields: [changedRow('nodePools[0].nodes', '3', '5')] },
      }),
      runningTask({
        ...{ key: `task:${String(index)}`, thread, beganAt: began, place: 1, tone, at: time(60) },
        ...{ status: tone === 'busy' ? 'running' : tone === 'ok' ? 'done' : 'failed' },
        span: { queued: time(2), from: time(60), ...(index > 0 && { to: end }) },
        steps: runningTask().steps.map((step) => (tone === 'ok' ? { ...step, tone: 'ok' } : step)),
      }),
      ...[120, 300].map((seconds) =>
        eventRow({
          key: `event:${String(index)}:${String(seconds)}`,
          title: 'NODE_READY',
          ...{ at: time(seconds), thread, beganAt: began, place: 2 },
        }),
      ),
    ];
  });

/** Ready, with two fields that the state has in a form of its own, one that it doesn't report and one that is fixed. */
export const reportedDifferently = (over: Partial<PanelView> = {}): PanelView => {
  const { spec } = inSync();
  return inSync({
    spec: {
      ...spec!,
      summary: 'The API reports that the resource is up to date.',
      differently:
        'The API reports that the resource is up to date. Its current state shows these fields in a different form.',
      groups: [
        {
          key: '[]',
          title: 'Resource',
          rows: [
            {
              ...{ key: 'different:flavor', field: 'flavor', change: 'different' },
              before: value('b3-8'),
              after: value('{"id":"b3-8"}'),
            },
            {
              ...{ key: 'different:networks', field: 'networks', change: 'different' },
              before: value('[\n  {\n    "id": "n1",\n    "addresses": ["192.0.2.4"]\n  }\n]'),
              after: value('[\n  {\n    "assignsAddress": true\n  }\n]'),
            },
            sameRow('name', 'production-eu'),
            { ...sameRow('region', 'EU-WEST-PAR'), marks: ['fixed'] },
            { key: 'un:sshKeyName', field: 'sshKeyName', change: 'unreported', after: value('mine') },
          ],
        },
      ],
    },
    ...over,
  });
};

const field = (over: Partial<FormFieldView> & Pick<FormFieldView, 'key'>): FormFieldView => ({
  ...{ name: over.key, isRequired: true, input: 'text', choices: [] },
  ...over,
});

/** A task that waits for a person, with a field of each kind. */
export const waiting = (): PanelView =>
  inSync({
    header: { ...inSync().header, status: { tone: 'waiting', text: 'waiting for your input' } },
    attention: [
      {
        ...{ key: 'waiting t1', tone: 'waiting', title: 'siteImport is waiting for your input' },
        message: 'Import the old shop: waits for a selection and an address',
        ...{ reasons: [], at: ago(420), taskId: 't1', opens: true, waits: true },
        ...{ hasSpec: false, hasActions: false },
        form: [
          field({ key: 'adminEmail', description: 'Who is told when the import is done', example: 'a@b.c' }),
          field({ key: 'password', input: 'secret' }),
          field({
            ...{ key: 'theme', input: 'choice', isRequired: false },
            choices: [
              { label: 'light', value: '"light"' },
              { label: 'dark', value: '"dark"' },
            ],
          }),
          field({
            ...{ key: 'selection', input: 'choices', isRequired: false },
            choices: ['pages', 'posts', 'media'].map((label) => ({ label, value: JSON.stringify(label) })),
          }),
          field({ key: 'mapping', input: 'json', isRequired: false }),
        ],
      },
    ],
  });

/** With unsaved changes in the spec's document: two edits, one of them against a change by another, and a change alone. */
export const edited = (): PanelView => {
  const view = pending();
  const { spec } = view;
  const [root, ...others] = spec!.groups;
  const rows: readonly DiffRow[] = [
    {
      ...changedRow('version', '1.31', '1.32'),
      key: 'changed:["version"]',
      marks: ['conflict', 'edited', 'outdated'],
      edit: { base: value('1.31'), mine: value('1.33') },
    },
    {
      ...sameRow('name', 'production-eu'),
      key: 'same:["name"]',
      marks: ['edited'],
      edit: { base: value('production-eu'), mine: value('production-west') },
    },
    {
      ...sameRow('upgradePolicy', 'AUTOMATIC'),
      key: 'same:["upgradePolicy"]',
      marks: ['outdated'],
      edit: { base: value('MANUAL'), mine: value('MANUAL') },
    },
    { ...sameRow('region', 'EU-WEST-PAR'), key: 'same:["region"]', marks: ['fixed'] },
  ];
  return { ...view, spec: { ...spec!, groups: [{ ...root!, rows }, ...others] } };
};
