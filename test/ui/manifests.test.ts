import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherClient, changeSpec, firstCluster } from '../support/anotherClient.js';
import { storyPictures } from '../support/artefacts.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import { changesAtWill } from '../../scripts/sandboxProcess.js';
import { openStage } from '../support/stage.js';
import type { Stage } from '../support/stage.js';
import { endAtFailure } from '../support/story.js';
import type { TextEditor } from '../support/workbench/textEditor.js';
import type { TreeView } from '../support/workbench/treeView.js';

describe('specs as files of the workspace', () => {
  let stage: Stage;
  let manifest: TextEditor;
  let plan: TreeView;
  let path: string;
  let picture: (step: string) => Promise<string>;
  const sent = async (): Promise<readonly { readonly method: string; readonly body: string }[]> =>
    (await seenRequests(stage.sandbox.control)).filter(({ method }) => method !== 'GET');

  beforeAll(async () => {
    const custom = ['--custom', 'normalisesSpecs=true'];
    stage = await openStage({ sandbox: ['--resources', '3', '--speed', '50', ...changesAtWill, ...custom] });
    picture = storyPictures('manifests', stage.page);
    const client = anotherClient(stage.sandbox);
    path = await firstCluster(client);
    await client.close();
    await stage.workbench.showContainer('OVHcloud API');
  });
  endAtFailure(() => picture('failed'));
  afterAll(() => stage.close());

  it('are saved from a spec document', async () => {
    const tree = stage.workbench.tree('Resources');
    await tree.open(await tree.firstResource('/managedPlatform', 'project', 'cluster'));
    await stage.workbench.textEditor(/\.json/).waitFor();
    await stage.workbench.runCommand('OVHcloud API: Save Spec to Workspace…');
    await stage.page.locator('.quick-input-title').getByText('Save the Spec of').waitFor();
    await picture('dialog');
    await stage.workbench.quickPick.accept();
    manifest = stage.workbench.textEditor(/\.ovhapi\.yaml/);
    await manifest.waitFor();
    await expect.poll(() => manifest.visibleText()).toMatch(/kind: \/managedPlatform\/project\/[\s\S]*spec:/);
    await picture('saved');
  });

  it('are marked when the cloud differs', async () => {
    const another = anotherClient(stage.sandbox);
    await changeSpec(another, path, { description: 'changed by somebody else' });
    await another.close();
    await manifest.replaceFirst(/id: \S+/, `id: ${path.split('/').at(-1)!} # ours`);
    await manifest.save();
    await stage.page.locator('.squiggly-info').first().waitFor();
    await picture('drift');
  });

  it('are compared with the cloud in a plan, field by field', async () => {
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    await stage.page.locator('.pane-header').getByText('Plan', { exact: true }).waitFor();
    plan = stage.workbench.tree('Plan');
    await plan.rows.first().waitFor();
    const [name] = await plan.labels();
    await plan.expand(name!);
    await expect
      .poll(() => plan.labels().then((labels) => labels.join('\n')))
      .toContain('changed by somebody else');
    await picture('plan');
    await plan.open(name!);
    await stage.workbench.tab(/cloud ↔ manifest/).waitFor();
    await picture('diff');
  });

  it('are applied once, when the person agrees', async () => {
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.runCommand('OVHcloud API: Apply Plan…');
    const { dialog } = stage.workbench;
    await dialog.getByText('Nothing is deleted').waitFor();
    await picture('asked');
    await stage.workbench.leaveDialogByEnter('Back to Plan');
    expect(await sent()).toEqual([]);
    await stage.workbench.runCommand('OVHcloud API: Apply Plan…');
    await dialog.getByRole('button', { name: 'Apply', exact: true }).click();
    await stage.workbench.notifications.waitFor('Applied 1 manifest.');
    await picture('applied');
    const [request, ...others] = await sent();
    expect(others).toEqual([]);
    expect(request?.method).toBe('PUT');
    expect(request?.body).not.toContain('changed by somebody else');
  });

  it('are no longer marked once they were applied', async () => {
    await stage.workbench.openFile('ovhapi.yaml');
    await stage.page.locator('.squiggly-info').first().waitFor({ state: 'detached' });
  });

  it('have no difference left where the API sorts a list and leaves out what is null or empty', async () => {
    const client = anotherClient(stage.sandbox);
    const kind = path.replace(/cluster\/[^/]+$/, 'network');
    const { items } = await client.page({ path: kind, priority: 'user' });
    await client.close();
    const [network] = items as readonly {
      readonly id: string;
      readonly targetSpec: { readonly name: string };
    }[];
    const { id, targetSpec } = network!;
    const spec = 'description: null\n  labels: {}\n  dnsServers: [192.0.2.9, 192.0.2.1]';
    await manifest.replaceText(`kind: ${kind}\nid: ${id}\nspec:\n  ${spec}\n`);
    await manifest.save();
    await stage.page.locator('.squiggly-info').first().waitFor();
    await picture('drift-of-two-fields');
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    await plan.row(targetSpec.name).waitFor();
    await stage.workbench.notifications.clear();
    await stage.workbench.runCommand('OVHcloud API: Apply Plan…');
    await stage.workbench.dialog.getByRole('button', { name: 'Apply', exact: true }).click();
    await stage.workbench.notifications.waitFor('Applied 1 manifest.');
    await stage.workbench.runCommand('OVHcloud API: Plan Again');
    await expect.poll(() => plan.spoken(targetSpec.name)).toContain('fields normalised by the API: 2');
    await stage.workbench.openFile('ovhapi.yaml');
    await stage.page.locator('.squiggly-info').first().waitFor({ state: 'detached' });
    await picture('normalised');
  });

  it('are not applied with a known schema error, and the message says where and why', async () => {
    await manifest.replaceText('kind: /access/resourceGroup\nspec:\n  name: wrong\n  colour: red\n');
    await manifest.save();
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    await expect.poll(() => plan.spoken('wrong')).toContain('Property colour is not allowed');
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.notifications.clear();
    await stage.workbench.runCommand('OVHcloud API: Apply Plan…');
    await stage.workbench.notifications.waitFor(
      /Nothing was applied.*ovhapi\.yaml:4: Property colour is not allowed/,
    );
    await picture('refused');
    expect(await sent()).toEqual([]);
  });

  it('create what has no identifier yet, and keep the one that it was given', async () => {
    await stage.workbench.notifications.clear();
    await stage.workbench.openFile('ovhapi.yaml');
    await manifest.replaceText(
      'kind: /access/resourceGroup\nspec:\n  name: made-by-a-manifest\n  resources: []\n',
    );
    await manifest.save();
    await stage.workbench.runCommand('OVHcloud API: Plan Manifests');
    await plan.row('made-by-a-manifest').waitFor();
    await picture('to-create');
    await forgetRequests(stage.sandbox.control);
    await stage.workbench.runCommand('OVHcloud API: Apply Plan…');
    await stage.workbench.dialog.getByRole('button', { name: 'Apply' }).click();
    await stage.workbench.notifications.waitFor('Applied 1 manifest.');
    expect((await sent()).map(({ method }) => method)).toEqual(['POST']);
    await picture('created');
    await stage.workbench.openFile('ovhapi.yaml');
    await expect.poll(() => manifest.visibleText()).toMatch(/^\s*id: \S+/m);
    await manifest.waitUntilSaved();
  });

  it('offer to delete what they created, at once and when it is planned again, and ask before', async () => {
    const { dialog } = stage.workbench;
    await plan.chooseFromMenu('made-by-a-manifest', 'Delete…');
    await dialog.getByText('Delete made-by-a-manifest?').waitFor();
    await picture('delete-created');
    await stage.workbench.dismissDialog();
    await stage.workbench.runCommand('OVHcloud API: Plan Again');
    await expect.poll(() => plan.spoken('made-by-a-manifest')).toContain('no changes');
    await forgetRequests(stage.sandbox.control);
    await plan.chooseFromMenu('made-by-a-manifest', 'Delete…');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await stage.workbench.notifications.waitFor(/was deleted/);
    await picture('deleted-from-the-plan');
    expect((await sent()).map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('log no error but the message that refused the plan', () => {
    expect(stage.consoleErrors).toEqual([expect.stringContaining('Nothing was applied')]);
  });
});
