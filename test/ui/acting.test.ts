import { beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure, stageOfStories } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';
import { anotherClient } from '../support/anotherClient.js';
import { backups } from '../support/backups.js';

describe('resources of the demo', () => {
  const open = stageOfStories({ sandbox: ['--demo', '--speed', '20', ...changesAtWill] });

  /** The demo has one resource whose task goes on only once a person has given it what it asks for. */
  describe('answering a task that waits for the person', () => {
    let stage: Stage;
    let picture: (step: string) => Promise<string>;
    let tree: TreeView;

    beforeAll(async () => {
      stage = await open();
      picture = storyPictures('answering', stage.page);
      tree = stage.workbench.tree('Resources');
      await stage.workbench.showContainer('OVHcloud API');
      await tree.expand('/rental');
      await tree.expand('site');
      await tree.row('Shop').waitFor();
    });
    endAtFailure(() => picture('failed'));

    const answers = async (): Promise<readonly number[]> =>
      (await seenRequests(stage.sandbox.control))
        .filter(({ method, path }) => method === 'PUT' && /\/site\/[^/]+\/task\/[^/]+$/.test(path))
        .map(({ status }) => status);
    const asked = (text: string): Promise<void> =>
      expect.poll(() => stage.workbench.quickPick.question()).toContain(text);
    const typed = (): Promise<string> => stage.workbench.quickPick.typed();
    const send = (): Promise<void> => stage.workbench.dialog.getByRole('button', { name: 'Send' }).click();

    it('shows in the tree and in the panel that the task waits, and the panel’s form shows what would be sent', async () => {
      await expect.poll(() => tree.spoken('Shop')).toMatch(/waiting for your input/i);
      await tree.press('Shop', 'Show Diff and Timeline');
      const panel = stage.workbench.resourcePanel();
      await panel.title.waitFor();
      await picture('waiting');
      await panel.content.getByLabel('import.selection').fill('["pages"]');
      await panel.content.getByLabel('import.adminEmail').fill('panel@example.org');
      await panel.content.getByRole('button', { name: 'Send Answer…' }).click();
      await stage.workbench.dialog.waitFor();
      await picture('asked-from-panel');
      await expect.poll(() => stage.workbench.dialog.innerText()).toContain('"panel@example.org"');
      await stage.workbench.dialog.getByRole('button', { name: 'Leave As Is' }).click();
      await stage.workbench.dialog.waitFor({ state: 'detached' });
      expect(await answers()).toEqual([]);
    });

    it('sends nothing before the answer was seen as a request, and keeps what was typed when the API refuses it', async () => {
      const { quickPick, dialog, notifications } = stage.workbench;
      await stage.workbench.notifications.clear();
      await tree.press('Shop', 'Answer Task…');
      await asked('import.selection');
      await quickPick.answer('null');
      await asked('import.adminEmail');
      await quickPick.answer('admin@example.org');
      await dialog.waitFor();
      await picture('question');
      await expect.poll(() => dialog.innerText()).toContain('"import.adminEmail": "admin@example.org"');
      expect(await answers()).toEqual([]);
      await send();
      await notifications.withText('Answering siteImport').waitFor({ state: 'detached' });
      await notifications.waitFor(/Couldn’t answer siteImport: .*import\.selection/);
      await picture('refused');
      expect(await answers()).toEqual([400]);
      await notifications.press('Couldn’t answer', 'Edit Answer');
      await asked('import.selection');
      await expect.poll(typed).toBe('null');
      await quickPick.answer('["pages"]');
      await asked('import.adminEmail');
      await expect.poll(typed).toBe('admin@example.org');
      await picture('typed-before');
    });

    it('has the task continue once the answer is accepted, and the resource is followed to its end', async () => {
      const { dialog, notifications } = stage.workbench;
      await stage.workbench.quickPick.accept();
      await dialog.waitFor();
      await send();
      await notifications.waitFor('The answer to siteImport was accepted.');
      await picture('accepted');
      expect(await answers()).toEqual([400, 200]);
      const panel = stage.workbench.resourcePanel();
      await expect.poll(() => panel.status.innerText()).toMatch(/ready/i);
      await panel.content.getByRole('button', { name: 'Send Answer…' }).waitFor({ state: 'detached' });
      await expect.poll(() => tree.spoken('Shop')).not.toMatch(/waiting for your input/i);
      await picture('done');
      await stage.workbench.pickPictureTheme('Light High Contrast');
      await picture('done-high-contrast');
      // VS Code tells its console of every error message.
      expect(stage.consoleErrors).toEqual([expect.stringContaining('import.selection')]);
    });
  });

  /** A resource from its first draft to its end. */
  describe('making resources and taking them away', () => {
    let stage: Stage;
    let picture: (step: string) => Promise<string>;
    let tree: TreeView;
    let errorsBefore: number;

    beforeAll(async () => {
      stage = await open();
      errorsBefore = stage.consoleErrors.length;
      picture = storyPictures('acting', stage.page);
      tree = stage.workbench.tree('Resources');
      await stage.workbench.showContainer('OVHcloud API');
      await openNetworks();
    });
    const openNetworks = async (): Promise<void> => {
      await tree.expand('/managedPlatform');
      await tree.expand('project');
      await tree.expand(await tree.labelAfter('project'));
      await tree.expand('network');
    };
    endAtFailure(() => picture('failed'));

    const sent = async (method: string): Promise<readonly string[]> =>
      (await seenRequests(stage.sandbox.control))
        .filter((request) => request.method === method)
        .map(({ path, status }) => `${path.replace(/^.*\/(network)/, '…/$1')} ${String(status)}`);

    it('a draft has what the schema requires, and helps like any spec', async () => {
      await tree.press('network', 'Create…');
      const draft = stage.workbench.textEditor(/new-network\.json/);
      await draft.waitFor();
      await expect.poll(() => draft.visibleText()).toContain('"name":');
      await draft.waitUntilDirty();
      await picture('draft');
      expect(await sent('POST')).toEqual([]);
    });

    it('a draft is there again after a reload', async () => {
      await expect.poll(() => backups(stage.editor.profile, '"name":')).toBeGreaterThan(0);
      await stage.page.reload();
      const draft = stage.workbench.textEditor(/new-network\.json/);
      // VS Code may not have written down yet which tab was in front.
      await draft.focus();
      await expect.poll(() => draft.visibleText()).toContain('"name":');
      await draft.waitUntilDirty();
      await picture('draft-reloaded');
      await openNetworks();
    });

    it('an account that is marked as production is red in the status bar', async () => {
      const { workbench } = stage;
      await workbench.runAndChoose('OVHcloud API: Account Safeguards…', 'Production');
      await picture('safeguards');
      await workbench.quickPick.accept();
      await workbench.pickPictureTheme('Dark Modern');
      await workbench.statusBar
        .item(/sandbox|127\.0\.0\.1/i)
        .and(stage.page.locator('.error-kind'))
        .waitFor();
      await picture('production');
    });

    it('a draft that is refused stays as it is, with the reason', async () => {
      const draft = stage.workbench.textEditor(/new-network\.json/);
      await draft.replaceFirst(/"name": "[^"]*"/, '"name": 7');
      await draft.save();
      await stage.workbench.dialog.getByRole('button', { name: 'Create' }).click();
      await expect.poll(() => sent('POST')).toEqual(['…/network 400']);
      await stage.workbench.notifications.waitFor(/The API rejected the request/);
      await picture('refused');
      expect(await draft.isDirty()).toBe(true);
    });

    it('a saved draft becomes the new resource, which the tree shows', async () => {
      const draft = stage.workbench.textEditor(/new-network\.json/);
      await draft.replaceFirst(/"name": 7/, '"name": "made-in-a-story"');
      await draft.save();
      await stage.workbench.dialog.waitFor();
      await picture('question');
      const posts = await sent('POST');
      await stage.workbench.leaveDialogByEnter('Keep Editing');
      expect(await sent('POST')).toEqual(posts);
      await draft.save();
      await stage.workbench.dialog.getByRole('button', { name: 'Create' }).click();
      await tree.row('made-in-a-story').waitFor();
      await stage.workbench.tab(/new-network/).waitFor({ state: 'detached' });
      await stage.workbench.resourcePanel().title.waitFor();
      await stage.workbench.tab('made-in-a-story.json').waitFor();
      await picture('created');
      expect(await sent('POST')).toHaveLength(2);
    });

    it('nothing is deleted before the question that names it is answered', async () => {
      await tree.chooseFromMenu('made-in-a-story', 'Delete…');
      await stage.workbench.dialog.waitFor();
      await picture('delete-question');
      const words = (): Promise<string> => stage.workbench.dialog.innerText();
      await expect.poll(words).toContain('⚠ Production');
      await expect.poll(words).toContain('Delete made-in-a-story?');
      await stage.workbench.dismissDialog();
      expect(await sent('DELETE')).toEqual([]);
      await tree.chooseFromMenu('made-in-a-story', 'Delete…');
      await stage.workbench.leaveDialogByEnter('Keep Resource');
      expect(await sent('DELETE')).toEqual([]);
    });

    it('the question mentions an edit that was not sent', async () => {
      const spec = stage.workbench.textEditor('made-in-a-story.json');
      await spec.replaceFirst(/"name": "[^"]*"/, '"name": "not-sent"');
      await tree.chooseFromMenu('made-in-a-story', 'Delete…');
      await stage.workbench.dialog.waitFor();
      await picture('delete-edited');
      await expect.poll(() => stage.workbench.dialog.innerText()).toContain('It has unsaved changes');
      await stage.workbench.dismissDialog();
      await spec.revert();
    });

    it('a deleted resource is followed to its end, and its tab says that it was deleted', async () => {
      await tree.chooseFromMenu('made-in-a-story', 'Delete…');
      await stage.workbench.dialog.getByRole('button', { name: 'Delete' }).click();
      await stage.workbench.notifications.waitFor(/was deleted/);
      await tree.row('made-in-a-story').waitFor({ state: 'detached' });
      await stage.page
        .locator('.tab')
        .filter({ hasText: 'made-in-a-story.json' })
        .locator('.strikethrough, .deleted')
        .first()
        .waitFor();
      await picture('gone');
      expect(await sent('DELETE')).toHaveLength(1);
    });

    it('a copy of a resource is a draft, and several resources are deleted at once', async () => {
      const { workbench } = stage;
      const original = await tree.labelAfter('network');
      await tree.chooseFromMenu(original, 'Duplicate…');
      const draft = workbench.textEditor(/new-network\.json/);
      await draft.waitFor();
      await expect.poll(() => draft.visibleText()).toContain('-copy"');
      await picture('duplicate');
      await draft.replaceFirst(/"name": "[^"]*"/, '"name": "copy-of-it"');
      await draft.save();
      await workbench.dialog.getByRole('button', { name: 'Create' }).click();
      await tree.row('copy-of-it').waitFor();
      await workbench.tab('copy-of-it.json').waitFor();
      await tree.open('copy-of-it');
      await tree.row(original).click({ modifiers: ['ControlOrMeta'] });
      await tree.chooseFromMenu('copy-of-it', 'Delete…');
      await workbench.dialog.waitFor();
      await picture('delete-several');
      const deletions = await sent('DELETE');
      await stage.workbench.leaveDialogByEnter('Keep Resources');
      expect(await sent('DELETE')).toEqual(deletions);
      await tree.chooseFromMenu('copy-of-it', 'Delete…');
      await workbench.dialog.getByRole('button', { name: 'Delete' }).click();
      await workbench.quickPick.waitForPrompt('delete 2');
      await picture('type-name');
      await workbench.quickPick.answer('delete 2');
      await workbench.notifications.waitFor('2 resources were deleted.');
      expect(await sent('DELETE')).toHaveLength(3);
    });

    it('the tab of a resource that another client deletes says that it was deleted', async () => {
      const other = await tree.labelAfter('network');
      await tree.open(other);
      const tab = stage.page.locator('.tab').filter({ hasText: `${other}.json` });
      await tab.waitFor();
      await tree.press(other, 'Show Diff and Timeline');
      await stage.workbench.resourcePanel().title.waitFor();
      const path = (await seenRequests(stage.sandbox.control))
        .filter(({ method, path: at }) => method === 'GET' && /\/network\/[^/]+$/.test(at))
        .at(-1)!.path;
      const another = anotherClient(stage.sandbox);
      await another.request({ method: 'DELETE', path: path.replace('/v2', ''), priority: 'user' });
      await another.close();
      await tab.locator('.strikethrough').first().waitFor();
      await expect.poll(() => tree.spoken(other)).toMatch(/, deleted\b/);
      await picture('gone-elsewhere');
      // VS Code writes down what people are told; the draft was refused on purpose.
      expect(stage.consoleErrors.slice(errorsBefore)).toEqual([
        expect.stringMatching(/^new-[\w-]+\.\w+: The API rejected the request: targetSpec\.name/),
      ]);
    });
  });
});
