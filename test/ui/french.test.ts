import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storyPictures } from '../support/artefacts.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

/** English sentences of ours, as far as they are too long to stand in a window for another reason. */
async function englishTexts(): Promise<readonly string[]> {
  const bundle = JSON.parse(await readFile('l10n/bundle.l10n.fr.json', 'utf8')) as Record<string, string>;
  return Object.entries(bundle)
    .filter(([english, french]) => english !== french)
    .flatMap(([english]) => english.split(/\{[^}]*\}|\n/))
    .map((part) => part.trim())
    .filter((part) => part.split(/\s+/).length >= 3);
}

/** A visit in French: VS Code's own words stay English here, ours may not. */
describe('a window in French', () => {
  let stage: Stage;
  let tree: TreeView;
  let spec: TextEditor;
  let project: string;
  let english: readonly string[];
  let picture: (step: string) => Promise<string>;

  beforeAll(async () => {
    english = await englishTexts();
    stage = await openStage({
      sandbox: ['--demo', '--speed', '2', ...changesAtWill],
      locale: 'fr',
      settings: { 'ovhApi.pageSize': 5 },
    });
    picture = storyPictures('french', stage.page);
    tree = stage.workbench.tree('Ressources');
    await stage.workbench.showContainer('API OVHcloud');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  const expectNoEnglish = async (): Promise<void> => {
    const shown = await stage.page.locator('body').innerText();
    expect(english.filter((text) => shown.includes(text))).toEqual([]);
  };

  it('shows its tree', async () => {
    await tree.expand('/managedPlatform');
    await tree.expand('project');
    await tree.row('Charger la suite (5 affichés)').waitFor();
    project = await tree.labelAfter('project');
    await tree.expand(project);
    await tree.row('Tâches').waitFor();
    await picture('tree');
    await expectNoEnglish();
  });

  it('refuses what is not valid', async () => {
    await tree.open(project);
    spec = stage.workbench.textEditor(/\.json/);
    await spec.waitFor();
    await spec.replaceFirst('"description":', '"description"');
    await spec.save();
    await stage.workbench.notifications.waitFor('Rien n’a été envoyé');
    await picture('refused');
    await expectNoEnglish();
    await spec.undo();
    await stage.workbench.notifications.clear();
  });

  it('asks before it sends', async () => {
    await spec.replaceFirst(/"description": "[^"]*"/, '"description": "en français"');
    await spec.save();
    const { dialog } = stage.workbench;
    await dialog.getByText('en français').waitFor();
    await picture('plan');
    await expectNoEnglish();
    await dialog.getByRole('button', { name: 'Envoyer' }).click();
    await spec.waitUntilSaved();
  });

  it('reports what becomes of a save', async () => {
    await tree.press(project, 'Afficher les différences et l’historique');
    const panel = stage.workbench.resourcePanel();
    await panel.title.waitFor();
    await expect.poll(() => panel.verdict.innerText()).toBe('À jour');
    await picture('panel');
    const shown = await (await panel.frame()).locator('body').innerText();
    expect(english.filter((text) => shown.includes(text))).toEqual([]);
  });

  it('lists the schema versions', async () => {
    await stage.workbench.statusBar.openChoices('par défaut');
    await expect.poll(() => stage.workbench.quickPick.labels()).toContain('v0.0');
    await picture('versions');
    await expectNoEnglish();
    await stage.workbench.quickPick.cancel();
  });
});
