import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { panelView } from '../../../src/editor/panel/panelView.js';
import { afterReading, unread } from '../../../src/editor/panel/watchedState.js';
import { conditionOf } from '../../../src/resource/condition.js';
import { stateHints } from '../../../src/resource/stateHints.js';
import { parseHostMessage, type PanelView } from '../../../src/protocol.js';
import { english } from '../../support/panelHarness/english.js';
import { snapshot, task } from '../resource/readings.js';

/** An answer of a published section, beside the checkout where there is one. */
const published = join(import.meta.dirname, '../../../../shared/openapi/v2-2026/instance-get-example.json');

/** What the panel shows of an answer, with the list of tasks that was read beside it. */
function shown(json: unknown, tasks?: ReturnType<typeof task>[]): PanelView {
  const reading = snapshot(json, tasks && { tasks });
  const state = afterReading(unread, reading, () => ({ message: '', actions: [] }));
  const place = { place: '/me/s/thing/a', segments: ['s', 'thing', 'a'] };
  const view = panelView(
    { ...place, accountLabel: 'Sandbox', schemaVersion: undefined, locale: 'en', ...state },
    english,
  );
  expect(parseHostMessage({ kind: 'view', view })).toBeDefined();
  return view;
}

/** A machine whose state has a form of its own, as sections of the public cloud have it. */
const machine = {
  id: 'a',
  resourceStatus: 'READY',
  targetSpec: { name: 'web', size: { id: 's1' }, networks: [{ assignsAddress: true }, { ip: '192.0.2.1' }] },
  currentState: {
    name: 'web',
    size: { id: 's1', memory: 7 },
    networks: [{ id: 'n', addresses: ['192.0.2.1'] }],
  },
  currentTasks: [],
};

describe('a resource that the API calls ready', () => {
  it('is up to date though its state has another form, and what differs is shown as reported differently', () => {
    const { spec } = shown(machine);
    expect(spec).toMatchObject({
      ...{ kind: 'inSync', tone: 'ok', title: 'Up to date' },
      summary: 'The API reports that the resource is up to date.',
      counts: { added: 0, removed: 0, changed: 0 },
      differently:
        'The API reports that the resource is up to date. Its current state shows these fields in a different form.',
    });
    const rows = spec?.groups.flatMap((group) => group.rows) ?? [];
    expect(new Set(rows.map(({ change }) => change))).toEqual(new Set(['different', 'same', 'actual']));
    expect(rows.filter(({ change }) => change === 'different').map(({ field }) => field)).toEqual([
      'networks',
    ]);
  });

  it.skipIf(!existsSync(published))('is up to date as it is published, without a pending hint', () => {
    const json = JSON.parse(readFileSync(published, 'utf8')) as Record<string, unknown>;
    const { spec, live } = shown(json);
    expect(spec).toMatchObject({ kind: 'inSync', tone: 'ok', counts: { added: 0, removed: 0, changed: 0 } });
    expect(live.state).toBe('idle');
    const { resource } = snapshot(json);
    const text = JSON.stringify(resource.targetSpec, null, 2);
    expect(stateHints(text, { ...resource, condition: conditionOf(resource) })).toEqual([]);
  });

  it('has what its state doesn’t report among all fields only', () => {
    const { spec } = shown({ ...machine, currentState: { name: 'web', size: { id: 's1' } } });
    expect(spec).toMatchObject({ kind: 'inSync', title: 'Up to date' });
    expect(spec?.differently).toBeUndefined();
    const rows = spec?.groups.flatMap((group) => group.rows) ?? [];
    expect(rows.filter(({ change }) => change === 'unreported').map(({ field }) => field)).toEqual([
      'assignsAddress',
      'ip',
    ]);
  });
});

describe('a resource that the cloud changes', () => {
  it('has pending changes only where both have the same form', () => {
    const targetSpec = { ...machine.targetSpec, name: 'shop' };
    const { spec, header } = shown({ ...machine, targetSpec, resourceStatus: 'UPDATING' });
    expect(spec).toMatchObject({
      ...{ kind: 'pending', title: '1 pending change' },
      isDrifted: false,
    });
    expect(header.status).toEqual({ tone: 'busy', text: 'being updated' });
  });

  it('has drifted where nothing is under way that would carry out what is pending', () => {
    const pending = { ...machine, targetSpec: { ...machine.targetSpec, name: 'shop' } };
    const drifted = (resourceStatus: string, tasks?: ReturnType<typeof task>[]): boolean | undefined =>
      shown({ ...pending, resourceStatus }, tasks).spec?.isDrifted;
    expect(['OUT_OF_SYNC', 'UPDATING', 'ERROR'].map((status) => drifted(status))).toEqual([
      ...[true, false, false],
    ]);
    expect(drifted('OUT_OF_SYNC', [task({ status: 'RUNNING' })])).toBe(false);
  });

  it.each([
    ['no state and no tasks yet', { currentState: null, currentTasks: null }],
    ['a task that is not listed', { currentState: null, currentTasks: [{ id: 't', status: 'RUNNING' }] }],
  ])('is shown with %s', (_, parts) => {
    const { spec, live } = shown({ ...machine, resourceStatus: 'CREATING', ...parts });
    expect(spec).toMatchObject({ kind: 'pending', counts: { added: 3 } });
    expect(live.state).toBe('live');
  });
});

describe('a task that only the resource itself reports', () => {
  const errors = [{ message: 'No quota left in this region.' }];
  const failed = {
    ...machine,
    resourceStatus: 'ERROR',
    currentTasks: [{ id: 't', type: 'grow', status: 'ERROR', errors }],
  };

  it('is in the history with its errors, and nothing offers to open it', () => {
    expect(shown(failed).timeline?.rows).toMatchObject([
      { title: 'grow', tone: 'error', errors: [errors[0]?.message] },
    ]);
    expect(shown(failed).timeline?.rows[0]).not.toHaveProperty('taskId');
    expect(shown(failed, []).timeline?.rows[0]).toHaveProperty('taskId', 't');
  });

  it('is why the resource failed', () => {
    expect(shown(failed).spec).toMatchObject({ tone: 'error', title: 'grow has failed' });
    expect(shown(failed).attention).toMatchObject([{ reasons: ['No quota left in this region.'] }]);
    expect(shown(failed).header.status).toEqual({ tone: 'error', text: 'in error' });
  });
});

describe('a resource that is not done', () => {
  it('waits for a person where a task says so', () => {
    const currentTasks = [
      { id: 't', type: 'install', status: 'WAITING_USER_INPUT', message: 'Choose a plan' },
    ];
    const { spec, header, live, attention } = shown({ ...machine, resourceStatus: 'UPDATING', currentTasks });
    expect(spec).toMatchObject({
      ...{ tone: 'waiting', title: 'Waiting for your input' },
      summary: 'install continues after you answer it.',
    });
    expect(attention).toMatchObject([{ message: 'Choose a plan' }]);
    expect(header.status).toEqual({ tone: 'waiting', text: 'waiting for your input' });
    expect(live.state).toBe('idle');
  });

  it('says when a planned task begins', () => {
    const currentTasks = [{ id: 't', status: 'SCHEDULED', startedAt: '2999-05-01T12:00:00Z' }];
    const { header, live } = shown({ ...machine, currentTasks });
    expect(header.status).toMatchObject({
      tone: 'waiting',
      text: expect.stringMatching(/^scheduled for .*99/) as string,
    });
    expect(live.state).toBe('idle');
    const unknown = shown({ ...machine, currentTasks: [{ id: 't', status: 'SCHEDULED' }] });
    expect(unknown.header.status?.text).toBe('scheduled');
  });

  it.each(['OUT_OF_SYNC', 'CREATION_PLANNED', 'PENDING', 'UNKNOWN', 'WARMING'])(
    'is never up to date at %s',
    (word) => {
      const { spec, live } = shown({ ...machine, currentState: machine.targetSpec, resourceStatus: word });
      expect(spec?.tone).not.toBe('ok');
      expect(spec?.title).toBe(
        `No differences, but the resource is ${word === 'OUT_OF_SYNC' ? 'out of sync' : word}`,
      );
      expect(live.state).toBe('idle');
    },
  );
});
