import { expect, it } from 'vitest';
import type { Uri } from 'vscode';
import type * as Documents from '../../../../src/editor/shell/documentUri.js';
import { readMember, type Member } from '../../../../src/resource/tree/member.js';
import type * as Look from '../../../../src/editor/explorer/statusLook.js';
import type * as Decorations from '../../../../src/editor/explorer/statusDecorations.js';

const { StatusDecorations }: typeof Decorations =
  await import('../../../../src/editor/explorer/statusDecorations.js');
const { memberLook }: typeof Look = await import('../../../../src/editor/explorer/statusLook.js');
const { documentUri }: typeof Documents = await import('../../../../src/editor/shell/documentUri.js');

const address = { account: 'me', segments: ['port', 'ship', 'a'] };
const shipOf = (raw: object): Member =>
  readMember({ id: 'a', ...raw }, { kind: 'resource', identifier: 'id' });
const ship = (resourceStatus: string): Member => shipOf({ resourceStatus });

it('a resource that is not settled is marked by a letter, a colour and words, whichever of its documents is shown', () => {
  const decorations = new StatusDecorations();
  decorations.note(address, ship('UPDATING'));
  for (const uri of [
    documentUri(address, 'spec'),
    documentUri(address, 'spec', 'yaml'),
    documentUri(address, 'full'),
  ]) {
    expect(decorations.provideFileDecoration(uri)).toMatchObject({ badge: 'U', tooltip: 'being updated' });
  }
  const other = documentUri({ ...address, segments: ['port', 'ship', 'b'] }, 'spec');
  expect(decorations.provideFileDecoration(other)).toBeUndefined();
});

it('the mark disappears when the resource settles, and is drawn again only when it is another', () => {
  const decorations = new StatusDecorations();
  const told: string[] = [];
  decorations.onDidChangeFileDecorations((uris: Uri[]) => told.push(uris.map(String).join(' ')));
  decorations.note(address, ship('READY'));
  decorations.note(address, ship('UPDATING'));
  decorations.note(address, ship('UPDATING'));
  expect(told).toHaveLength(1);
  decorations.note(address, ship('READY'));
  expect(told).toHaveLength(2);
  expect(told.at(-1)).toContain(documentUri(address, 'spec', 'yaml').toString());
  expect(decorations.provideFileDecoration(documentUri(address, 'spec'))).toBeUndefined();
});

const running = [{ id: 't', status: 'RUNNING' }];
const envelope = { currentState: {}, targetSpec: {} };

it('a suspended resource and one in error have an icon and a letter of their own, also while a task runs', () => {
  const states = {
    'suspended, as IAM says': { resourceStatus: 'READY', iam: { state: 'SUSPENDED' } },
    'suspended, by its `status`': { ...envelope, status: 'SUSPENDED' },
    expired: { resourceStatus: 'EXPIRED' },
    'in error': { resourceStatus: 'ERROR' },
    'in error by its `status`': { ...envelope, status: 'ERROR' },
    'in error, with a task': { resourceStatus: 'ERROR', currentTasks: running },
    'being updated': { resourceStatus: 'UPDATING', currentTasks: running },
    'being created': { resourceStatus: 'CREATING' },
    'being deleted': { resourceStatus: 'DELETING' },
    'waiting for a person': {
      resourceStatus: 'ERROR',
      currentTasks: [{ id: 't', status: 'WAITING_USER_INPUT' }],
    },
    'out of sync': { resourceStatus: 'OUT_OF_SYNC' },
  };
  const seen = Object.entries(states).map(([state, raw]) => {
    const { icon, letter, color } = memberLook(shipOf(raw));
    const decorations = new StatusDecorations();
    decorations.note(address, shipOf(raw));
    const decoration = decorations.provideFileDecoration(documentUri(address, 'spec'));
    expect(decoration?.badge, state).toBe(letter);
    return [state, letter, icon.id, color?.id];
  });
  expect(seen).toEqual([
    ['suspended, as IAM says', 'S', 'debug-pause', 'list.warningForeground'],
    ['suspended, by its `status`', 'S', 'debug-pause', 'list.warningForeground'],
    ['expired', 'X', 'circle-slash', 'list.warningForeground'],
    ['in error', 'E', 'error', 'list.errorForeground'],
    ['in error by its `status`', 'E', 'error', 'list.errorForeground'],
    ['in error, with a task', 'E', 'sync~spin', 'list.errorForeground'],
    ['being updated', 'U', 'loading~spin', 'list.highlightForeground'],
    ['being created', 'C', 'loading~spin', 'list.highlightForeground'],
    ['being deleted', 'D', 'loading~spin', 'list.warningForeground'],
    ['waiting for a person', '?', 'bell-dot', 'list.warningForeground'],
    ['out of sync', '!', 'warning', 'list.warningForeground'],
  ]);
});
