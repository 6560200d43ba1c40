import { expect, test, vi } from 'vitest';
import { collectionView } from '../../../src/editor/panel/collectionView.js';
import { comparingFields, comparisonView } from '../../../src/editor/panel/comparisonView.js';
import { changesMarkdown } from '../../../src/editor/panel/changesMarkdown.js';
import { DrawnRows } from '../../../src/editor/panel/drawnRows.js';
import { panelReading } from '../../../src/editor/panel/panelReading.js';
import { changeRow } from '../../../src/editor/panel/changeRow.js';
import { changesText } from '../../../src/editor/panel/copiedText.js';
import { editedFields } from '../../../src/editor/panel/editedFields.js';
import { historyMarkdown } from '../../../src/editor/panel/historyMarkdown.js';
import { comparedGroups, specView } from '../../../src/editor/panel/specView.js';
import { afterReading, unread } from '../../../src/editor/panel/watchedState.js';
import { tableContent, tableRow } from '../../../src/editor/table/tableRows.js';
import { WatchedView } from '../../../src/editor/watched/watchedView.js';
import { addressKey } from '../../../src/resource/address.js';
import { conditionOf } from '../../../src/resource/condition.js';
import { ignoredPath, withIgnored } from '../../../src/resource/ignoredFields.js';
import { keyFacts } from '../../../src/resource/keyFacts.js';
import { ListColumns } from '../../../src/resource/listColumns.js';
import { knownChanges } from '../../../src/resource/ownSaves.js';
import { hideSecretsInText, secretFieldsOf } from '../../../src/resource/secretFields.js';
import { atOnce } from '../../../src/resource/slices.js';
import { csvText, markdownTable } from '../../../src/resource/tableText.js';
import { readMember } from '../../../src/resource/tree/member.js';
import type { ItemNode } from '../../../src/resource/tree/nodes.js';
import { english } from '../../support/panelHarness/english.js';
import { snapshot } from '../resource/readings.js';
import { marks } from '../schema/markedSecrets.js';
import { itemKind } from './explorer/items.js';
import { clearScreen } from './fakeVscode.js';

vi.mock('vscode', () => import('./fakeVscode.js'));

/** A spec with a canary wherever the API document can mark one, and where a name says it. */
const specOf = (who: string): object => ({
  ...{ size: who.length, code: `canary-${who}-1`, apiToken: `canary-${who}-2` },
  pins: [`canary-${who}-3`, `canary-${who}-4`],
  words: { monday: `canary-${who}-5` },
  holder: { floor: 3, badge: `canary-${who}-6`, cards: [{ pin: `canary-${who}-7` }] },
  door: { code: 'canary-that-agrees' },
});
const MARKS = {
  isMarkedSecret: marks(
    ['code'],
    ['pins', '*'],
    ['words', '*'],
    ['holder', 'badge'],
    ['door', 'code'],
    ['holder', 'cards', '*', 'pin'],
  ),
};
const isSecret = secretFieldsOf(MARKS);
const raw = {
  ...{ id: 'a', name: 'the a', resourceStatus: 'UPDATING', checksum: 'c', code: 'canary-own' },
  targetSpec: specOf('asked'),
  currentState: specOf('real'),
  currentTasks: [{ id: 't', type: 'update', status: 'RUNNING' }],
};
const address = { account: 'me', segments: ['s', 'thing', 'a'] };
const plainReading = { ...snapshot({ id: 'a', name: 'the a', ...specOf('plain') }), address, isSecret };
const reading = { ...snapshot(raw), address, isSecret };
const item = { ...itemKind({ path: '/s/thing/{id}', name: '{id}', parameter: 'id' }), ...MARKS };
const member = readMember(raw, { kind: 'resource', identifier: 'id' });
const node: ItemNode = { kind: 'item', id: addressKey(address), item, address, member };

/** What is shown, kept or copied of a resource, by where. */
const PLACES: Readonly<Record<string, () => unknown>> = {
  'a table and its copies': () => {
    const columns = new ListColumns({ isSecret, order: undefined });
    columns.see([raw, { id: 'b', currentState: { pins: 'one', words: 'two' } }]);
    const shown = { columns: columns.all(), hasStatus: true };
    const content = tableContent([node], shown, { name: 'Name', status: 'Status' });
    return [tableRow(node, columns.all()), csvText(content), markdownTable(content)];
  },
  'a row’s tooltip': () => keyFacts(raw, isSecret),
  'a panel and the side bar': () =>
    specView(panelReading(reading), english, { isLive: true, hiddenTasks: 0 } as never),
  'a panel of a resource without a spec': () =>
    specView(panelReading(plainReading), english, { isLive: true, hiddenTasks: 0 } as never),
  'a panel of a resource that has only a state': () => {
    const { targetSpec: _, ...stateOnly } = raw;
    const only = { ...snapshot({ ...stateOnly, targetSpec: null }), address, isSecret };
    return specView(panelReading(only), english, { isLive: true, hiddenTasks: 0 } as never);
  },
  'a panel with an edit': () => {
    const [base, mine] = [specOf('asked'), { ...specOf('typed'), size: 99 }].map((one) =>
      JSON.stringify(one),
    );
    const edited = atOnce(editedFields(reading, { item, base, mine } as never));
    expect(edited.length).toBeGreaterThan(5);
    return specView(
      panelReading(reading),
      english,
      { isLive: true, hiddenTasks: 0 } as never,
      comparedGroups(panelReading(reading), english, edited),
    );
  },
  'the changes that are copied as a patch': () =>
    changesText('the a', panelReading(reading), 'patch', english),
  'the history that is copied as Markdown': () => {
    const kept = ['one', 'two', 'three'].map((who, at) => ({
      ...{ at, why: 'saved' as const },
      text: hideSecretsInText(JSON.stringify({ ...specOf(who), size: at }), isSecret),
    }));
    const rows = knownChanges(kept).map((change) => ({
      ...changeRow(change, { kind: 'unknown' } as never, english),
      place: 0,
    }));
    return historyMarkdown('the a', { rows: rows as never, others: 0 }, english);
  },
  'the changes that are copied': () =>
    changesMarkdown('the a', panelReading(reading).comparison.pending, english),
  'the panel of a collection': () => {
    const state = afterReading(unread, reading, ({ message }) => ({ message, actions: [] }));
    const facts = { title: 's', place: '/s', items: [node], stateOf: () => state, unfinished: [] };
    const row = { row: 's', lists: ['s/'], progress: undefined, locale: 'en' };
    return collectionView({ ...facts, ...row }, english, new DrawnRows());
  },
  'a comparison by field': () =>
    comparisonView('x', atOnce(comparingFields(raw.currentState, raw.targetSpec, isSecret)), english),
  'the watched resources': () => {
    const known = { kind: 'item', address, name: 'the a', urn: undefined } as const;
    const condition = conditionOf(reading.resource, reading.tasks);
    const resource = { known, state: 'read', snapshot: reading, condition } as const;
    const nothing = (): { dispose: () => void } => ({ dispose: () => undefined });
    const watched = { list: () => [resource], onDidChange: nothing, setSeen: nothing } as never;
    const view = new WatchedView({
      ...{ watched, labelOf: () => 'me', activeAccount: () => 'me' },
      onDidChangeAccounts: nothing as never,
    });
    // What its command is given stays in the extension's own process.
    const { command, ...drawn } = view.getTreeItem({ kind: 'watched', address, resource });
    return [command?.title, drawn];
  },
  'a rule for a difference': () => withIgnored({}, '/s/thing', ignoredPath(['pins', 0])),
};

test.each(Object.entries(PLACES))('no secret that a schema can mark is in %s', (_, show) => {
  clearScreen();
  const text = JSON.stringify(show());
  expect(text).toMatch(/the a|Name|size|pins/);
  expect(text).not.toContain('canary');
});
