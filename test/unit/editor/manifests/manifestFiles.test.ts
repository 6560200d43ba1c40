import { beforeEach, expect, it } from 'vitest';
import { clearScreen, screen, Uri } from '../fakeVscode.js';

const { filesOf, filesText } = await import('../../../../src/editor/manifests/manifestFiles.js');

const file = (name: string): object => Uri.from({ scheme: 'file', path: `/w/${name}.ovhapi.yaml` });
beforeEach(clearScreen);

it('a plan of one file says which one, and a plan of the workspace says of how many', async () => {
  screen.found = [file('b'), file('a')];
  const one = await filesOf(file('b') as never);
  expect([one, filesText(one ?? [])]).toEqual([[file('b')], 'w/b.ovhapi.yaml']);
  const all = await filesOf(undefined);
  expect([all, filesText(all ?? [])]).toEqual([[file('a'), file('b')], 'all files: 2']);
  expect(screen.messages).toEqual([]);
});

it('a workspace of more than 500 manifest files is planned whole, or not at all, as a question decides', async () => {
  screen.found = Array.from({ length: 600 }, (_, index) => file(String(index)));
  expect(await filesOf(undefined)).toBeUndefined();
  expect(screen.messages).toMatchObject([{ text: 'Plan all 600 manifest files of the workspace?' }]);
  screen.press = (_, buttons) => buttons.find((one) => one === 'Plan 600 Files');
  expect(await filesOf(undefined)).toHaveLength(600);
});
