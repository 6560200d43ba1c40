import { IgnoredDifferences } from '../../../../src/editor/shell/ignoredDifferences.js';
import { NormalisedStore } from '../../../../src/editor/manifests/normalisedStore.js';
import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import { FakeMemento, NO_FILE } from '../fakeContext.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../src/api/apiClient.js';
import type { Connection } from '../../../../src/editor/connections/connections.js';
import { isJsonObject } from '../../../../src/api/jsonObject.js';
import type { Sandbox } from '../../../../src/sandbox/sandbox.js';
import { startSandbox } from '../../../../src/sandbox/sandbox.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { clearScreen, screen, Uri } from '../fakeVscode.js';
import { readingWatcher } from '../readingWatcher.js';
import { sandboxClient } from '../../../support/sandboxClient.js';

const { ManifestPlans } = await import('../../../../src/editor/manifests/manifestPlans.js');
const { PlanTree } = await import('../../../../src/editor/manifests/planTree.js');

const LIST = '/managedPlatform/project';
/** A busy machine starts a sandbox and reads its documents slowly. */
const STARTING_MS = 60_000;
const file = Uri.from({ scheme: 'file', path: '/w/all.ovhapi.yaml' });
const never = (): AbortSignal => new AbortController().signal;
const quiet = (): void => undefined;

/** Two changes and one creation, in a cloud whose time goes on only between two readings of what is followed. */
describe('a plan of three manifests of which the cloud can’t apply the first', () => {
  let sandbox: Sandbox;
  let api: ApiClient;
  let plans: InstanceType<typeof ManifestPlans>;
  /** What the workspace keeps. */
  let kept: FakeMemento;
  /** The connection of the account that is picked. */
  let active: Connection | undefined;

  beforeEach(async () => {
    clearScreen();
    kept = new FakeMemento();
    sandbox = await startSandbox({ resources: 2, clock: 'manual' });
    api = sandboxClient(sandbox);
    const schemas = new SchemaSource({ api, version: () => undefined });
    const { items } = await api.page({ path: LIST, size: 100, priority: 'user' });
    const ids = items.map((one) => String(isJsonObject(one) ? one.id : ''));
    const specs = items.map((one) =>
      isJsonObject(one) && isJsonObject(one.targetSpec) ? one.targetSpec : {},
    );
    const { item } = await schemas.forPath(`${LIST}/${ids[0]!}`);
    const made = JSON.stringify({ ...specs[0], name: 'made-by-a-plan' });
    screen.documents.set(
      file.toString(),
      [
        ...ids.map((id) => `kind: ${LIST}\nid: ${id}\nspec: {description: planned}\n`),
        `kind: ${LIST}\nspec: ${made}\n`,
      ].join('---\n'),
    );
    active = { account: api.account, api, schemas };
    plans = new ManifestPlans({
      schemaErrors: () => Promise.resolve(new Map()),
      normalised: new NormalisedStore(kept),
      ignored: new IgnoredDifferences(),
      unfinished: new UnfinishedWork(NO_FILE, () => undefined),
      connection: () => active,
      watcher: readingWatcher(
        () => api,
        item!,
        () => sandbox.client.step(20_000),
      ),
      onSecrets: quiet,
      note: (failure) => (failure as Error).message,
    });
    await plans.plan([file as never], never(), quiet, () => Promise.resolve(true));
    expect(plans.pending).toHaveLength(3);
    await sandbox.client.conduct({ failingNext: 1 });
    await sandbox.client.forgetRequests();
  }, STARTING_MS);
  afterEach(async () => {
    plans.dispose();
    await api.close();
    await sandbox.stop();
  });

  const writes = async (): Promise<readonly string[]> =>
    (await sandbox.client.requests()).map(({ method }) => method).filter((method) => method !== 'GET');
  const rows = (): readonly string[] => {
    const tree = new PlanTree(plans);
    const words = tree.getChildren().map((node) => String(tree.getTreeItem(node).description));
    tree.dispose();
    return words;
  };

  it('stops there, and its row says that the task failed and why', async () => {
    const report = await plans.apply(never(), quiet);
    expect(report.failed).toMatchObject([{ state: 'taskFailed' }]);
    expect([report.done.length, report.open.length, report.unsent.length]).toEqual([0, 0, 2]);
    expect(await writes()).toEqual(['PUT']);
    expect(rows()).toEqual([
      expect.stringMatching(/^task failed: \S/),
      expect.stringContaining('1 field'),
      'to create',
    ]);
    // What the API accepted is not sent once more.
    expect(plans.pending).toHaveLength(2);
    expect(screen.contexts.get('ovhApi.planPending')).toBe(true);
  });

  it('applies the others too where the setting says so, and follows what is created to its end', async () => {
    screen.settings.set('ovhApi.onFailure', 'continue');
    const report = await plans.apply(never(), quiet);
    expect([report.failed.length, report.done.length]).toEqual([1, 2]);
    expect(await writes()).toEqual(['PUT', 'PUT', 'POST']);
    expect(rows()).toEqual([expect.stringMatching(/^task failed: \S/), 'done', 'done']);
    const { items } = await api.page({ path: LIST, size: 100, priority: 'user' });
    const made = items.find((one) => JSON.stringify(one).includes('made-by-a-plan'));
    expect(made).toMatchObject({ resourceStatus: 'READY' });
  });

  it('is applied once at a time, on the account that it began on', async () => {
    await sandbox.client.conduct({ failingNext: 0 });
    const first = plans.apply(never(), quiet);
    expect(screen.contexts.get('ovhApi.planPending')).toBe(false);
    expect((await plans.apply(never(), quiet)).done).toEqual([]);
    active = undefined;
    expect((await first).done).toHaveLength(3);
    expect(await writes()).toEqual(['PUT', 'PUT', 'POST']);
  });

  it('is left when waiting is stopped: what was accepted doesn’t count as done', async () => {
    const abort = new AbortController();
    const report = await plans.apply(abort.signal, (_, { state }) => {
      if (state === 'applying') abort.abort();
    });
    expect(report).toMatchObject({ done: [], failed: [], isCancelled: true });
    expect(rows()[0]).toBe('request accepted: The extension stopped following it.');
    expect(await writes()).toEqual(['PUT']);
  });

  describe('of a platform that leaves out what is empty', () => {
    /** The identifier of the resource that the first manifest is of. */
    const first = (): string => plans.entries[0]!.manifest.id!;
    const planAgain = async (): Promise<void> => {
      await plans.plan([file as never], never(), quiet, () => Promise.resolve(true));
    };
    const apply = async (spec: string): Promise<void> => {
      screen.documents.set(file.toString(), `kind: ${LIST}\nid: ${first()}\nspec: ${spec}\n`);
      await planAgain();
      const { done } = await plans.apply(never(), quiet);
      expect(done).toHaveLength(1);
      await planAgain();
    };

    beforeEach(() => sandbox.client.conduct({ failingNext: 0, normalisesSpecs: true }));

    it('has nothing more to change once it was applied, and says what the API made of it', async () => {
      await apply('{name: applied, budget: null, contacts: []}');
      expect(plans.pending).toEqual([]);
      expect(rows()).toEqual(['no changes · fields normalised by the API: 2']);
      const tree = new PlanTree(plans);
      const fields = tree.getChildren(plans.entries[0]).map((node) => tree.getTreeItem(node));
      expect(fields.map(({ label, description }) => [label, description])).toEqual(
        ['budget', 'contacts'].map((name) => [name, 'normalised by the API']),
      );
      tree.dispose();
      expect(JSON.stringify([...kept.stored.values()])).not.toContain('applied');
    });

    it('has nothing more to change of a list that the API sorts, a text that it leaves out, and an empty map', async () => {
      const kind = `${LIST}/${first()}/network`;
      const { items } = await api.page({ path: kind, size: 1, priority: 'user' });
      const [network] = items;
      const id = String(isJsonObject(network) ? network.id : '');
      screen.documents.set(
        file.toString(),
        `kind: ${kind}\nid: ${id}\nspec:\n  labels: {}\n  description: null\n  dnsServers: [192.0.2.9, 192.0.2.1]\n`,
      );
      await planAgain();
      expect((await plans.apply(never(), quiet)).done).toHaveLength(1);
      await planAgain();
      expect(plans.pending).toEqual([]);
      const { normalised, changes } = plans.entries[0]!.planned!;
      expect([changes, normalised.map(({ path }) => path.join('.'))]).toEqual([
        [],
        ['dnsServers', 'description'],
      ]);
    });

    it('has a difference again once another client changes such a field', async () => {
      await apply('{name: applied, contacts: []}');
      await sandbox.client.changeResource(`${LIST}/${first()}`, { contacts: [{ email: 'a@example.org' }] });
      await planAgain();
      expect(plans.pending).toMatchObject([{ planned: { changes: [{ path: ['contacts', 0] }] } }]);
    });

    it('sends again what the manifest asks for since', async () => {
      await apply('{name: applied, contacts: []}');
      await apply('{name: applied, contacts: [], description: null, stage: STAGING}');
      expect(plans.pending).toEqual([]);
      screen.documents.set(
        file.toString(),
        `kind: ${LIST}\nid: ${first()}\nspec: {name: applied, contacts: [{email: a@example.org}]}\n`,
      );
      await planAgain();
      expect(plans.pending).toHaveLength(1);
    });
  });
});
