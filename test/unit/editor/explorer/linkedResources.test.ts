import { afterEach, beforeEach, expect, it } from 'vitest';
import type * as Linked from '../../../../src/editor/explorer/linkedResources.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { treeOnSandbox, type TreeStage } from './treeOnSandbox.js';

const { linkedResources }: typeof Linked = await import('../../../../src/editor/explorer/linkedResources.js');

let stage: TreeStage;
beforeEach(async () => {
  clearScreen();
  stage = await treeOnSandbox({ demo: true });
});
afterEach(() => stage.close());

/** The end of the URI that a link to this path opens. */
async function opened(path: string, name?: string): Promise<string> {
  const address = { account: stage.connection.account.id, segments: path.split('/') };
  const known = { nameOf: () => name ?? address.segments.at(-1) ?? '', lists: () => ({ seen: [] }) };
  const { documentOf } = linkedResources(stage.connections, known as never);
  return (await documentOf(address)).path.split('/').slice(-2).join('/');
}

const project = 'managedPlatform/project/4f1c2ad9036e4bb0a95cd2f1e80b77c3';

it('a link opens the document of a resource under the name that it was seen by', async () => {
  expect(await opened(project, 'Billing')).toBe('4f1c2ad9036e4bb0a95cd2f1e80b77c3.spec/Billing.json');
});

it('a link to a resource that was not seen learns its name first', async () => {
  expect(await opened(project)).toBe(
    '4f1c2ad9036e4bb0a95cd2f1e80b77c3.spec/Billing platform - production.json',
  );
});

it('a link opens a spec in the language of the settings', async () => {
  screen.settings.set('ovhApi.specFormat', 'yaml');
  expect(await opened(project, 'Billing')).toBe('4f1c2ad9036e4bb0a95cd2f1e80b77c3.spec/Billing.yaml');
});

it('a link to what can’t be changed opens all that the API says of it', async () => {
  expect(await opened(`${project}/quota`)).toMatch(/full/);
});
