import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Account } from '../../../../src/api/account.js';
import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import {
  registerManifests,
  type ManifestsOptions,
} from '../../../../src/editor/manifests/registerManifests.js';
import { IgnoredDifferences } from '../../../../src/editor/shell/ignoredDifferences.js';
import { readManifests } from '../../../../src/resource/manifest.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../../schema/documents.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { FakeMemento, NO_FILE } from '../fakeContext.js';
import { clearScreen, Disposable, EventEmitter, screen, Uri, window } from '../fakeVscode.js';
import { readingWatcher } from '../readingWatcher.js';

const api = document(
  {
    '/s/thing': {
      get: operation({ answer: listOf(model('thing.Thing')) }),
      post: operation({ body: model('thing.Update'), answer: model('thing.Thing') }),
    },
    '/s/thing/{id}': {
      get: operation({ answer: model('thing.Thing') }),
      put: operation({
        body: { type: 'object', properties: { targetSpec: model('thing.Spec') } },
        answer: model('thing.Thing'),
      }),
    },
  },
  envelopeModels,
);
const section = { section: '/s', version: '1.0', document: api, catalogue: readCatalogue('/s', api) };
const file = Uri.from({ scheme: 'file', path: '/w/one.ovhapi.yaml' });
const MANIFEST = 'kind: /s/thing\nid: a\nspec: {name: new}\n';

describe('the commands of manifests', () => {
  let guards: Pick<Account, 'safeguards'>;
  let asked: readonly { readonly method: string }[];
  let failures: unknown[];
  let view: Disposable & { description?: string };
  let registered: { dispose(): void };
  const run = (command: string, ...args: readonly unknown[]): unknown =>
    screen.commands.get(command)?.(...args);
  const plan = (text: string): unknown => {
    screen.documents.set(file.toString(), text);
    return run('ovhApi.manifests.plan', file);
  };
  const sent = (): readonly string[] => asked.map(({ method }) => method).filter((one) => one !== 'GET');

  beforeEach(() => {
    clearScreen();
    vi.restoreAllMocks();
    [guards, failures] = [{}, []];
    view = Object.assign(new Disposable(() => undefined), {});
    vi.spyOn(window, 'createTreeView').mockReturnValue(view);
    const cloud = fakeApi(() => ({ body: JSON.stringify({ id: 'a', targetSpec: { name: 'old' } }) }));
    asked = cloud.asked;
    const connection = {
      get account() {
        return { ...cloud.account, ...guards };
      },
      get api() {
        return { ...cloud, account: { ...cloud.account, ...guards } };
      },
      schemas: { forPath: () => Promise.resolve({ section }) },
    };
    const silent = new EventEmitter<never>().event;
    const connections = {
      active: () => connection,
      get: () => connection,
      ...{
        onDidChangeReading: silent,
        onDidChangeAnswers: silent,
        onDidWrite: silent,
        onDidChangeAccount: silent,
        onDidChangeVersion: silent,
      },
    };
    const watcher = readingWatcher(() => cloud, section.catalogue.collections[0]!.item!);
    const unfinished = new UnfinishedWork(NO_FILE, () => undefined);
    registered = registerManifests({
      ...{ connections, unfinished, watcher, workspaceState: new FakeMemento() },
      versions: { known: () => [] },
      extensionUri: Uri.from({ scheme: 'file', path: '/' }),
      ignored: new IgnoredDifferences(),
      ...{ note: String, onSecrets: () => undefined },
      reportFailure: (failure: unknown) => failures.push(failure),
    } as unknown as ManifestsOptions);
  });
  afterEach(() => registered.dispose());

  it('say beside the view’s title which file they planned', async () => {
    await plan(MANIFEST);
    expect(view.description).toBe('w/one.ovhapi.yaml');
    await run('ovhApi.manifests.clearPlan');
    expect(view.description).toBe('');
  });

  it('ask about another endpoint with the focus on the button that plans nothing', async () => {
    await plan(`endpoint: ovh-ca\n${MANIFEST}`);
    expect(screen.messages).toMatchObject([
      { text: expect.stringContaining('for another endpoint: ovh-ca') as string },
    ]);
    expect(screen.messages[0]?.buttons[0]).toBe('Don’t Plan');
    expect([asked, view.description ?? '']).toEqual([[], '']);
  });

  it('leave the plan that is shown, and the name of its file, where another one is not made', async () => {
    await plan(MANIFEST);
    const other = Uri.from({ scheme: 'file', path: '/w/other.ovhapi.yaml' });
    screen.documents.set(other.toString(), `endpoint: ovh-ca\n${MANIFEST}`);
    await run('ovhApi.manifests.plan', other);
    expect(screen.messages.at(-1)?.buttons).toContain('Don’t Plan');
    expect(view.description).toBe('w/one.ovhapi.yaml');
  });

  it('apply nothing that its file says otherwise by now, and offer to plan again', async () => {
    await plan(MANIFEST);
    screen.messages = [];
    screen.documents.set(file.toString(), MANIFEST.replace('new', 'newer'));
    screen.press = (_, [first]) => first;
    await run('ovhApi.manifests.apply');
    expect(screen.messages).toMatchObject([
      {
        severity: 'warning',
        text: 'Nothing was applied: manifests have changed since they were planned: w/one.ovhapi.yaml',
        buttons: ['Plan Again'],
      },
    ]);
    expect(sent()).toEqual([]);
    screen.press = (_, buttons) => buttons.at(-1);
    await run('ovhApi.manifests.apply');
    expect(sent()).toEqual(['PUT']);
  });

  it('ask to save a file that had unsaved text when it was given an identifier, and leave other files alone', async () => {
    screen.edited = [file];
    await plan('kind: /s/thing\nspec: {name: old, size: 1}\n');
    screen.press = (_, buttons) => buttons.find((button) => ['Apply', 'Save Files'].includes(button));
    await run('ovhApi.manifests.apply');
    expect(screen.documents.get(file.toString())).toContain('id: "a"');
    expect(screen.messages.at(-1)).toMatchObject({
      severity: 'warning',
      text: expect.stringContaining('had unsaved changes: w/one.ovhapi.yaml. Save them') as string,
      buttons: ['Save Files'],
    });
    expect(screen.saved).toEqual([file.toString()]);
    screen.edited = [];
    await plan('kind: /s/thing\nspec: {name: old, size: 1}\n');
    await run('ovhApi.manifests.apply');
    expect(screen.messages.at(-1)).toMatchObject({ severity: 'information', text: 'Applied 1 manifest.' });
  });

  it('take the identifier of a missing resource out of a file, and save it only where it had no unsaved text', async () => {
    const recreate = async (): Promise<unknown> => {
      screen.documents.set(file.toString(), MANIFEST);
      const { manifests } = await readManifests(MANIFEST, 'yaml');
      return run('ovhApi.manifests.createAgain', { uri: file, manifest: manifests[0] });
    };
    screen.edited = [file];
    await recreate();
    expect([screen.documents.get(file.toString()), screen.saved]).toEqual([
      'kind: /s/thing\nspec: {name: new}\n',
      [],
    ]);
    screen.edited = [];
    await recreate();
    expect(screen.saved).toEqual([file.toString()]);
  });

  it('apply nothing of a read-only account, and ask nothing before they say so', async () => {
    guards = { safeguards: ['readOnly'] };
    await plan(MANIFEST);
    screen.messages = [];
    await run('ovhApi.manifests.apply');
    expect([failures, screen.messages, sent()]).toMatchObject([[{ reason: 'readOnly' }], [], []]);
  });

  it('apply nothing with known schema errors, and ask nothing before they say so', async () => {
    await plan('kind: /s/thing\nid: a\nspec: {name: new, size: many}\n');
    screen.messages = [];
    await run('ovhApi.manifests.apply');
    expect(screen.messages).toMatchObject([
      { severity: 'error', text: expect.stringContaining('w/one.ovhapi.yaml:3:') as string },
    ]);
    expect(sent()).toEqual([]);
  });
});
