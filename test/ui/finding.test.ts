import { beforeAll, describe, expect, it } from 'vitest';
import { anotherClient, changeSpec } from '../support/anotherClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { persist } from '../support/patience.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure, stageOfStories } from '../support/story.js';
import type { TreeView } from '../support/workbench/treeView.js';
import type { TextEditor } from '../support/workbench/textEditor.js';

describe('the tree of the demo', () => {
  const open = stageOfStories({ sandbox: ['--demo', '--speed', '2'], settings: { 'ovhApi.pageSize': 5 } });

  /** Rows of the tree under the pointer that takes them elsewhere. */
  describe('a row that is dragged', () => {
    let stage: Stage;
    let tree: TreeView;
    let file: TextEditor;
    let picture: (step: string) => Promise<string>;

    beforeAll(async () => {
      stage = await open();
      tree = stage.workbench.tree('Resources');
      picture = storyPictures('dragging', stage.page);
      await stage.workbench.openFile('first-requests.ovhapi.http');
      file = stage.workbench.textEditor(/first-requests/);
      await stage.workbench.showContainer('OVHcloud API');
      await tree.expand('/managedPlatform');
      await tree.expand('project');
      await tree.row('Data science lab').waitFor();
    });
    endAtFailure(() => picture('failed'));

    /** Drags a row into the editor, with Shift, as VS Code drops into editors. */
    const drag = async (label: string): Promise<void> => {
      const { page } = stage;
      const { x, y, width, height } = (await page.locator('.part.editor').boundingBox())!;
      const [middle, below] = [x + width / 2, y + height / 2];
      // A row that moves just then is not taken; VS Code says above the editor when one is.
      await persist(async (time) => {
        await tree.row(label).hover(time);
        await page.mouse.down();
        await page.mouse.move(middle - 40, below - 20, { steps: 5 });
        try {
          await page.locator('.editor-group-overlay-indicator').first().waitFor(time);
        } catch (error) {
          await page.mouse.up();
          throw error;
        }
      });
      await page.keyboard.down('Shift');
      await page.mouse.move(middle, below, { steps: 5 });
      await page.mouse.up();
      await page.keyboard.up('Shift');
    };

    it('into a request file becomes a request there, of its own', async () => {
      await drag('Data science lab');
      await expect.poll(() => file.visibleText()).toMatch(/GET \/v2\/managedPlatform\/project\/\w+/);
      await picture('dropped');
      await file.waitUntilDirty();
    });

    it('of a collection becomes the request of its list', async () => {
      await drag('project');
      await expect.poll(() => file.visibleText()).toMatch(/GET \/v2\/managedPlatform\/project\n/);
      expect(await file.problems.count()).toBe(0);
      await picture('dropped-collection');
      expect(stage.consoleErrors).toEqual([]);
    });
  });

  /** How a person finds things again. Each test goes on where the one before it ended. */
  describe('finding resources', () => {
    let stage: Stage;
    let picture: (step: string) => Promise<string>;
    let tree: TreeView;
    /** A project that the person has seen, and its path. */
    let project: string;
    let projectPath: string;

    beforeAll(async () => {
      stage = await open();
      picture = storyPictures('finding', stage.page);
      tree = stage.workbench.tree('Resources');
    });
    endAtFailure(() => picture('failed'));

    const paths = async (): Promise<readonly string[]> =>
      (await seenRequests(stage.sandbox.control)).map(({ path }) => path);
    const goTo = async (text: string): Promise<void> => {
      // What was opened before may take the focus only now, which closes the list.
      await persist(async (time) => {
        await stage.workbench.ask('OVHcloud API: Go to Resource…', 'Go to Resource');
        await stage.workbench.quickPick.type(text, time);
      });
    };

    it('what the tree has shown is found by a part of its name, and opens', async () => {
      await stage.workbench.showContainer('OVHcloud API');
      await tree.expand('/managedPlatform');
      await tree.expand('project');
      await tree.row(/Load more/).waitFor();
      project = await tree.labelAfter('project');
      const part = project.slice(1, -1);
      await goTo(part);
      await stage.workbench.quickPick.rows.filter({ hasText: project }).first().waitFor();
      await picture('found');
      // What the API finds may come just as it is clicked.
      const askAgain = async (): Promise<void> => {
        if (!(await stage.workbench.quickPick.isShown())) await goTo('');
      };
      await stage.workbench.quickPick.chooseFound(askAgain, part, project);
      await stage.workbench.textEditor(/\.json/).waitFor();
      projectPath = (await paths()).findLast((path) => /\/project\/[^/]+$/.test(path))!;
      expect(projectPath).toMatch(/\/project\/[^/]+$/);
    });

    it('what was opened last comes first', async () => {
      await goTo('');
      await expect.poll(async () => (await stage.workbench.quickPick.labels())[0]).toBe(project);
      await picture('recently-opened');
      await stage.workbench.quickPick.cancel();
    });

    it('its keys open it, in the tree as in an editor', async () => {
      const modifier = process.platform === 'darwin' ? 'Meta' : 'Control';
      const keys = [`${modifier}+K`, `${modifier}+G`];
      const editor = stage.workbench.textEditor(/\.json/);
      await stage.workbench.runCommand('OVHcloud API: Focus on Resources View');
      for (const press of [(key: string) => tree.type(key), (key: string) => editor.press(key)]) {
        for (const key of keys) await press(key);
        await stage.page.getByText('Go to Resource', { exact: true }).waitFor();
        await expect.poll(() => stage.workbench.quickPick.labels()).toContain(project);
        await stage.workbench.quickPick.cancel();
        await stage.page.getByText('Go to Resource', { exact: true }).waitFor({ state: 'hidden' });
      }
    });

    it('a pasted URL of a collection that was not listed yet reveals it in the tree', async () => {
      const { origin } = new URL(stage.sandbox.api);
      await forgetRequests(stage.sandbox.control);
      await goTo(`${origin}${projectPath}/cluster`);
      await stage.workbench.quickPick.rows.filter({ hasText: 'Open /managedPlatform' }).waitFor();
      await picture('pasted-url');
      await stage.workbench.quickPick.choose('Open /managedPlatform');
      await expect
        .poll(async () => (await paths()).filter((path) => path.endsWith('/cluster')))
        .toHaveLength(1);
      await tree.row('cluster').waitFor();
      await picture('collection-revealed');
    });

    it('a link to the API console asks which resource it is about, and opens what is under it', async () => {
      const { origin } = new URL(stage.sandbox.api);
      await goTo(
        `${origin}/console/?section=/managedPlatform&branch=v2#get-/managedPlatform/project/-projectId-/cluster`,
      );
      await stage.workbench.quickPick.choose('Open /managedPlatform/project/{projectId}/cluster');
      await stage.workbench.quickPick.rows.filter({ hasText: project }).waitFor();
      await picture('console-link');
      await stage.workbench.quickPick.choose(project);
      await tree.row('cluster').waitFor();
      await picture('console-link-opened');
    });

    it.each([
      ['another host', 'https://api.example.org/v2/managedPlatform', 'This address belongs to another host'],
      ['the first branch', '/v1/managedPlatform', 'belongs to version 1'],
      [
        'a console’s page of the first branch',
        'https://api.eu.ovhcloud.com/console/?section=/me&branch=v1#get-/me',
        'belongs to version 1 of the API',
      ],
      ['a path that leads out of its place', '/managedPlatform/../x', 'This isn’t an API path'],
      [
        'a page that speaks of nothing',
        'https://www.example.org/manager/#/none',
        'No known resource matches',
      ],
    ])('%s is refused in words', async (_, pasted, words) => {
      await goTo(pasted);
      await stage.workbench.quickPick.rows.filter({ hasText: words }).waitFor();
      await picture(`refused-${words.split(' ')[0]!.toLowerCase()}-${String(words.length)}`);
      await stage.workbench.quickPick.cancel();
    });

    it('a path that the API document does not have is refused in a sentence', async () => {
      await goTo('/managedPlatform/nowhere');
      await stage.workbench.quickPick.choose('Open /managedPlatform/nowhere');
      await stage.workbench.notifications.waitFor('doesn’t have this path');
      await picture('no-such-path');
      await stage.workbench.notifications.clear();
    });

    it('a URN that was not listed yet is looked up in the API, and opens', async () => {
      const another = anotherClient(stage.sandbox);
      const { items } = await another.page({ path: '/access/resource', priority: 'user' });
      await another.close();
      const { urn } = items.at(-1) as { readonly urn: string };
      expect(urn).toMatch(/^urn:v1:/);
      await forgetRequests(stage.sandbox.control);
      await goTo(urn);
      await stage.workbench.quickPick.choose('Look up this URN in the API');
      await expect
        .poll(async () => (await paths()).map(decodeURIComponent))
        .toContain(`/v2/access/resource/${urn}`);
      await stage.workbench.textEditor(/\.json/).waitFor();
      await picture('urn');
    });

    it('favourite resources and collections have their own view, and survive a reload', async () => {
      const favourites = stage.workbench.tree('Favourites');
      await tree.chooseFromMenu(project, 'Add to Favourites');
      await stage.page.locator('.pane-header', { hasText: 'Favourites' }).waitFor();
      await favourites.row(project).waitFor();
      await tree.chooseFromMenu('cluster', 'Add to Favourites');
      await favourites.row('cluster').waitFor();
      await picture('favourites');

      await stage.workbench.waitUntilKept(/ovhApi\.favourites\.[^[]*\[[^\]]*\/cluster\b/);
      await stage.page.reload();
      await stage.page.locator('.pane-header', { hasText: 'Favourites' }).waitFor();
      await favourites.row('cluster').waitFor();
      await expect.poll(() => favourites.labels()).toEqual([project, 'cluster']);
      await goTo('');
      await expect
        .poll(async () => (await stage.workbench.quickPick.labels()).slice(0, 2))
        .toEqual([project, 'cluster']);
      await picture('favourites-in-front');
      await stage.workbench.quickPick.cancel();
    });

    it('a favourite opens, and leaves the view when it is removed', async () => {
      const favourites = stage.workbench.tree('Favourites');
      await favourites.open('cluster');
      await tree.rows
        .and(stage.page.locator('[aria-expanded=true]'))
        .filter({ hasText: 'cluster' })
        .waitFor();
      await favourites.press('cluster', 'Remove from Favourites');
      await favourites.row('cluster').waitFor({ state: 'detached' });
      await expect.poll(() => favourites.labels()).toEqual([project]);
      await picture('favourite-removed');
    });

    it('a resource of a tag that was not seen is found in the API, below what was seen', async () => {
      await goTo('team=mobile');
      await stage.workbench.quickPick.rows.filter({ hasText: 'in the API' }).waitFor();
      await expect.poll(() => stage.workbench.quickPick.labels()).toContain('mobile-api');
      await picture('in-the-api');
      await stage.workbench.quickPick.choose('mobile-api');
      await stage.workbench.tab(/mobile-api/).waitFor();
      await stage.workbench.closeEditors();
    });

    describe('a resource that another client renames', () => {
      const renamed = 'Payments of all shops';
      const crumbs = () => stage.page.locator('.breadcrumbs-control .monaco-breadcrumb-item');

      it('has its new name in its panel, and in the panel’s tab', async () => {
        await tree.open(project);
        await stage.workbench.textEditor(`${project}.json`).waitFor();
        await crumbs().filter({ hasText: project }).first().waitFor();
        await tree.press(project, 'Show Diff and Timeline');
        const panel = stage.workbench.resourcePanel();
        await panel.title.waitFor();
        await expect.poll(() => panel.title.innerText()).toBe(project);
        const another = anotherClient(stage.sandbox);
        await changeSpec(another, projectPath.slice('/v2'.length), { name: renamed });
        await another.close();
        await panel.content.getByRole('button', { name: 'Refresh' }).click();
        await expect.poll(() => panel.title.innerText()).toBe(renamed);
        await stage.workbench.tab(new RegExp(`^${renamed}(?!\\.json)`)).waitFor();
      });

      it('has it in the tab of its document, which is still one', async () => {
        await stage.workbench.tab(`${renamed}.json`).waitFor();
        await expect.poll(() => stage.workbench.tab(project).count()).toBe(0);
        expect(await stage.workbench.tab(`${renamed}.json`).count()).toBe(1);
      });

      it('has it in the breadcrumbs of its document', async () => {
        await stage.workbench.textEditor(`${renamed}.json`).focus();
        await crumbs().filter({ hasText: renamed }).first().waitFor();
        expect(await crumbs().filter({ hasText: project }).count()).toBe(0);
      });

      it('has it in the tree without a refresh', async () => {
        await tree.row(renamed).waitFor();
        expect(await tree.row(project).count()).toBe(0);
      });

      it('has it in the favourites', async () => {
        await expect.poll(() => stage.workbench.tree('Favourites').labels()).toEqual([renamed]);
        await picture('renamed');
      });

      it('is found under it by Go to Resource', async () => {
        await goTo('shops');
        await expect.poll(() => stage.workbench.quickPick.labels()).toContain(renamed);
        await picture('renamed-found');
        await stage.workbench.quickPick.cancel();
        project = renamed;
      });
    });

    it('what is copied for a shell names the secret, and does not hold it', async () => {
      await stage.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const copied = (): Promise<string> => stage.page.evaluate(() => navigator.clipboard.readText());
      await tree.chooseFromMenu(project, 'Copy', 'Copy Request As…');
      await picture('copy-request-as');
      await stage.workbench.quickPick.choose('curl');
      const url = `${new URL(stage.sandbox.api).origin}${projectPath}`;
      await expect.poll(copied).toContain(`url='${url}'`);
      expect(await copied()).toContain('$OVH_CONSUMER_KEY');
      for (const secret of Object.values(stage.sandbox.credentials))
        expect(await copied()).not.toContain(secret);
      await tree.chooseFromMenu(project, 'Copy', 'Copy API Path');
      await expect.poll(copied).toBe(projectPath.slice('/v2'.length));
      await tree.chooseFromMenu(project, 'Copy', 'Copy Identifier');
      await expect.poll(copied).toBe(projectPath.split('/').at(-1));
      await tree.chooseFromMenu(project, 'Copy', 'Copy URN');
      await expect.poll(copied).toMatch(/^urn:v1:/);
    });

    it('no error was logged on the way', () => {
      expect(stage.consoleErrors).toEqual([]);
    });
  });
});
