import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import { saveWebp } from '../support/webpPicture.js';
import type { TreeView } from '../support/workbench/treeView.js';

const updates = process.env.OVHAPI_UPDATE_SCREENSHOT === '1';

/**
 * The first steps, as the walkthrough tells them. With `OVHAPI_UPDATE_SCREENSHOT=1` its pictures are taken anew from what is
 * on the screen.
 */
describe('the walkthrough', () => {
  let stage: Stage;
  let tree: TreeView;
  let take: (step: string) => Promise<string>;

  beforeAll(async () => {
    stage = await openStage({
      settings: { 'ovhApi.environmentCredentials': 'ignore', 'workbench.colorTheme': 'Default Light Modern' },
      viewport: { width: 960, height: 600 },
    });
    take = storyPictures('walkthrough', stage.page);
    tree = stage.workbench.tree('Resources');
  });
  endAtFailure(() => take('failed'));
  afterAll(() => stage.close());

  /** The README shows one of them at more than that; the walkthrough's own column is narrower. */
  const picture = async (step: string, scale = 0.75): Promise<void> => {
    await take(step);
    if (!updates) return;
    await stage.workbench.notifications.clear();
    await saveWebp(stage.page, `media/walkthrough/${step}.webp`, { quality: 0.15, scale });
  };

  it('begins with the sandbox, for who has no account', async () => {
    await stage.workbench.showContainer('OVHcloud API');
    const button = stage.page.getByRole('button', { name: 'Try the Sandbox' }).first();
    await button.waitFor();
    await picture('begin');
    await button.click();
    await tree.row('/managedPlatform').waitFor();
  });

  it('continues through the tree', async () => {
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.expand('Billing platform - production');
    await tree.expand('cluster');
    await tree.row('billing-prod').waitFor();
    await picture('browse');
  });

  it('shows what a save would change', async () => {
    await tree.open('billing-prod');
    const spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "Invoices and payments"');
    await spec.save();
    await stage.workbench.dialog.getByText('Invoices and payments').waitFor();
    await picture('edit');
  });

  it('follows the cloud', async () => {
    const panel = stage.workbench.resourcePanel();
    // What passes is awaited before it begins, for this sandbox's clock can't be held. The row says the same, without a refresh.
    await Promise.all([
      panel.entries('task', 'running').first().waitFor(),
      tree.row('billing-prod').filter({ hasText: 'being updated' }).waitFor(),
      stage.workbench.dialog.getByRole('button', { name: 'Send' }).click(),
    ]);
    // Wide enough for the axis, with months of what happened to it.
    await stage.page.setViewportSize({ width: 1480, height: 860 });
    await stage.workbench.runCommand('View: Close Primary Side Bar');
    await panel.axis.waitFor();
    await expect.poll(() => panel.axis.locator('.axis-mark').count()).toBeGreaterThan(20);
    await picture('watch', 0.85);
    await stage.page.setViewportSize({ width: 960, height: 600 });
    await stage.workbench.textEditor(/\.json/).waitUntilSaved();
  });

  it('ends with requests of one’s own', async () => {
    await stage.workbench.runCommand('View: Close All Editors');
    await stage.workbench.openFile('first-requests.ovhapi.http');
    const requests = stage.workbench.textEditor('first-requests.ovhapi.http');
    await requests.waitFor();
    await requests.lens('Send').first().click();
    const answer = stage.workbench.textEditor(/\.jsonc/);
    await answer.waitFor();
    await expect.poll(() => answer.visibleText()).toContain('200');
    await stage.workbench.notifications.withText('Sending').waitFor({ state: 'detached' });
    await picture('ask');
  });

  it('is found by its name, with a picture at each step', async () => {
    await stage.workbench.runCommand('View: Close All Editors');
    await stage.workbench.runAndChoose('Welcome: Open Walkthrough...', 'Get Started with the OVHcloud API');
    for (const title of ['Sign in, or try the sandbox', 'Follow the changes', 'Send requests of your own']) {
      await stage.page.locator('.getting-started-step').filter({ hasText: title }).first().click();
      await expect
        .poll(() =>
          stage.page
            .locator('.getting-started-media img')
            .first()
            .evaluate((image) => (image as HTMLImageElement).naturalWidth)
            .catch(() => 0),
        )
        .toBeGreaterThan(100);
    }
    await take('walkthrough');
    // VS Code looks at what happens from here on only, and at no condition that was met before.
    await stage.page
      .locator('.getting-started-step')
      .filter({ hasText: 'Sign in, or try the sandbox' })
      .getByRole('checkbox', { checked: true })
      .first()
      .waitFor();
    expect(stage.consoleErrors).toEqual([]);
  });
});
