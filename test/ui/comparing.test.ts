import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../support/axe.js';
import { storyPictures } from '../support/artefacts.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** Each test goes on where the one before it ended. */
describe('a resource beside another side of it', () => {
  let stage: Stage;
  let tree: TreeView;
  let cluster: string;
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({ sandbox: ['--resources', '3', '--speed', '50'] });
    picture = storyPictures('comparing', stage.page);
    await stage.workbench.showContainer('OVHcloud API');
    tree = stage.workbench.tree('Resources');
    cluster = await tree.firstResource('/managedPlatform', 'project', 'cluster');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const difference = (): Promise<void> =>
    stage.page.locator('.monaco-diff-editor .view-line').filter({ hasText: '"' }).first().waitFor();

  it('is compared with its current state by its row', async () => {
    await tree.chooseFromMenu(cluster, 'Compare', 'Compare with Current State');
    await stage.workbench.tab(`${cluster}: current state ↔ spec`).waitFor();
    await difference();
    await picture('current-state');
  });

  it('is completed with what the API has, and never with the words of its own text', async () => {
    await stage.workbench.closeEditors();
    await tree.open(cluster);
    const spec = stage.workbench.textEditor(`${cluster}.json`);
    await spec.waitFor();
    // "name" is a word of the text.
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "nam');
    const widget = stage.page.locator('.suggest-widget.visible');
    await spec.press('Control+Space');
    await widget.getByText('No suggestions.').waitFor();
    expect(await widget.locator('.monaco-list-row').count()).toBe(0);
    await picture('no-words');
    await spec.revert();
  });

  it('is compared with another of its list that was seen', async () => {
    await tree.chooseFromMenu(cluster, 'Compare', 'Compare with Another Resource…');
    const others = await stage.workbench.quickPick.labels();
    expect(others).toHaveLength(2);
    const [other = ''] = others;
    await picture('others');
    await stage.workbench.quickPick.choose(other);
    await stage.workbench.tab(`${other} ↔ ${cluster}`).waitFor();
    await difference();
    await picture('another');
  });

  it('is compared by field with a button in the title of the comparison', async () => {
    await stage.page.locator('.editor-actions').getByRole('button', { name: 'Compare by Field' }).click();
    const page = stage.workbench.resourcePanel();
    await page.waitFor('.fields .row');
    expect(await page.content.getByRole('heading', { level: 1 }).innerText()).toContain(cluster);
    await page.content.getByRole('checkbox', { name: 'Side by side' }).check();
    await page.waitFor('.row-sides');
    expect(await accessibilityFaults(await page.frame())).toEqual([]);
    await picture('by-field');
    await stage.workbench.pickPictureTheme('Dark 2026');
    await picture('by-field-dark');
    expect(stage.consoleErrors).toEqual([]);
  });
});
