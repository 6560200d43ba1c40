import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseResource } from '../../src/resource/envelope.js';
import { anotherClient, changeSpec, clusters } from '../support/anotherClient.js';
import { accessibilityFaults } from '../support/axe.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** Two clusters on which the cloud is at work for minutes; the panel of the second one stays in sight throughout. */
describe('a tree that is hidden', () => {
  let stage: Stage;
  let tree: TreeView;
  let picture: (step: string) => Promise<string>;
  let inTree: string;
  let inPanel: string;
  const names = new Map<string, string>();

  const reads = async (path: string): Promise<number> =>
    (await seenRequests(stage.sandbox.control)).filter((seen) => seen.path === `/v2${path}`).length;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--resources', '3', '--speed', '0.01', ...changesAtWill] });
    tree = stage.workbench.tree('Resources');
    picture = storyPictures('hidden-view', stage.page);
    const client = anotherClient(stage.sandbox);
    const paths = await clusters(client, 2);
    for (const path of paths) {
      await changeSpec(client, path, { description: 'changed by somebody else' });
      const response = await client.request({ method: 'GET', path, priority: 'user' });
      names.set(path, parseResource(response.json()).displayName);
    }
    [inTree, inPanel] = paths as [string, string];
    await client.close();
    await stage.workbench.showContainer('OVHcloud API');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it('polls a busy row while it is visible', async () => {
    for (const branch of ['/managedPlatform', 'project']) await tree.expand(branch);
    await tree.expand(await tree.labelAfter('project'));
    await tree.expand('cluster');
    await expect.poll(() => reads(inTree)).toBeGreaterThan(1);
    await tree.press(names.get(inPanel)!, 'Show Diff and Timeline');
    await stage.workbench.resourcePanel().title.waitFor();
    await picture('seen');
  });

  it('stops polling when it is hidden, while the panel beside it continues', async () => {
    // From here on the row is asked for as often as the panel, so that the panel's readings tell how time passes.
    await tree.chooseFromMenu(names.get(inTree)!, 'Refresh');
    await stage.workbench.runCommand('View: Show Explorer');
    await tree.pane.waitFor({ state: 'hidden' });
    const told = await reads(inPanel);
    // What was asked for when the view was hidden is answered by then.
    await expect.poll(() => reads(inPanel)).toBeGreaterThan(told);
    await forgetRequests(stage.sandbox.control);
    await expect.poll(() => reads(inPanel)).toBeGreaterThan(3);
    await picture('hidden');
    const others = (await seenRequests(stage.sandbox.control)).filter(
      ({ path }) => !path.startsWith(`/v2${inPanel}`),
    );
    expect(others).toEqual([]);
  });

  it('polls at once when it is visible again', async () => {
    await stage.workbench.showContainer('OVHcloud API');
    await expect.poll(() => reads(inTree)).toBeGreaterThan(0);
    await picture('seen-again');
  });

  it('has its watched resources in a view and counted in the status bar, from either of them', async () => {
    await tree.chooseFromMenu(names.get(inTree)!, 'Watch');
    await stage.workbench.resourcePanel().title.click();
    await stage.workbench.runCommand('OVHcloud API: Watch');
    const watched = stage.workbench.tree('Watched');
    for (const path of [inTree, inPanel])
      await expect.poll(() => watched.spoken(names.get(path)!)).toMatch(/being updated, .*since /);
    await stage.workbench.statusBar.item('2 converging').waitFor();
    await picture('watched');
  });

  it('has them again after a reload, until they are no longer watched', async () => {
    await stage.page.reload();
    await stage.workbench.showContainer('OVHcloud API');
    const watched = stage.workbench.tree('Watched');
    await watched.row(names.get(inPanel)!).waitFor();
    await stage.workbench.statusBar.item('2 converging').waitFor();
    await watched.press(names.get(inPanel)!, 'Stop Watching');
    await stage.workbench.statusBar.item('1 converging').waitFor();
    await watched.row(names.get(inPanel)!).waitFor({ state: 'detached' });
    await picture('watched-after-reload');
  });

  it('shows the selected resource beside it, in a view that reads nothing while it is closed', async () => {
    await stage.workbench.runCommand('View: Close All Editors');
    const view = stage.workbench.resourcePanel();
    const header = stage.page.locator('.pane-header').filter({ hasText: 'Diff and Timeline' });
    await header.click();
    await view.waitFor('.empty-page');
    await picture('nothing-selected');
    for (const branch of ['/managedPlatform', 'project']) await tree.expand(branch);
    await tree.expand(await tree.labelAfter('project'));
    await tree.expand('cluster');
    await tree.open(names.get(inTree)!);
    await expect.poll(() => view.title.innerText()).toBe(names.get(inTree)!);
    await view.waitFor('.timeline .entry');
    expect(await accessibilityFaults(await view.frame())).toEqual([]);
    await picture('selected');
    for (const theme of ['Dark High Contrast', 'Light High Contrast', 'Dark 2026']) {
      await stage.workbench.pickPictureTheme(theme);
      await picture(`selected-${theme.toLowerCase().replaceAll(' ', '-')}`);
    }
    await header.hover();
    await stage.page.getByRole('button', { name: 'Pin Resource' }).click();
    await tree.open(names.get(inPanel)!);
    await stage.workbench.textEditor(new RegExp(names.get(inPanel)!)).waitFor();
    expect(await view.title.innerText()).toBe(names.get(inTree)!);
    await header.hover();
    await stage.page.getByRole('button', { name: 'Unpin Resource' }).click();
    await expect.poll(() => view.title.innerText()).toBe(names.get(inPanel)!);
    await header.click();
    await header.and(stage.page.locator('[aria-expanded="false"]')).waitFor();
  });

  it('has one timeline for the loaded resources of a collection, each at the head of its own tasks', async () => {
    await stage.workbench.runCommand('View: Close All Editors');
    await tree.chooseFromMenu('cluster', 'Open As', 'Timeline of Loaded Resources');
    const panel = stage.workbench.resourcePanel();
    await expect.poll(() => panel.title.innerText()).toBe('cluster');
    await panel.content.getByText('converging, failed or waiting: 2 of 3').first().waitFor();
    for (const path of [inTree, inPanel])
      await panel.content
        .locator('.entry-resource', { hasText: names.get(path)! })
        .first()
        .waitFor();
    await panel.waitFor('.entry-task');
    expect(await accessibilityFaults(await panel.frame())).toEqual([]);
    await picture('collection-dark');
    await panel.content.getByRole('button', { name: 'Also Read Those' }).click();
    const frame = await panel.frame();
    const scroll = (to: number): Promise<void> => frame.evaluate((top) => window.scrollTo(0, top), to);
    // Only what can be seen is drawn, and the one that is up to date comes last.
    await expect
      .poll(async () => {
        await scroll(1_000_000);
        return panel.content.locator('.entry-resource').last().innerText();
      })
      .not.toContain('being updated');
    await stage.workbench.pickPictureTheme('Light Modern');
    await picture('collection');
    await scroll(0);
    await panel.content.getByRole('button', { name: names.get(inPanel)!, exact: true }).click();
    await stage.workbench.tab(new RegExp(`^${names.get(inPanel)!}`)).waitFor();
    expect(stage.consoleErrors).toEqual([]);
  });

  it('has that timeline again after a reload, while the tree is hidden', async () => {
    await stage.workbench.runCommand('View: Close All Editors');
    await tree.chooseFromMenu('cluster', 'Open As', 'Timeline of Loaded Resources');
    const summary = 'converging, failed or waiting: 2 of 3';
    await stage.workbench.resourcePanel().content.getByText(summary).first().waitFor();
    await stage.workbench.runCommand('View: Show Explorer');
    await tree.pane.waitFor({ state: 'hidden' });
    // The tab of the step before was kept together with a resource's.
    await stage.workbench.waitUntilKept(
      /^(?!.*ovhApi\.resource).*"editorpart\.state".*ovhApi\.collection.*cluster\b/m,
    );
    await stage.page.reload();
    const panel = stage.workbench.resourcePanel();
    await panel.content.getByText(summary).first().waitFor();
    await panel.waitFor('.entry-task');
    expect(await panel.title.innerText()).toBe('cluster');
    await tree.pane.waitFor({ state: 'hidden' });
    await picture('collection-after-reload');
    expect(stage.consoleErrors).toEqual([]);
  });
});
