import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxControl, type SandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { accessibilityFaults } from '../support/axe.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { Stage } from '../support/stage.js';
import { WebviewPanel } from '../support/workbench/webviewPanel.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

const pageSize = 5;
/** What a spec's description is changed to. */
const purpose = 'Payment workers, the public API and its webhooks';

/**
 * One person's first visit, from the tree to the schema version. Each test goes on where the one before it ended, so after
 * one that fails the others are skipped.
 */
describe('a walk through the product', () => {
  let stage: Stage;
  let picture: (step: string) => Promise<string>;
  let tree: TreeView;
  let spec: TextEditor;
  /** The labels of the project and the cluster that the visitor opens, and the cluster's path. */
  let project: string;
  let cluster: string;
  let clusterPath: string;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--demo', '--speed', '2', ...changesAtWill],
      settings: { 'ovhApi.pageSize': pageSize, 'ovhApi.schemaVersions': ['1.0', '2.0'] },
    });
    picture = storyPictures('walk', stage.page);
    tree = stage.workbench.tree('Resources');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const control = (): SandboxControl => sandboxControl(stage.sandbox.control);
  const paths = async (method = 'GET'): Promise<readonly string[]> =>
    (await seenRequests(stage.sandbox.control))
      .filter((request) => request.method === method)
      .map((request) => request.path);

  it('the tree shows the sections, and reads nothing of one before it is opened', async () => {
    await stage.workbench.showContainer('OVHcloud API');
    await tree.row('/managedPlatform').waitFor();
    await picture('sections');
    await expect.poll(() => tree.labels()).toEqual(['/access', '/managedPlatform', '/rental']);
    expect((await paths()).filter((path) => /^\/v2\/./.test(path))).toEqual([]);
  });

  it('a collection shows its first page, and the next one on request', async () => {
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.row(`Load more (${pageSize} shown)`).waitFor();
    await picture('first-page');
    expect((await paths()).filter((path) => path.endsWith('/project'))).toHaveLength(1);
    const first = (await tree.labels()).filter((label) => !label.startsWith('Load more'));

    await tree.open(/Load more/);
    await tree.row(`Load more (${2 * pageSize} shown)`).waitFor();
    await picture('second-page');
    expect((await paths()).filter((path) => path.endsWith('/project'))).toHaveLength(2);
    const both = (await tree.labels()).filter((label) => !label.startsWith('Load more'));
    expect(both).toHaveLength(first.length + pageSize);
    expect(both).toEqual(expect.arrayContaining(first));
  });

  it('a resource two levels down opens as the document of its spec', async () => {
    project = await tree.labelAfter('project');
    await tree.expand(project);
    await tree.expand('cluster');
    cluster = await tree.labelAfter('cluster');
    await forgetRequests(stage.sandbox.control);
    await tree.open(cluster);
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    await expect.poll(() => spec.visibleText()).toContain('"description":');
    expect(await spec.visibleText()).not.toContain('"currentState"');
    clusterPath = `/v2${await spec.resourcePath()}`;
    expect(clusterPath).toMatch(/\/project\/[^/]+\/cluster\/[^/]+$/);
    expect(await paths()).toContain(clusterPath);
    await picture('spec');
  });

  it('its panel says that the spec is applied', async () => {
    await tree.press(cluster, 'Show Diff and Timeline');
    const panel = stage.workbench.resourcePanel();
    await panel.title.waitFor();
    await expect.poll(() => panel.title.innerText()).toBe(cluster);
    expect(await panel.path.allInnerTexts()).toEqual(['managedPlatform', 'project', project, 'cluster']);
    await expect.poll(() => panel.verdict.innerText()).toBe('Up to date');
    await picture('panel');
  });

  it('text that is no JSON is refused with a diagnostic, and nothing is sent', async () => {
    await forgetRequests(stage.sandbox.control);
    await spec.replaceFirst('"description":', '"description"');
    await spec.save();
    await stage.workbench.notifications.waitFor('The JSON isn’t valid. Nothing was sent.');
    await spec.problems.first().waitFor();
    expect(await spec.isDirty()).toBe(true);
    await picture('refused');
    expect(await paths('PUT')).toEqual([]);
    await spec.undo();
    await stage.workbench.notifications.clear();
  });

  it('a save shows the plan, and sends the change once when the person agrees', async () => {
    // The cloud waits until its difference has been seen, however slow this machine is.
    await control().setSpeed(0.01);
    await spec.replaceFirst(/"description": "[^"]*"/, `"description": "${purpose}"`);
    await spec.replaceFirst(/odes": 6/, 'odes": 8');
    await spec.save();
    const { dialog } = stage.workbench;
    await dialog.getByText(purpose).waitFor();
    await picture('plan');
    expect(await paths('PUT')).toEqual([]);

    await dialog.getByRole('button', { name: 'Send' }).click();
    await spec.waitUntilSaved();
    await expect.poll(() => paths('PUT')).toEqual([clusterPath]);
    const [sent] = (await seenRequests(stage.sandbox.control)).filter(({ method }) => method === 'PUT');
    expect(sent!.status).toBe(200);
    expect(JSON.parse(sent!.body)).toMatchObject({
      checksum: expect.any(String) as unknown,
      targetSpec: { description: purpose },
    });
  });

  it('the panel shows the difference, then the task and its events, until the cloud has followed', async () => {
    const panel = stage.workbench.resourcePanel();
    await panel.differences.filter({ hasText: purpose }).waitFor();
    await picture('pending');

    await panel.entries('event', 'The target spec was changed').first().waitFor();
    // Its task has begun by then, and is under way until the clock goes on.
    await control().step(2_000);
    await panel.entries('task', 'running').waitFor();
    await picture('following');

    await control().setSpeed(50);
    await panel.entries('task', 'running').waitFor({ state: 'detached' });
    await expect.poll(() => panel.verdict.innerText()).toBe('Up to date');
    await picture('panel');
  });

  it('the panel has no fault that axe-core knows', async () => {
    expect(await accessibilityFaults(await stage.workbench.resourcePanel().frame())).toEqual([]);
  });

  it('a request of a file is sent from where it is written, and its answer opens beside it', async () => {
    await stage.workbench.openFile('first-requests.ovhapi.http');
    const requestFile = stage.workbench.textEditor('first-requests.ovhapi.http');
    await requestFile.waitFor();
    await forgetRequests(stage.sandbox.control);
    await requestFile.lens('Send').first().click();
    const answer = stage.workbench.textEditor(/\.jsonc/);
    await answer.waitFor();
    await expect.poll(() => answer.visibleText()).toMatch(/200[\s\S]*managedPlatform/);
    await picture('answer');
    // Once; what else was asked for meanwhile is what watches the open resource.
    expect((await paths()).filter((path) => path === '/v2')).toHaveLength(1);
  });

  it('the status bar lists the schema versions that are known', async () => {
    await stage.workbench.statusBar.openChoices('default');
    await expect
      .poll(() => stage.workbench.quickPick.labels())
      .toEqual(expect.arrayContaining(['default', 'v2.0', 'v1.0', 'v0.0', 'Enter a version…']));
    await picture('versions');
  });

  it('two versions are compared, and breaking changes come first', async () => {
    await stage.workbench.quickPick.cancel();
    await stage.workbench.runCommand('OVHcloud API: Compare Schema Versions…');
    for (const choice of ['/managedPlatform', /^\s*v1\.0/, /^\s*v2\.0/])
      await stage.workbench.quickPick.choose(choice);
    const report = new WebviewPanel(stage.page);
    await report.waitFor('.difference-breaking');
    expect(await report.content.getByRole('heading', { level: 1 }).textContent()).toContain('v1.0 → v2.0');
    const first = report.content.locator('.difference').first();
    expect(await first.getAttribute('class')).toContain('difference-breaking');
    await picture('compared');
    await stage.workbench.statusBar.openChoices('default');
    await stage.workbench.quickPick.waitFor();
  });

  it('a picked version goes with every request, and the cloud answers by it', async () => {
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.quickPick.choose(/^\s*v1\.0/);
    await stage.workbench.statusBar.item('v1.0').waitFor();
    await expect.poll(async () => (await seenRequests(stage.sandbox.control)).length).toBeGreaterThan(0);
    await tree.row('/managedPlatform').waitFor();
    await expect.poll(() => tree.labels()).not.toContain('database');
    await picture('version-1');
    const versions = (await seenRequests(stage.sandbox.control))
      .filter(({ path }) => path.startsWith('/v2/managedPlatform'))
      .map(({ schemaVersion }) => schemaVersion);
    // What watched a resource may have asked once more before the version was picked.
    expect(new Set(versions.slice(versions.indexOf('1.0')))).toEqual(new Set(['1.0']));
  });

  it.each(['Dark Modern', 'Dark High Contrast', 'Light Modern'])(
    'all of it can be seen in the theme %s',
    async (theme) => {
      await stage.workbench.pickTheme(theme);
      await picture(theme.toLowerCase().replaceAll(' ', '-'));
    },
  );

  it('no error was logged but for what was refused on purpose', () => {
    // VS Code writes down what people are told.
    expect(stage.consoleErrors).toEqual([`${cluster}.json: The JSON isn’t valid. Nothing was sent.`]);
  });
});
