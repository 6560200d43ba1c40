import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import { NO_FILE } from '../fakeContext.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../../src/api/apiClient.js';
import { applyBulkEdit } from '../../../../src/editor/bulkEdit/applyBulkEdit.js';
import { BulkEdits } from '../../../../src/editor/bulkEdit/bulkEdits.js';
import { reportText, summaryText } from '../../../../src/editor/bulkEdit/bulkReport.js';
import type { BulkScope } from '../../../../src/editor/bulkEdit/bulkScope.js';
import { rowWords } from '../../../../src/editor/bulkEdit/rowWords.js';
import type { SpecEdit } from '../../../../src/resource/editSpec.js';
import { isJsonObject } from '../../../../src/api/jsonObject.js';
import type { Sandbox } from '../../../../src/sandbox/sandbox.js';
import { startSandbox } from '../../../../src/sandbox/sandbox.js';
import { SchemaSource } from '../../../../src/schema/schemaSource.js';
import { clearScreen, screen } from '../fakeVscode.js';
import { readingWatcher } from '../readingWatcher.js';
import { sandboxClient } from '../../../support/sandboxClient.js';

const LIST = '/managedPlatform/project';
/** A busy machine starts a sandbox and reads its documents slowly. */
const STARTING_MS = 60_000;
const edit: SpecEdit = {
  steps: [{ kind: 'field', name: 'description' }],
  change: { kind: 'set', json: '"edited together"' },
};
const REASON = /^task failed: \S/;
const never = (): AbortSignal => new AbortController().signal;
const quiet = (): void => undefined;

/** Seven resources in a cloud whose time goes on only between two readings of what is followed. */
describe('a bulk edit of seven resources of which the cloud can’t change one', () => {
  let sandbox: Sandbox;
  let api: ApiClient;
  let edits: BulkEdits;

  beforeEach(async () => {
    clearScreen();
    sandbox = await startSandbox({ resources: 7, clock: 'manual' });
    api = sandboxClient(sandbox);
    const schemas = new SchemaSource({ api, version: () => undefined });
    const { items } = await api.page({ path: LIST, size: 100, priority: 'user' });
    const ids = items.map((one) => String(isJsonObject(one) ? one.id : ''));
    const item = (await schemas.forPath(`${LIST}/${ids[0]!}`)).item!;
    edits = new BulkEdits({
      unfinished: new UnfinishedWork(NO_FILE, () => undefined),
      watcher: readingWatcher(
        () => api,
        item,
        () => sandbox.client.step(20_000),
      ),
      note: (failure) => (failure as Error).message,
      onRead: quiet,
    });
    const targets = ids.map((id) => ({
      ...{ address: { account: 'a', segments: ['managedPlatform', 'project', id] }, item, label: id },
    }));
    const scope: BulkScope = {
      ...{ connection: { account: api.account, api, schemas }, item, schema: {}, targets, title: 'project' },
    };
    const rows = await edits.read(scope, never(), quiet);
    await edits.show(scope, edit, { rows, problemsOf: () => Promise.resolve([]) });
    expect(edits.pending).toHaveLength(7);
    await sandbox.client.conduct({ failingNext: 1 });
    await sandbox.client.forgetRequests();
    screen.press = (_, buttons) => buttons.find((one) => one === 'Apply');
  }, STARTING_MS);
  afterEach(async () => {
    edits.dispose();
    await api.close();
    await sandbox.stop();
  });

  const puts = async (): Promise<number> =>
    (await sandbox.client.requests()).filter(({ method }) => method === 'PUT').length;
  const statuses = async (): Promise<readonly unknown[]> => {
    const { items } = await api.page({ path: LIST, size: 100, priority: 'user' });
    return items.map((one) => isJsonObject(one) && one.resourceStatus);
  };
  const told = (): string => screen.messages.at(-1)!.text;
  const states = (): readonly string[] => edits.prepared!.rows.map(({ state }) => state);

  it('says which failed and why, and sends nothing after it', async () => {
    await applyBulkEdit(edits, () => Promise.resolve());
    expect(await puts()).toBe(1);
    expect(states()).toEqual(['taskFailed', ...Array.from({ length: 6 }, () => 'planned')]);
    const [failed] = edits.prepared!.rows;
    expect(rowWords(failed!)).toMatch(REASON);
    expect(told()).toContain(`The API accepted the change of`);
    expect(told()).toContain(failed!.problem);
    expect(told()).toContain('Done: 0. Failed: 1. Not sent: 6.');
    expect(screen.messages.at(-1)!.severity).toBe('error');
    const report = reportText(edits.prepared!, new Date(0));
    expect(report).toContain('Accepted, then failed (1)');
    expect(report).toContain('Not sent (6)');
    expect(report).not.toContain('Done (');
  });

  it('sends the others too where the setting says so, and calls done what is ready', async () => {
    screen.settings.set('ovhApi.onFailure', 'continue');
    await applyBulkEdit(edits, () => Promise.resolve());
    expect(await puts()).toBe(7);
    expect(states()).toEqual(['taskFailed', ...Array.from({ length: 6 }, () => 'done')]);
    expect(await statuses()).toEqual(['ERROR', ...Array.from({ length: 6 }, () => 'READY')]);
    expect(told()).toContain('Done: 6. Failed: 1.');
    expect(summaryText(edits.prepared!)).toContain('6 done, 1 failed');
  });

  it('sends the next only once the cloud has done the one before it', async () => {
    await sandbox.client.conduct({ failingNext: 0 });
    const atSending: (readonly unknown[])[] = [];
    const report = await edits.send(never(), (_, { state }) => {
      if (state === 'sending') atSending.push(states());
    });
    expect(report.done).toHaveLength(7);
    expect(atSending.map((all) => all.filter((one) => one === 'done').length)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await statuses()).toEqual(Array.from({ length: 7 }, () => 'READY'));
  });

  it('doesn’t count as done when waiting is stopped: one is accepted, the rest is not sent and can be', async () => {
    await sandbox.client.conduct({ failingNext: 0 });
    const abort = new AbortController();
    const report = await edits.send(abort.signal, (_, { state }) => {
      if (state === 'applying') abort.abort();
    });
    expect(report).toMatchObject({ done: [], failed: [], isCancelled: true });
    expect(report.open.map(({ state }) => state)).toEqual(['open']);
    expect(rowWords(report.open[0]!)).toBe('request accepted: The extension stopped following it.');
    expect(report.unsent).toHaveLength(6);
    expect(await puts()).toBe(1);
    expect(edits.pending).toHaveLength(6);
  });

  it('distinguishes a request that the API refuses from a task that fails', async () => {
    await sandbox.client.inject({
      ...{ method: 'PUT', times: 1 },
      effect: {
        kind: 'error',
        status: 409,
        class: 'Client::Conflict::NameAlreadyInUse',
        message: 'Name taken',
      },
    });
    await applyBulkEdit(edits, () => Promise.resolve());
    expect(states()[0]).toBe('requestFailed');
    expect(rowWords(edits.prepared!.rows[0]!)).toContain('request failed: ');
    expect(told()).toContain('Couldn’t change ');
    expect(told()).toContain('Name taken. Done: 0. Failed: 1. Not sent: 6.');
    expect(reportText(edits.prepared!, new Date(0))).toContain('Request failed (1)');
  });
});
