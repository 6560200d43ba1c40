import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PanelFacts, PanelReading } from '../../../src/editor/panel/panelFacts.js';
import { changeRow } from '../../../src/editor/panel/changeRow.js';
import { panelReading } from '../../../src/editor/panel/panelReading.js';
import { panelView } from '../../../src/editor/panel/panelView.js';
import { conditionOf } from '../../../src/resource/condition.js';
import { parseResource, type ResourceEvent, type Task } from '../../../src/resource/envelope.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';
import type { SpecChange } from '../../../src/resource/specDiff.js';
import { foldTimeline } from '../../../src/resource/timeline.js';
import { parseHostMessage } from '../../../src/protocol.js';
import { english } from '../../support/panelHarness/english.js';

const READ_AT = Date.parse('2026-03-04T10:00:00Z');

/** What differs, beside the parts of a reading. */
interface Differences {
  readonly changes?: readonly SpecChange[];
  readonly cloudSet?: readonly SpecChange[];
  readonly different?: readonly SpecChange[];
}

const reading = ({
  changes = [],
  cloudSet = [],
  different = [],
  ...over
}: Partial<PanelReading> & Differences = {}): PanelReading => ({
  displayName: 'production',
  status: 'READY',
  condition: conditionOf({ status: 'status' in over ? over.status : 'READY', currentTasks: [] }),
  targetSpec: { version: '1.31' },
  currentState: { version: '1.31' },
  isStateOnly: false,
  comparison: { pending: changes, different, unreported: [], cloudSet },
  history: [],
  kept: 'both',
  fixed: [],
  hasOlder: false,
  isHistoryRead: true,
  failedTask: undefined,
  needsPerson: [],
  hasTaskActions: false,
  opensTasks: true,
  readAt: READ_AT,
  ...over,
});

const facts = (over: Partial<PanelFacts> = {}): PanelFacts => ({
  place: 'home/a/c1',
  segments: ['a', 'b', 'c1'],
  accountLabel: 'Sandbox',
  schemaVersion: '2.1',
  locale: 'en',
  reading: reading(),
  failure: undefined,
  isLive: false,
  ...over,
});

const task = (over: Partial<Task> = {}): Task => ({
  id: 't1',
  type: 'update',
  status: 'RUNNING',
  message: undefined,
  createdAt: '2026-03-04T09:59:00Z',
  link: undefined,
  updatedAt: undefined,
  startedAt: undefined,
  finishedAt: undefined,
  progress: [],
  errors: [],
  ...over,
});

const event = (over: Partial<ResourceEvent> = {}): ResourceEvent => ({
  createdAt: '2026-03-04T09:59:00Z',
  type: 'TARGET_SPEC_UPDATE',
  normalisedType: 'TARGET_SPEC_UPDATE',
  link: undefined,
  kind: undefined,
  message: undefined,
  ...over,
});

const view = (over: Partial<PanelFacts> = {}): ReturnType<typeof panelView> =>
  panelView(facts(over), english);
const read = (over: Partial<PanelReading> & Differences): ReturnType<typeof panelView> =>
  view({ reading: reading(over) });

describe('the header', () => {
  it('shows every part of the path whole', () => {
    expect(view({ segments: ['rental', 'machine', 'c1'] }).header.path).toEqual(['rental', 'machine']);
  });

  it('calls what the resource is in by its name, where that is known', () => {
    const segments = ['rental', 'machine', '7f3a', 'disk', 'd1'];
    const path = ['rental', 'machine', 'Build server', 'disk'];
    expect(view({ segments, path }).header.path).toEqual(path);
  });

  it('calls a resource without a name by its identifier', () => {
    expect(read({ displayName: '' }).header.name).toBe('c1');
  });

  it('shows an unknown status as the API wrote it', () => {
    expect(read({ status: 'DELIVERING_SOON' }).header.status).toEqual({
      tone: 'neutral',
      text: 'DELIVERING_SOON',
    });
  });

  it('says that the account’s default version applies when none was picked', () => {
    expect(view({ schemaVersion: undefined }).header.schemaVersion).toBe('account’s default');
  });
});

describe('what of a resource is worth a glance', () => {
  const header = (over: Partial<PanelFacts>): object => view(over).header;

  it('is its plainest fields and its tags, in the header', () => {
    const keyFacts = [{ name: 'region', value: 'GRA' }];
    const known = reading({ keyFacts, tags: { team: 'payments', pci: '' }, hasActions: true });
    expect(header({ reading: known })).toMatchObject({
      facts: keyFacts,
      tags: ['team=payments', 'pci'],
      canAct: true,
    });
  });

  it('leaves out what the resource does not have, and offers no action on a deleted one', () => {
    expect(header({})).not.toHaveProperty('facts');
    const gone = { message: 'x', actions: [], isGone: true } as never;
    expect(header({ reading: reading({ hasActions: true }), failure: gone })).not.toHaveProperty('canAct');
  });

  it('has no secret in it', () => {
    const resource = parseResource({ id: 'x', currentState: { region: 'GRA', password: 'canary' } }, 'x');
    const read = panelReading({
      ...{ address: { account: 'home', segments: ['a'] }, resource, text: '{}', tasks: [], events: [] },
      ...{ kept: 'none', isSecret: secretFieldsOf(undefined), fixed: [], readAt: READ_AT },
    });
    expect(JSON.stringify(header({ reading: read }))).toContain('GRA');
    expect(JSON.stringify(header({ reading: read }))).not.toContain('canary');
  });
});

describe('what is live', () => {
  it('is loading until the first answer', () => {
    const { live, spec, timeline } = view({ reading: undefined });
    expect(live).toEqual({ state: 'loading' });
    expect(spec).toBeUndefined();
    expect(timeline).toBeUndefined();
  });

  it('is live while a task runs, and idle when none does', () => {
    expect(view({ isLive: true }).live.state).toBe('live');
    expect(view().live).toEqual({ state: 'idle', at: '2026-03-04T10:00:00.000Z' });
  });

  it('keeps what was read beside a failure, and says since when it fails', () => {
    const failure = { message: 'No network.', actions: ['retry'] as const, isGone: false, since: READ_AT };
    const shown = view({ failure });
    expect(shown.live).toEqual({ state: 'offline', at: '2026-03-04T10:00:00.000Z' });
    expect(shown.failure).toEqual({
      heading: 'Couldn’t read the resource',
      message: 'No network.',
      actions: ['retry'],
    });
    expect(shown.spec?.kind).toBe('inSync');
  });

  it('says that an unknown resource was deleted, not that something is wrong', () => {
    const failure = {
      message: 'No such resource.',
      actions: ['retry'] as const,
      isGone: true,
      since: READ_AT,
    };
    const shown = view({ failure });
    expect(shown.failure?.heading).toBe('Resource not found');
    // The header has Refresh already.
    expect(shown.failure?.actions).toEqual([]);
    expect([shown.header.status?.text, shown.live.state]).toEqual(['deleted', 'gone']);
  });

  it('says once that a resource was deleted: in one message, and by the word for its status', () => {
    const failure = {
      message: 'No such resource.',
      actions: ['retry'] as const,
      isGone: true,
      since: READ_AT,
    };
    const { failure: told, header, announcement: _, ...rest } = view({ failure });
    expect(told).toBeDefined();
    expect(header.status?.text).toBe('deleted');
    expect(JSON.stringify(rest)).not.toMatch(/not found|deleted|no such/i);
  });

  it('shows no task of a deleted resource as running, and doesn’t show it as up to date', () => {
    const failure = { message: 'x', actions: [], isGone: true, since: READ_AT };
    const progress = [
      { name: 'detach', status: 'DONE' },
      { name: 'erase', status: 'RUNNING' },
    ];
    const history = foldTimeline([task({ type: 'networkDelete', progress })], []);
    const shown = view({ failure, reading: reading({ status: 'DELETING', history }) });
    expect(shown.timeline?.rows).toMatchObject([
      {
        title: 'networkDelete',
        tone: 'neutral',
        status: 'ended',
        steps: [{ tone: 'ok' }, { tone: 'neutral', status: '' }],
      },
    ]);
    expect(shown.spec).toMatchObject({ tone: 'neutral', title: 'There is nothing to compare.' });
  });

  it('still shows a task as running when only the network is down', () => {
    const failure = { message: 'x', actions: [], isGone: false, since: READ_AT };
    const shown = view({ failure, reading: reading({ history: foldTimeline([task()], []) }) });
    expect(shown.timeline?.rows[0]).toMatchObject({ tone: 'busy', status: 'running' });
  });
});

describe('the verdict', () => {
  const failed = task({ type: 'networkDelete', status: 'ERROR', errors: ['It is in use.'] });
  const changes = [{ kind: 'changed', path: ['version'], before: '1.31', after: '1.32' }] as const;

  it('is up to date only when nothing speaks against it', () => {
    expect(view().spec).toMatchObject({ tone: 'ok', title: 'Up to date' });
  });

  it('does not say that all is done while the cloud is busy', () => {
    expect(view({ isLive: true }).spec).toMatchObject({
      tone: 'busy',
      title: 'Up to date; task still running',
    });
  });

  it('doesn’t show a resource that is being deleted as up to date', () => {
    const shown = view({ isLive: true, reading: reading({ status: 'DELETING' }) });
    expect(shown.spec).toMatchObject({ tone: 'busy', title: 'Being deleted' });
  });

  it('names the failed task instead of “Up to date”, with its message', () => {
    const shown = read({ failedTask: failed });
    expect(shown.spec).toMatchObject({
      kind: 'inSync',
      tone: 'error',
      title: 'networkDelete has failed',
      summary: 'The current state matches the spec. The task says: It is in use.',
    });
    expect(shown.announcement).toBe('production: ready. networkDelete has failed.');
  });

  it('says why a task failed only once, where a part of its own above says it', () => {
    const needsPerson = [{ kind: 'failed', task: failed, field: undefined }] as const;
    const shown = read({ failedTask: failed, needsPerson });
    expect(shown.attention).toMatchObject([
      { title: 'networkDelete has failed', reasons: ['It is in use.'] },
    ]);
    expect(shown.spec).toMatchObject({
      title: 'networkDelete has failed',
      summary: 'The current state matches the spec.',
    });
  });

  it('says of ignored differences beside a failed task that they are ignored, not that nothing differs', () => {
    const shown = view({ ignored: new Set(['version']), reading: reading({ failedTask: failed, changes }) });
    expect(shown.spec?.summary).toBe(
      'No other field differs. Ignored differences: 1. The task says: It is in use.',
    );
  });

  it('names the failed task before the changes that it left undone', () => {
    expect(read({ failedTask: failed, changes }).spec).toMatchObject({
      kind: 'pending',
      tone: 'error',
      title: 'networkDelete has failed',
      summary: 'Requested but not yet applied. The task says: It is in use.',
      counts: { changed: 1 },
    });
  });

  it('names the failed task of a resource without envelope too', () => {
    expect(read({ failedTask: failed, targetSpec: undefined }).spec).toMatchObject({
      kind: 'plain',
      tone: 'error',
      title: 'networkDelete has failed',
    });
  });

  it.each([
    ['ERROR', 'error', 'No differences, but the resource is in error'],
    ['OUT_OF_SYNC', 'warning', 'No differences, but the resource is out of sync'],
  ])('does not contradict the status %s', (status, tone, title) => {
    expect(read({ status }).spec).toMatchObject({ tone, title });
  });
});

describe('desired and actual', () => {
  const changes = [
    { kind: 'changed', path: ['version'], before: '1.31', after: '1.32' },
    { kind: 'added', path: ['pools', 0, 'labels', 'tier'], after: 'gold' },
    { kind: 'removed', path: ['pools', 1], before: { nodes: 1 } },
  ] as const;
  const pending = read({
    targetSpec: { version: '1.32', pools: [{ name: 'batch', nodes: 3, labels: { tier: 'gold' } }] },
    currentState: {
      version: '1.31',
      address: '192.0.2.1',
      pools: [{ name: 'batch', nodes: 3 }, { nodes: 1 }],
    },
    changes,
    cloudSet: [{ kind: 'removed', path: ['address'], before: '192.0.2.1' }],
  }).spec!;

  it('counts what is requested and not yet applied', () => {
    expect(pending.kind).toBe('pending');
    expect(pending.title).toBe('3 pending changes');
    expect(pending.counts).toEqual({ added: 1, removed: 1, changed: 1 });
  });

  it('groups fields by the object they belong to, the resource’s own first', () => {
    expect(pending.groups.map(({ title }) => title)).toEqual([
      'Resource',
      'pools[0].labels',
      'pools',
      'pools[0] · batch',
    ]);
  });

  it('distinguishes a field that only the cloud sets from one that agrees', () => {
    const change = Object.fromEntries(
      pending.groups.flatMap(({ rows }) => rows).map((row) => [row.field, row.change]),
    );
    expect(change).toEqual({
      version: 'changed',
      tier: 'added',
      '[1]': 'removed',
      address: 'actual',
      name: 'same',
      nodes: 'same',
    });
  });

  it('shows old and new', () => {
    const row = pending.groups[0]?.rows[0];
    expect(row?.before?.text).toBe('"1.31"');
    expect(row?.after?.text).toBe('"1.32"');
  });

  it('does not call a list unchanged of which a member changes', () => {
    const { spec } = read({
      targetSpec: { zones: ['a', 'c'] },
      currentState: { zones: ['a', 'b'] },
      changes: [{ kind: 'changed', path: ['zones', 1], before: 'b', after: 'c' }],
    });
    expect(
      spec?.groups.map(({ title, rows }) => [title, rows.map(({ field, change }) => [field, change])]),
    ).toEqual([
      [
        'zones',
        [
          ['[1]', 'changed'],
          ['[0]', 'same'],
        ],
      ],
    ]);
  });

  it('lists the member that has the place of a removed one by now', () => {
    const { spec } = read({
      targetSpec: { pools: [{ name: 'a' }, { name: 'c' }] },
      currentState: { pools: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
      changes: [{ kind: 'removed', path: ['pools', 1], before: { name: 'b' }, after: undefined }],
    });
    expect(
      spec?.groups.map(({ title, rows }) => [
        title,
        ...rows.map(({ field, change }) => `${field} ${change}`),
      ]),
    ).toEqual([
      ['pools', '[1] removed'],
      ['pools[0] · a', 'name same'],
      ['pools[1] · c', 'name same'],
    ]);
  });

  it('marks what only a creation can set, with all that is in it', () => {
    const spec = { name: 'n', disk: { size: 2, kind: 'ssd' } };
    const fixed = [{ path: ['disk'], value: spec.disk, reason: 'unknown' as const }];
    const rows = read({ targetSpec: spec, currentState: spec, fixed }).spec?.groups.flatMap(
      (group) => group.rows,
    );
    expect(rows?.map(({ field, marks }) => [field, marks?.join()])).toEqual([
      ['name', undefined],
      ['size', 'fixed'],
      ['kind', 'fixed'],
    ]);
  });

  it('is calm when nothing is pending', () => {
    expect(read({}).spec).toMatchObject({ kind: 'inSync', title: 'Up to date' });
  });

  it('shows the fields of a resource without envelope, and says that there is nothing to compare', () => {
    const { spec, timeline } = read({
      status: undefined,
      targetSpec: undefined,
      currentState: { name: 'p', permissions: { allow: [{ action: 'a' }] } },
      history: undefined,
    });
    expect(spec?.kind).toBe('plain');
    expect(spec?.groups.map(({ title, rows }) => [title, rows.map(({ field }) => field)])).toEqual([
      ['Resource', ['name']],
      ['permissions.allow[0]', ['action']],
    ]);
    expect(timeline).toBeUndefined();
  });

  it('shows every row, however many there are', () => {
    const many = Array.from(
      { length: 10_000 },
      (_, index) => ({ kind: 'added', path: [`f${String(index)}`], after: 1 }) as const,
    );
    const { spec } = read({ targetSpec: {}, currentState: {}, changes: many });
    expect(spec?.groups[0]?.rows).toHaveLength(10_000);
    expect(spec?.counts.added).toBe(10_000);
  });

  it('marks the words that differ in long texts, and reads short or different ones as a whole', () => {
    const text = (word: string): string => `The cluster of the ${word} team, kept by those who are on call.`;
    const wordsOf = (before: string, after: string): unknown =>
      read({
        targetSpec: { note: after },
        currentState: { note: before },
        changes: [{ kind: 'changed', path: ['note'], before, after }],
      }).spec?.groups[0]?.rows[0]?.words;
    expect(wordsOf(text('blue'), text('red'))).toEqual([
      { text: 'The cluster of the ', change: 'same' },
      { text: 'blue', change: 'removed' },
      { text: 'red', change: 'added' },
      { text: ' team, kept by those who are on call.', change: 'same' },
    ]);
    expect(wordsOf('blue', 'red')).toBeUndefined();
    expect(wordsOf('a'.repeat(100), 'b'.repeat(100))).toBeUndefined();
  });
});

describe('the history', () => {
  it('names the members of a list that a save moved', () => {
    const pools = (...names: readonly string[]) => names.map((name) => ({ name }));
    const [before, after] = [pools('a', 'b', 'c'), pools('c', 'a', 'b')];
    const change = { kind: 'changed', path: ['pools'], before, after } as const;
    const saved = { at: 0, why: 'saved', changes: [change], since: undefined, tasks: [] } as const;
    expect(changeRow(saved, { kind: 'applied', afterMs: 0 }, english).fields).toMatchObject([
      { field: 'pools', moved: ['c moved from [2] to [0]'] },
    ]);
  });

  it('shows a task with its steps, in whatever words the API has', () => {
    const progress = [
      { name: 'check', status: 'DONE' },
      { name: 'dance', status: 'DANCING' },
    ];
    const row = read({ history: foldTimeline([task({ progress })], []) }).timeline?.rows[0];
    expect(row).toMatchObject({ kind: 'task', tone: 'busy', status: 'running', taskId: 't1' });
    expect(row?.steps.map(({ tone, status }) => [tone, status])).toEqual([
      ['ok', 'done'],
      ['neutral', 'DANCING'],
    ]);
  });

  it('shows the errors of a task in full', () => {
    const error = 'x'.repeat(2000);
    const row = read({ history: foldTimeline([task({ status: 'ERROR', errors: [error] })], []) }).timeline
      ?.rows[0];
    expect(row).toMatchObject({ tone: 'error', errors: [error] });
  });

  it('says how long a task took', () => {
    const finished = task({ status: 'DONE', finishedAt: '2026-03-04T10:01:05Z' });
    expect(read({ history: foldTimeline([finished], []) }).timeline?.rows[0]?.duration).toBe('2 min 5 s');
  });

  it.each(['TASK_ERROR', 'TaskError'])('understands %s in both spellings, and shows it as sent', (type) => {
    const row = read({ history: foldTimeline([], [event({ type, normalisedType: 'TASK_ERROR' })]) }).timeline
      ?.rows[0];
    expect(row).toMatchObject({ tone: 'error', title: type });
  });

  it('names an event without a link by what it is about, with how that went', () => {
    const reboot = event({
      type: 'TASK_SUCCESS',
      normalisedType: 'TASK_SUCCESS',
      kind: 'REBOOT',
      link: undefined,
      message: 'Instance reboot completed',
    });
    const { timeline } = read({ kept: 'events', history: foldTimeline([], [reboot]) });
    expect(timeline?.rows).toMatchObject([
      { kind: 'event', title: 'REBOOT', status: 'done', message: 'Instance reboot completed' },
    ]);
  });

  it.each([
    ['both', true, 'No events yet.', 'Tasks and events appear here'],
    ['tasks', true, 'No events yet.', 'Tasks appear here'],
    ['events', true, 'No events yet.', 'Events appear here'],
    ['tasks', false, 'Couldn’t read the history.', 'It’s read again'],
  ] as const)(
    'says what to expect of an empty history that holds %s (read: %s)',
    (kept, isHistoryRead, title, hint) => {
      const { timeline } = read({ kept, isHistoryRead, history: [] });
      expect(timeline?.empty.title).toBe(title);
      expect(timeline?.empty.hint).toContain(hint);
    },
  );

  it('shows a state without a spec as what it is, and compares nothing', () => {
    const { spec } = read({ targetSpec: undefined, currentState: { host: 'x' }, isStateOnly: true });
    expect(spec).toMatchObject({ kind: 'plain', title: 'This resource only has a current state.' });
  });

  it('a time that cannot be read is left out', () => {
    const row = read({ history: foldTimeline([], [event({ createdAt: 'soon' })]) }).timeline?.rows[0];
    expect(row).not.toHaveProperty('at');
  });

  it('announces how far the running task is', () => {
    const progress = [
      { name: 'a', status: 'DONE' },
      { name: 'b', status: 'RUNNING' },
    ];
    const { announcement } = read({
      status: 'UPDATING',
      history: foldTimeline([task({ progress })], []),
    });
    expect(announcement).toBe('production: being updated. update: 1 of 2 steps done.');
  });
});

describe('what needs a person', () => {
  const needsPerson = (['waiting', 'failed'] as const).map((kind) => ({
    ...{ kind, field: undefined },
    task: task({ id: kind, status: kind === 'failed' ? 'ERROR' : 'WAITING_USER_INPUT' }),
  }));

  it('can be run again where it has failed, the API has actions on tasks, and its tasks have an address', () => {
    const canRun = (over: Partial<PanelReading>): readonly boolean[] =>
      read({ needsPerson, ...over }).attention.map(({ hasActions }) => hasActions);
    expect(canRun({ hasTaskActions: true })).toEqual([false, true]);
    expect(canRun({ hasTaskActions: false })).toEqual([false, false]);
    expect(canRun({ hasTaskActions: true, opensTasks: false })).toEqual([false, false]);
  });

  it('is nothing once the resource is deleted', () => {
    const failure = { message: 'x', actions: [], isGone: true, since: READ_AT };
    expect(view({ failure, reading: reading({ needsPerson }) }).attention).toEqual([]);
    const offline = { ...failure, isGone: false };
    expect(view({ failure: offline, reading: reading({ needsPerson }) }).attention).toHaveLength(2);
  });
});

describe('whatever the API says', () => {
  // Random texts alone hardly ever have what is invisible or turns text round.
  const unit = fc.oneof(
    fc.constantFrom('\u202e', '\u2066', '\u2069', '\u200b', '\u200f', '\ufeff'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  const change = fc.record({
    kind: fc.constantFrom('added' as const, 'removed' as const, 'changed' as const),
    path: fc.array(fc.oneof(fc.string({ unit }), fc.nat(9)), { minLength: 1, maxLength: 4 }),
    before: fc.oneof(fc.jsonValue(), fc.string({ unit })),
    after: fc.oneof(fc.jsonValue(), fc.string({ unit })),
  });
  const words = fc.option(fc.string({ unit }), { nil: undefined });

  it('makes a view that the panel accepts, with nothing invisible in it', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.array(change, { maxLength: 5 }),
        words,
        words,
        (target, state, changes, status, text) => {
          const shown = read({
            displayName: text ?? '',
            status,
            targetSpec: target,
            currentState: state,
            changes,
            history: foldTimeline(
              [task({ type: text, status, createdAt: text, progress: [{ name: text ?? '', status }] })],
              [event({ type: status, message: text, createdAt: status })],
            ),
          });
          expect(parseHostMessage(structuredClone({ kind: 'view', view: shown }))).toBeDefined();
          const { place: _, ...visible } = shown;
          expect(JSON.stringify(visible).replace(/"(?:key|thread)":"(?:[^"\\]|\\.)*"/gu, '')).not.toMatch(
            /[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/u,
          );
        },
      ),
    );
  });
});
