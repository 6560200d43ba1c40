import { expect, it } from 'vitest';
import type { Uri } from 'vscode';
import type * as Documents from '../../../../src/editor/shell/documentUri.js';
import { readMember, type Member } from '../../../../src/resource/tree/member.js';
import type * as Decorations from '../../../../src/editor/explorer/statusDecorations.js';

const { StatusDecorations }: typeof Decorations =
  await import('../../../../src/editor/explorer/statusDecorations.js');
const { documentUri }: typeof Documents = await import('../../../../src/editor/shell/documentUri.js');

const address = { account: 'me', segments: ['port', 'ship', 'a'] };
const ship = (resourceStatus: string): Member =>
  readMember({ id: 'a', resourceStatus }, { kind: 'resource', identifier: 'id' });

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
