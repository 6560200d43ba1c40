import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoWorkspace } from '../../scripts/demoWorkspace.js';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { accessibilityFaults } from '../support/axe.js';
import { persist } from '../support/patience.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import { WebviewPanel } from '../support/workbench/webviewPanel.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** Going from one schema version to another, and what becomes of everything that is open. */
describe('the schema version', () => {
  let stage: Stage;
  let tree: TreeView;
  let spec: TextEditor;
  let cluster: string;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      sandbox: ['--demo', '--speed', '5', ...changesAtWill],
      settings: { 'ovhApi.confirmSave': 'never', 'ovhApi.schemaVersions': ['1.0', '2.0'] },
    });
    picture = storyPictures('versions', stage.page);
    tree = stage.workbench.tree('Resources');
    await stage.workbench.showContainer('OVHcloud API');
    cluster = await tree.firstResource('/managedPlatform', 'project', 'cluster');
    await tree.open(cluster);
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const row = (text: string | RegExp) => stage.workbench.quickPick.rows.filter({ hasText: text });
  /** The row of a version; others may name it, too. */
  const versionRow = (version: string) => row(new RegExp(`^\\s*v${version.replace('.', '\\.')}`));
  const openPicker = async (shown: string): Promise<void> => {
    // What closes just then takes a picker that has come up with it.
    await persist(async (time) => {
      await stage.workbench.statusBar.openChoices(shown);
      await row('sent by OVHcloud’s own tools').first().waitFor(time);
    });
  };

  /** Requests under v2 so far, without the documents that say what a version is. */
  const sent = async () =>
    (await seenRequests(stage.sandbox.control)).filter(
      ({ path }) => path.startsWith('/v2/') && !path.endsWith('.json'),
    );

  it('is picked by how each is known, and the default is recommended', async () => {
    await forgetRequests(stage.sandbox.control);
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await stage.workbench.pickTheme(theme);
      await openPicker('default');
      await versionRow('1.0').filter({ hasText: 'from your settings' }).waitFor();
      await row('default').filter({ hasText: 'recommended' }).waitFor();
      await row('Enter a version…').filter({ hasText: 'doesn’t publish how to list versions' }).waitFor();
      const labels = await stage.workbench.quickPick.labels();
      expect([labels[0], labels.at(-1)]).toEqual(['default', 'Enter a version…']);
      expect(labels).toEqual(expect.arrayContaining(['v0.0', 'v1.0', 'v2.0']));
      await picture(`picker-${theme}`);
      await stage.workbench.quickPick.cancel();
    }
    const asked = (await seenRequests(stage.sandbox.control)).filter(
      ({ schemaVersion }) => schemaVersion !== undefined,
    );
    // Whichever versions exist is asked once, by one that can't.
    expect(asked.map(({ schemaVersion }) => schemaVersion)).toEqual(['999999.0']);
  });

  it('leads to what differs from the one in use', async () => {
    await openPicker('default');
    await versionRow('1.0').first().hover();
    await versionRow('1.0').getByRole('button', { name: 'Compare with the default version' }).first().click();
    const report = new WebviewPanel(stage.page);
    await report.waitFor('.difference');
    expect(await report.content.getByRole('heading', { level: 1 }).textContent()).toBe('default → v1.0');
    const breaking = report.content.getByRole('button', { name: /^Breaking/ });
    const count = Number(await breaking.locator('strong').textContent());
    expect(await report.content.locator('.difference-breaking').count()).toBe(count);
    // The tree has read the clusters, whose query has one parameter less in that version.
    await report.content.getByRole('checkbox', { name: 'What I use' }).check();
    await report.content.locator('.difference', { hasText: 'this session' }).first().waitFor();
    for (const theme of ['Dark Modern', 'Light Modern']) {
      await stage.workbench.pickTheme(theme);
      await report.waitFor('.difference');
      await picture(`differences-${theme}`);
      expect(await accessibilityFaults(await report.frame())).toEqual([]);
    }
    await report.content.locator('.place').first().click();
    const definitions = stage.workbench.diffEditor(/default ↔ v1\.0/);
    await definitions.waitFor();
    await picture('definitions');
    await stage.workbench.runCommand('View: Close All Editors');
    await tree.open(cluster);
    await spec.waitFor();
  });

  it('leaves an edited document as it is, marks it, and says what is not in the version', async () => {
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "begun at the default"');
    await openPicker('default');
    await versionRow('1.0').first().click();
    await stage.workbench.statusBar.item('v1.0').waitFor();
    await stage.workbench.notifications.waitFor(
      /operations and \d+ fields of the default version aren’t in v1\.0/,
    );
    const mark = stage.page.locator('.squiggly-info');
    await mark.first().waitFor();
    // It is judged by the version that it was begun at.
    expect(await stage.page.locator('.squiggly-warning').count()).toBe(0);
    await picture('marked');
    await expect.poll(() => spec.visibleText()).toContain('begun at the default');
    expect(await spec.isDirty()).toBe(true);
    await forgetRequests(stage.sandbox.control);
    await spec.save();
    await spec.waitUntilSaved();
    const puts = (await seenRequests(stage.sandbox.control)).filter(({ method }) => method === 'PUT');
    expect(puts.map(({ schemaVersion, status }) => [schemaVersion, status])).toEqual([[undefined, 200]]);
    await expect.poll(() => mark.count()).toBe(0);
  });

  it('is sent with every request, whoever makes it', async () => {
    await forgetRequests(stage.sandbox.control);
    await tree.press('cluster', 'Refresh');
    await stage.workbench.runCommand('OVHcloud API: Show Diff and Timeline');
    await stage.workbench.openFile('first-requests.ovhapi.http');
    const requests = stage.workbench.textEditor('first-requests.ovhapi.http');
    await requests.waitFor();
    await requests.lens('Send').first().click();
    await stage.workbench.textEditor(/\.jsonc/).waitFor();
    await expect.poll(async () => new Set((await sent()).map(({ path }) => path)).size).toBeGreaterThan(2);
    const others = (await sent()).filter(({ schemaVersion }) => schemaVersion !== '1.0');
    expect(others).toEqual([]);
    await stage.workbench.runCommand('View: Close All Editors');
  });

  it('that the API refuses is reported at once, and the last good one stays in use', async () => {
    await openPicker('v1.0');
    await stage.workbench.quickPick.type('9.9');
    await row('as typed').first().click();
    const refusal = stage.workbench.notifications.withText(
      /schemas version "9\.9"|does not have this schema version/,
    );
    await refusal.first().waitFor();
    await stage.workbench.statusBar.item('v1.0').waitFor();
    await stage.workbench.notifications.clear();
    await openPicker('v1.0');
    await row('Enter a version…').first().click();
    await stage.page.getByText('Enter a Schema Version').waitFor();
    await stage.workbench.quickPick.type('8.8');
    await picture('enter');
    await stage.workbench.quickPick.accept();
    await stage.workbench.notifications.waitFor(/schemas version "8\.8"|does not have this schema version/);
    await stage.workbench.statusBar.item('v1.0').waitFor();
    // What was refused is not kept.
    await openPicker('v1.0');
    const labels = await stage.workbench.quickPick.labels();
    expect(labels.filter((label) => ['v9.9', 'v8.8'].includes(label))).toEqual([]);
    await stage.workbench.quickPick.cancel();
    // Nothing was touched by the try.
    await tree.row('cluster').waitFor();
    await picture('refused');
  });

  it('is read beside the tree in use, which can be used until then', async () => {
    const control = sandboxControl(stage.sandbox.control);
    // Forgets what the picker has read of v2.0 already.
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.runCommand('OVHcloud API: Refresh');
    await expect.poll(async () => (await sent()).some(({ path }) => path.endsWith('/cluster'))).toBe(true);
    await stage.workbench.notifications.clear();
    await control.inject({ path: '/v2/*.json', effect: { kind: 'latency', ms: 600_000 } });
    await stage.workbench.statusBar.openChoices('v1.0');
    await row('v2.1').or(row('default')).first().waitFor();
    await stage.workbench.quickPick.type('2.0');
    await versionRow('2.0').first().click();
    await stage.workbench.statusBar.item('v1.0 → v2.0').waitFor();
    await forgetRequests(stage.sandbox.control);
    await tree.expand('Data science lab');
    await tree.press('project', 'Refresh');
    await expect.poll(async () => (await sent()).length).toBeGreaterThan(0);
    expect((await sent()).map(({ schemaVersion }) => schemaVersion)).not.toContain('2.0');
    await tree.row('Billing platform - production').waitFor();
    await picture('reading');
    // Who has waited enough stays.
    await stage.workbench.statusBar.openChoices('v1.0 → v2.0');
    await stage.workbench.quickPick.choose('Keep v1.0');
    await stage.workbench.statusBar.item('v2.0').waitFor({ state: 'detached' });
    await stage.workbench.statusBar.item('v1.0').waitFor();
    await control.clearFaults();
    expect(await stage.workbench.notifications.texts()).toEqual([]);
  });

  it('switched while a list is being read ends with the list of the right version', async () => {
    const control = sandboxControl(stage.sandbox.control);
    await control.inject({ path: '/v2/managedPlatform/project*', effect: { kind: 'latency', ms: 1_500 } });
    await forgetRequests(stage.sandbox.control);
    await tree.press('project', 'Refresh');
    await openPicker('v1.0');
    await versionRow('2.0').first().click();
    await stage.workbench.statusBar.item('v2.0').waitFor();
    await expect
      .poll(async () =>
        (await seenRequests(stage.sandbox.control)).findLast(({ path }) => path.endsWith('/project')),
      )
      .toMatchObject({ schemaVersion: '2.0', status: 200 });
    await control.clearFaults();
    await tree.row('Billing platform - production').waitFor();
    await tree.row('cluster').waitFor();
    await picture('switched');
  });

  it('is each window’s own', async () => {
    const other = await createDemoWorkspace();
    try {
      const second = await stage.openWindow(other.folder);
      await second.showContainer('OVHcloud API');
      await second.statusBar.item('default').waitFor();
      await second.statusBar.openChoices('default');
      await second.quickPick.choose(/^\s*v1\.0/);
      await second.statusBar.item('v1.0').waitFor();
      await stage.workbench.statusBar.item('v2.0').waitFor();
      await forgetRequests(stage.sandbox.control);
      await second.tree('Resources').expand('/managedPlatform');
      await second.tree('Resources').expand('project');
      await tree.press('project', 'Refresh');
      await expect
        .poll(async () => new Set((await sent()).map(({ schemaVersion }) => schemaVersion)))
        .toEqual(new Set(['1.0', '2.0']));
      await second.page.close();
      await stage.page.bringToFront();
    } finally {
      await other.remove();
    }
  });

  it('of this workspace alone can be forgotten again', async () => {
    await stage.workbench.pickTheme('Dark Modern');
    await openPicker('v2.0');
    await row('Forget this workspace').first().waitFor();
    await picture('forget');
    await row('Forget this workspace').first().click();
    await stage.workbench.statusBar.item('default').waitFor();
    // The editor writes down what it shows.
    const complaints = stage.consoleErrors.filter(
      (text) => !/does not have this schema version|schemas version/.test(text),
    );
    expect(complaints).toEqual([]);
  });
});
