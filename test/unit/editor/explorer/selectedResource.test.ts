import { expect, it } from 'vitest';
import * as vscode from 'vscode';
import { onDidSelectResource } from '../../../../src/editor/explorer/selectedResource.js';
import { addressKey } from '../../../../src/resource/address.js';
import { activating, EventEmitter } from '../fakeVscode.js';

it('the resource in front and the one that is selected alone are reported, and no task', () => {
  const selecting = new EventEmitter<object>();
  const editor = (path: string): object => ({ document: { uri: vscode.Uri.parse(path) } });
  const row = (id: string, ...more: readonly string[]): object => ({
    ...{ kind: 'item', item: { read: {} } },
    address: { account: 'me', segments: ['s', 'thing', id, ...more] },
  });
  const selected: string[] = [];
  Object.assign(vscode.window, { activeTextEditor: editor('ovhapi:/me/s/thing/1.json') });
  const parts = onDidSelectResource((address) => {
    selected.push(addressKey(address));
  }, selecting.event as never);
  activating.fire(editor('ovhapi:/me/s/thing/2.json'));
  activating.fire(editor('file:///2.json'));
  activating.fire(undefined);
  selecting.fire({ selection: [row('3')] });
  selecting.fire({ selection: [row('4'), row('5')] });
  selecting.fire({ selection: [row('6', 'task', 't')] });
  selecting.fire({ selection: [{ ...row('7'), item: {} }] });
  selecting.fire({ selection: [{ ...row('8'), kind: 'spec' }] });
  selecting.fire({ selection: [] });
  const keys = [1, 2, 3, 8].map((id) => addressKey({ account: 'me', segments: ['s', 'thing', String(id)] }));
  expect(selected).toEqual(keys);
  parts.dispose();
  activating.fire(editor('ovhapi:/me/s/thing/9.json'));
  expect(selected).toEqual(keys);
});
