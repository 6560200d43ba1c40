import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as GoTo from '../../../../src/editor/explorer/goToResource.js';
import type { KnownResource } from '../../../../src/resource/knownResource.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { treeOnSandbox, type TreeStage } from './treeOnSandbox.js';

const { goToResource }: typeof GoTo = await import('../../../../src/editor/explorer/goToResource.js');

let stage: TreeStage;
beforeEach(async () => {
  clearScreen();
  stage = await treeOnSandbox({ demo: true });
});
afterEach(() => stage.close());

/** The labels that are shown after this was typed, now and later. */
function typed(words: string, seen: readonly KnownResource[] = []): () => readonly string[] {
  screen.type = () => words;
  goToResource({
    connections: { active: () => stage.connection },
    known: { lists: () => ({ favourites: [], recent: [], seen }), isFavourite: () => false },
    reportFailure: stage.report,
    note: stage.report,
  } as never);
  return () =>
    screen.inputs.at(-1)!.items.map(({ label, description = '' }) => `${label} ${description}`.trim());
}

it('a name that was not seen is looked for in the API, which it says until then', async () => {
  const labels = typed('mobile-api');
  await vi.waitFor(() => expect(labels()).toEqual(['Searching in the API…']));
  await vi.waitFor(() => expect(labels()).toEqual(['mobile-api managedPlatformCluster, in the API']));
});

it('what neither was seen nor is in the API is said once the API has answered', async () => {
  const labels = typed('no such name');
  await vi.waitFor(() => expect(labels()).toEqual(['Searching in the API…']));
  await vi.waitFor(() => expect(labels()).toEqual(['No matching resources']));
});

it('what was seen stays where it is, above what the API finds', async () => {
  const address = { account: stage.connection.account.id, segments: ['a', 'team of mobile-api'] };
  const labels = typed('mobile-api', [{ kind: 'item', address, name: 'mobile-api of old', urn: undefined }]);
  await vi.waitFor(() => expect(labels()).toEqual(['mobile-api of old']));
  await vi.waitFor(() =>
    expect(labels()).toEqual(['mobile-api of old', 'mobile-api managedPlatformCluster, in the API']),
  );
});
