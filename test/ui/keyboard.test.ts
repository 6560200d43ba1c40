import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** The tree under the hands of a person who has no mouse, and in the ears of one who sees nothing. */
describe('without a mouse', () => {
  let stage: Stage;
  let tree: TreeView;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--demo', '--speed', '2'], settings: { 'ovhApi.pageSize': 5 } });
    tree = stage.workbench.tree('Resources');
    picture = storyPictures('keyboard', stage.page);
    await stage.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const isOn = (label: string | RegExp): Promise<void> => tree.focused.filter({ hasText: label }).waitFor();
  /** Goes down to a row. */
  const goTo = async (label: string): Promise<void> => {
    for (let step = 0; step < 40; step += 1) {
      const now = (await tree.focused.locator('.label-name').innerText()).replaceAll('\u00a0', ' ');
      if (now === label) return;
      await tree.type('ArrowDown');
    }
    throw new Error(`There is no row ${label} further down.`);
  };
  /** Opens a branch and waits until its children are there. */
  const open = async (label: string): Promise<void> => {
    await goTo(label);
    await tree.type('ArrowRight');
    await tree.focused.and(stage.page.locator('[aria-expanded=true]')).waitFor();
    await tree.labelAfter(label);
  };
  /** Chooses an entry of the menu of the row that the keyboard is on; an entry of a submenu comes after the submenu's own. */
  const choose = async (...path: readonly string[]): Promise<void> => {
    await tree.type('Shift+F10');
    const menu = stage.page.locator('.context-view');
    const press = async (key: string): Promise<void> => {
      await menu.locator(':focus').first().waitFor();
      await stage.page.keyboard.press(key);
    };
    for (const [depth, entry] of path.entries()) {
      const item = menu.getByRole('menuitem', { name: entry, exact: true });
      // The rows of a submenu stand within the row that opened it.
      const focused = menu.locator('.action-item.focused > [role=menuitem]').and(item);
      await item.waitFor();
      for (let step = 0; step < 40 && (await focused.count()) === 0; step += 1) await press('ArrowDown');
      const isLast = depth === path.length - 1;
      await press(isLast ? 'Enter' : 'ArrowRight');
      if (isLast) await item.waitFor({ state: 'detached' });
    }
  };
  const copied = (): Promise<string> => stage.page.evaluate(() => navigator.clipboard.readText());

  it('a resource is reached by arrows, and its spec opens by Enter', async () => {
    await stage.page
      .locator('.activitybar')
      .getByRole('tab', { name: 'OVHcloud API', exact: true })
      .waitFor();
    await stage.workbench.runCommand('View: Show OVHcloud API');
    await tree.row('/access').waitFor();
    await stage.workbench.runCommand('OVHcloud API: Focus on Resources View');
    await tree.type('Home');
    await isOn('/access');
    await open('/managedPlatform');
    await open('project');
    await open('Billing platform - production');
    await isOn('Billing platform - production');
    await tree.type('ArrowDown');
    await isOn('Spec');
    await picture('spec-row');
    await tree.type('Enter');
    await stage.workbench.textEditor(/\.json/).waitFor();
    await expect.poll(() => stage.workbench.textEditor(/\.json/).visibleText()).toContain('"description"');
  });

  it('a screen reader reads the kind and the state of each kind of row', async () => {
    await stage.workbench.runCommand('OVHcloud API: Focus on Resources View');
    await open('cluster');
    await expect.poll(() => tree.spoken('/managedPlatform')).toMatch(/^\/managedPlatform/);
    await expect.poll(() => tree.spoken('project')).toMatch(/^project/);
    await expect
      .poll(() => tree.spoken('Billing platform - production'))
      .toBe('Billing platform - production, ready');
    await expect.poll(() => tree.spoken('Spec')).toMatch(/^Spec/);
    await expect.poll(() => tree.row('cluster').getAttribute('aria-level')).toBe('4');
    await expect.poll(() => tree.spoken(/Load more/)).toContain('5 shown. Press Enter to load more.');
    const cluster = tree.row(await tree.labelAfter('cluster'));
    await expect
      .poll(() => cluster.getAttribute('aria-label'))
      .toMatch(/, (?:ready|being \w+|suspended|in error|out of sync)/);
    await expect.poll(() => cluster.getAttribute('role')).toBe('treeitem');
    await picture('heard');
  });

  it('tasks and events have rows of their own, which say when they were and how they ended', async () => {
    const name = await tree.labelAfter('cluster');
    await open(name);
    await open('Events');
    const event = tree.row(await tree.labelAfter('Events'));
    await expect.poll(() => event.getAttribute('aria-label')).toMatch(/^.+, \w+, .*\d/);
    await picture('events');
    await tree.type('ArrowLeft');
    const tasks = await tree.labels();
    expect(tasks.indexOf('Tasks')).toBeLessThan(tasks.indexOf('Events'));
  });

  it('the menu of a row opens by the keyboard, and copies', async () => {
    await tree.type('Home');
    await goTo('Billing platform - production');
    await choose('Copy', 'Copy API Path');
    await expect.poll(copied).toMatch(/^\/managedPlatform\/project\/\w+$/);
    const path = await copied();
    await choose('Copy', 'Copy Identifier');
    await expect.poll(copied).toBe(path.split('/').at(-1));
  });

  it('the request that reads a resource is copied from its row and from its panel', async () => {
    await choose('Copy', 'Copy Request As…');
    await stage.workbench.quickPick.choose('curl');
    await expect.poll(copied).toMatch(/\/v2\/managedPlatform\/project\/\w+'.*^curl -X GET/ms);
    await choose('Show Diff and Timeline');
    await stage.workbench.resourcePanel().waitFor('h1');
    await stage.workbench.runAndChoose('OVHcloud API: Copy Request As…', 'Go, go-ovh');
    await expect.poll(copied).toContain('package main');
    expect(await copied()).toMatch(/\/managedPlatform\/project\/\w+/);
    await picture('copied-request');
    await stage.workbench.runCommand('OVHcloud API: Focus on Resources View');
  });

  it('several rows are copied and marked at once', async () => {
    await tree.type('Home');
    await goTo('Billing platform - production');
    await tree.type('ArrowLeft');
    // What is opened is selected, and the selection grows from there.
    await tree.type('Enter');
    await stage.workbench.runCommand('OVHcloud API: Focus on Resources View');
    await isOn('Billing platform - production');
    await tree.type('Shift+ArrowDown');
    await choose('Copy', 'Copy API Path');
    await expect.poll(async () => (await copied()).split('\n')).toHaveLength(2);
    await choose('Add to Favourites');
    const favourites = stage.workbench.tree('Favourites');
    await favourites.row('Billing platform - staging').waitFor();
    await expect
      .poll(() => favourites.labels())
      .toEqual(['Billing platform - production', 'Billing platform - staging']);
    await picture('several');
  });

  it('a collection is filtered, and the filter is removed, with the keyboard alone', async () => {
    // What is selected elsewhere would have a say in the menu.
    await tree.type('Escape', 'Home');
    await goTo('project');
    await choose('Filter…');
    await stage.workbench.quickPick.type('staging');
    await tree.row('project').filter({ hasText: 'filter “staging” (1 of 5 shown)' }).waitFor();
    await stage.workbench.quickPick.accept();
    await expect.poll(() => tree.spoken('project')).toContain('filter “staging” (1 of 5 shown)');
    await stage.workbench.runCommand('OVHcloud API: Focus on Resources View');
    await tree.type('Home');
    await goTo('project');
    await choose('Clear Filter');
    await tree.row('Data science lab').waitFor();
    expect(stage.consoleErrors).toEqual([]);
  });
});
