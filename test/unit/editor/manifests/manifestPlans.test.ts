import { IgnoredDifferences } from '../../../../src/editor/shell/ignoredDifferences.js';
import { NormalisedStore } from '../../../../src/editor/manifests/normalisedStore.js';
import { UnfinishedWork } from '../../../../src/editor/connections/unfinishedWork.js';
import { FakeMemento, NO_FILE } from '../fakeContext.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiRequest } from '../../../../src/api/api.js';
import type { SendingReport } from '../../../../src/resource/applying.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../../schema/documents.js';
import { fakeApi } from '../../schema/fakeApi.js';
import { clearScreen, EventEmitter, screen, Uri } from '../fakeVscode.js';
import { readingWatcher } from '../readingWatcher.js';

const { PlanTree } = await import('../../../../src/editor/manifests/planTree.js');
const { registerPlanSides, planSideUri } = await import('../../../../src/editor/manifests/planSides.js');
const { ManifestSchemas } = await import('../../../../src/editor/manifests/manifestSchemas.js');
const { schemaErrors, errorsText } = await import('../../../../src/editor/manifests/manifestErrors.js');
const { ManifestPlans, unreadText } = await import('../../../../src/editor/manifests/manifestPlans.js');

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
      delete: operation(),
    },
    '/s/kept': {
      get: operation({ answer: listOf(model('thing.Thing')) }),
      post: operation({ body: model('thing.Update'), answer: model('thing.Thing') }),
    },
    '/s/kept/{id}': { get: operation({ answer: model('thing.Thing') }) },
  },
  envelopeModels,
);
const section = { section: '/s', version: '1.0', document: api, catalogue: readCatalogue('/s', api) };
const file = Uri.from({ scheme: 'file', path: '/w/three.ovhapi.yaml' });

const threeUpdates = ['a', 'b', 'c']
  .map((id) => `kind: /s/thing\nid: ${id}\nspec: {name: new}\n`)
  .join('---\n');

/** What was told to be secret. */
const secrets: string[] = [];
const onSecrets = (texts: readonly string[]): void => void secrets.push(...texts);

/** A plan of manifests, in a cloud that refuses to change what is named. */
async function planned(
  refused?: string,
  text = threeUpdates,
): Promise<{
  readonly plans: InstanceType<typeof ManifestPlans>;
  readonly sent: () => readonly string[];
  readonly asked: () => readonly ApiRequest[];
  readonly planAgain: (
    mayCompare?: () => Promise<boolean>,
  ) => ReturnType<InstanceType<typeof ManifestPlans>['plan']>;
}> {
  screen.documents.set(file.toString(), text);
  const cloud = fakeApi(({ method, path }) => {
    if (method === 'PUT' && path.endsWith(`/${refused ?? ''}`))
      return { status: 400, body: { message: 'no' } };
    if (method === 'POST') return { body: JSON.stringify({ id: 'made', targetSpec: { name: 'new' } }) };
    if (path.endsWith('/lost')) return { status: 404, body: {} };
    if (path.endsWith('/made')) return { body: JSON.stringify({ id: 'made', targetSpec: { name: 'new' } }) };
    return { body: JSON.stringify({ id: path.at(-1), targetSpec: { name: 'old' } }) };
  });
  const schemas = {
    forPath: () => Promise.resolve({ section }),
    sectionAt: () => Promise.resolve(section),
  };
  const connection = { account: cloud.account, api: cloud, schemas };
  const judge = new ManifestSchemas({
    connection: () => connection as never,
    onDidChangeConnection: new EventEmitter<void>().event as never,
    versions: { known: () => [] },
    note: String,
  });
  const plans = new ManifestPlans({
    schemaErrors: (of, indexes) => schemaErrors(judge, of, indexes),
    normalised: new NormalisedStore(new FakeMemento()),
    ignored: new IgnoredDifferences(),
    unfinished: new UnfinishedWork(NO_FILE, () => undefined),
    connection: () => connection as never,
    watcher: readingWatcher(() => cloud, section.catalogue.collections[0]!.item!),
    note: String,
    onSecrets,
  });
  const planAgain = (mayCompare = () => Promise.resolve(true)): ReturnType<typeof plans.plan> =>
    plans.plan([file as never], new AbortController().signal, () => undefined, mayCompare);
  await planAgain();
  return {
    plans,
    sent: () => cloud.asked.flatMap(({ method, path }) => (method === 'GET' ? [] : [path])),
    asked: () => cloud.asked,
    planAgain,
  };
}

/** What the menus of a plan's rows ask for. */
const contexts = (plans: InstanceType<typeof ManifestPlans>): readonly (readonly string[])[] => {
  const tree = new PlanTree(plans);
  const found = tree.getChildren().map((node) => tree.getTreeItem(node).contextValue?.split(' ') ?? []);
  tree.dispose();
  return found;
};
const counts = ({ done, failed, open, unsent }: SendingReport<unknown>): Record<string, number> => ({
  ...{ done: done.length, failed: failed.length, open: open.length, unsent: unsent.length },
});
const creation = (kind: string): string => `kind: ${kind}\nspec: {name: new, size: 1}\n`;
const apply = (plans: InstanceType<typeof ManifestPlans>): ReturnType<typeof plans.apply> =>
  plans.apply(new AbortController().signal, () => undefined);

describe('a file that can’t be read as a whole', () => {
  beforeEach(clearScreen);

  it('is planned as far as it can be read, and says which manifests are left out and why', async () => {
    const text = 'spec: {name: a}\n---\nkind: /s/thing\nid: b\nspec: {name: new}\n---\nkind: [\n';
    const { plans, planAgain } = await planned(undefined, text);
    const unread = await planAgain();
    expect(plans.entries.map(({ manifest }) => manifest.id)).toEqual(['b']);
    expect(unread.length).toBeGreaterThanOrEqual(2);
    expect(unreadText(unread)).toMatch(
      /aren’t in the plan.*three\.ovhapi\.yaml:1: A manifest .*“kind”.*; .*three/,
    );
  });

  it('says nothing when all was read', async () => {
    expect(unreadText(await (await planned()).planAgain())).toBeUndefined();
  });
});

describe('applying a plan', () => {
  beforeEach(clearScreen);

  it('sends what is pending, each once and in the order of the file', async () => {
    const { plans, sent } = await planned();
    expect(plans.pending).toHaveLength(3);
    const report = await plans.apply(new AbortController().signal, () => undefined);
    expect(counts(report)).toEqual({ done: 3, failed: 0, open: 0, unsent: 0 });
    expect(sent()).toEqual(['/s/thing/a', '/s/thing/b', '/s/thing/c']);
    expect(plans.pending).toEqual([]);
    expect(plans.entries.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  it('that is cancelled ends after what is under way, and says what is left', async () => {
    const { plans, sent } = await planned();
    const abort = new AbortController();
    const report = await plans.apply(abort.signal, () => {
      abort.abort();
    });
    expect(counts(report)).toEqual({ done: 0, failed: 0, open: 1, unsent: 2 });
    expect(report.isCancelled).toBe(true);
    expect(sent()).toEqual(['/s/thing/a']);
    expect(plans.pending).toHaveLength(2);
  });

  it('stops at what is refused, with why, and leaves the rest', async () => {
    const { plans, sent } = await planned('b');
    const report = await plans.apply(new AbortController().signal, () => undefined);
    expect(counts(report)).toEqual({ done: 1, failed: 1, open: 0, unsent: 1 });
    expect(report.failed[0]?.state).toBe('requestFailed');
    expect(report.failed[0]?.problem).toContain('no');
    expect(sent()).toEqual(['/s/thing/a', '/s/thing/b']);
    expect(plans.entries.map(({ state }) => state)).toEqual(['done', 'requestFailed', 'planned']);
  });
});

describe('a plan of manifests with known schema errors', () => {
  beforeEach(clearScreen);
  const wrong =
    'kind: /s/thing\nid: a\nspec:\n  name: new\n---\nkind: /s/thing\nid: b\nspec:\n  name: 5\n  colour: red\n';

  it('is not applied, not even in part, and says in which file, where and why', async () => {
    const { plans, sent } = await planned(undefined, wrong);
    expect(plans.pending).toHaveLength(2);
    expect(counts(await apply(plans))).toEqual({ done: 0, failed: 0, open: 0, unsent: 2 });
    expect(sent()).toEqual([]);
    expect(errorsText(plans.refused)).toBe(
      'Nothing was applied: manifests have errors. Correct them, then plan again.' +
        ' w/three.ovhapi.yaml:9: Incorrect type. Expected "string".' +
        ' w/three.ovhapi.yaml:10: Property colour is not allowed.',
    );
    const tree = new PlanTree(plans);
    const rows = tree.getChildren().map((node) => tree.getTreeItem(node));
    expect(rows.map(({ description }) => description)).toEqual(['1 field to change', 'errors: 2']);
    expect(rows[1]?.tooltip).toContain('Line 10: Property colour is not allowed.');
    tree.dispose();
  });

  it('is applied once they are corrected and it was planned again', async () => {
    const { plans, sent, planAgain } = await planned(undefined, wrong);
    screen.documents.set(file.toString(), wrong.replace('name: 5\n  colour: red', 'name: newer'));
    await planAgain();
    expect(plans.refused).toEqual([]);
    expect(counts(await apply(plans))).toMatchObject({ done: 2 });
    expect(sent()).toHaveLength(2);
  });

  it('is not applied with two manifests of one resource, and says at each where the other one is', async () => {
    const twice = `${threeUpdates}---\nkind: /s/thing/\nid: b\nspec: {size: 3}\n`;
    const { plans, sent } = await planned(undefined, twice);
    expect(plans.entries.map(({ errors }) => errors.map(({ message }) => message))).toEqual([
      [],
      ['w/three.ovhapi.yaml:13 is a manifest of the same resource. Keep only one.'],
      [],
      ['w/three.ovhapi.yaml:5 is a manifest of the same resource. Keep only one.'],
    ]);
    expect(counts(await apply(plans))).toMatchObject({ done: 0, unsent: 4 });
    expect(sent()).toEqual([]);
    const tree = new PlanTree(plans);
    const rows = tree.getChildren().map((node) => tree.getTreeItem(node).description);
    expect(rows[3]).toBe('w/three.ovhapi.yaml:5 is a manifest of the same resource. Keep only one');
    tree.dispose();
  });

  it('is not applied with manifests of one resource in two files', async () => {
    const { plans, sent } = await planned(undefined, threeUpdates);
    const other = Uri.from({ scheme: 'file', path: '/w/other.ovhapi.yaml' });
    screen.documents.set(other.toString(), 'kind: /s/thing\nid: c\nspec: {name: newer}\n');
    const files = [file, other] as never;
    await plans.plan(
      files,
      new AbortController().signal,
      () => undefined,
      () => Promise.resolve(true),
    );
    expect(errorsText(plans.refused)).toBe(
      'Nothing was applied: manifests have errors. Correct them, then plan again.' +
        ' w/three.ovhapi.yaml:9: w/other.ovhapi.yaml:1 is a manifest of the same resource. Keep only one.' +
        ' w/other.ovhapi.yaml:1: w/three.ovhapi.yaml:9 is a manifest of the same resource. Keep only one.',
    );
    expect(counts(await apply(plans))).toMatchObject({ done: 0 });
    expect(sent()).toEqual([]);
  });

  it('takes two manifests of one collection without an identifier for two resources', async () => {
    const { plans } = await planned(undefined, `${creation('/s/thing')}---\n${creation('/s/thing')}`);
    expect(plans.pending).toHaveLength(2);
    expect(plans.refused).toEqual([]);
  });

  it('names as many places as can be read, and counts the others', async () => {
    const text = `kind: /s/thing\nid: a\nspec:\n  name: new\n${'abcdefgh'.replaceAll(/./g, '  $&: 1\n')}`;
    const { plans } = await planned(undefined, text);
    expect(errorsText(plans.refused)).toMatch(/(?:Property \w is not allowed\. .*){5}… and 3 more$/);
  });

  it('takes no notice of fields that are only the resource’s own, and of variables', async () => {
    vi.stubEnv('OVHAPI_TEST_SIZE', '5');
    const { plans } = await planned(
      undefined,
      'kind: /s/thing\nid: a\nspec: {size: "${env:OVHAPI_TEST_SIZE}"}\n',
    );
    expect(plans.pending).toHaveLength(1);
    expect(plans.refused).toEqual([]);
    vi.unstubAllEnvs();
  });
});

describe('the row of a manifest', () => {
  beforeEach(clearScreen);

  it('offers to delete what an apply has just created, at once and after planning again', async () => {
    const { plans, sent, planAgain } = await planned(undefined, creation('/s/thing'));
    expect(contexts(plans)).toEqual([['planEntry', 'planned', 'create']]);
    await apply(plans);
    expect(contexts(plans)).toEqual([['planEntry', 'done', 'create', 'there', 'canDelete']]);
    expect(plans.entries[0]?.address).toEqual({ account: 'me', segments: ['s', 'thing', 'made'] });
    await planAgain();
    expect(contexts(plans)).toEqual([['planEntry', 'planned', 'none', 'there', 'canDelete']]);
    expect(sent()).toEqual(['/s/thing']);
  });

  it('offers to delete what is there, whether it was changed or not', async () => {
    const { plans } = await planned();
    expect(contexts(plans)[0]).toEqual(['planEntry', 'planned', 'update', 'there', 'canDelete']);
    await apply(plans);
    expect(contexts(plans)[0]).toEqual(['planEntry', 'done', 'update', 'there', 'canDelete']);
  });

  it('offers no deletion of what is not found, nor where the API has none', async () => {
    const text = `kind: /s/thing\nid: lost\nspec: {name: x}\n---\n${creation('/s/kept')}`;
    const { plans } = await planned(undefined, text);
    const tree = new PlanTree(plans);
    const row = tree.getTreeItem(tree.getChildren()[0]!);
    // No minus, which would say that something is deleted.
    expect([row.description, row.iconPath]).toMatchObject(['not found', { id: 'question' }]);
    tree.dispose();
    await apply(plans);
    expect(contexts(plans)).toEqual([
      ['planEntry', 'planned', 'gone'],
      ['planEntry', 'done', 'create', 'there'],
    ]);
  });
});

describe('a manifest that cannot be given the identifier of what it created', () => {
  beforeEach(clearScreen);

  it('is reported, leads to the resource, and is not sent again', async () => {
    const { plans, sent } = await planned(
      undefined,
      [creation('/s/thing'), creation('/s/thing')].join('---\n'),
    );
    screen.canSave = false;
    const report = await apply(plans);
    expect(counts(report)).toEqual({ done: 0, failed: 1, open: 0, unsent: 1 });
    expect(report.failed[0]?.state).toBe('done');
    expect(report.failed[0]?.problem).toContain('with the identifier made');
    expect(contexts(plans)[0]).toContain('canDelete');
    expect(plans.pending).toHaveLength(1);
    expect(sent()).toEqual(['/s/thing']);
  });
});

it.each(['id:', 'id: null', 'id: ""'])(
  'a manifest with %s creates its resource, and holds its identifier then',
  async (id) => {
    clearScreen();
    const { plans, sent } = await planned(undefined, `kind: /s/thing\n${id}\nspec: {name: new, size: 1}\n`);
    expect(plans.refused).toEqual([]);
    expect(counts(await apply(plans))).toMatchObject({ done: 1 });
    expect(sent()).toEqual(['/s/thing']);
    expect(screen.documents.get(file.toString())).toBe(
      'kind: /s/thing\nid: "made"\nspec: {name: new, size: 1}\n',
    );
  },
);

it('a manifest with an empty identifier is judged as one that creates', async () => {
  clearScreen();
  const { plans } = await planned(undefined, 'kind: /s/thing\nid: ""\nspec: {name: new}\n');
  expect(plans.refused).toHaveLength(1);
});

describe('a file that is given an identifier', () => {
  beforeEach(clearScreen);
  const made = creation('/s/thing').replace('\n', '\nid: "made"\n');

  it('is saved where it had no unsaved text', async () => {
    const { plans } = await planned(undefined, creation('/s/thing'));
    await apply(plans);
    expect([screen.documents.get(file.toString()), screen.saved]).toEqual([made, [file.toString()]]);
    expect(plans.entries[0]?.isUnsaved).toBeUndefined();
  });

  it('isn’t saved where it had other unsaved text, and holds the identifier there', async () => {
    const { plans } = await planned(undefined, creation('/s/thing'));
    screen.edited = [file];
    screen.documents.set(file.toString(), `${creation('/s/thing')}# not decided yet\n`);
    expect(counts(await apply(plans))).toMatchObject({ done: 1, failed: 0 });
    expect([screen.documents.get(file.toString()), screen.saved]).toEqual([`${made}# not decided yet\n`, []]);
    expect(plans.entries[0]?.isUnsaved).toBe(true);
  });
});

describe('a file that is edited after it was planned', () => {
  beforeEach(clearScreen);

  it('is given the identifier where its manifest is by then, and no other manifest is', async () => {
    const { plans } = await planned(undefined, creation('/s/thing'));
    const other = 'kind: /s/thing\nspec: {name: other}\n---\n';
    screen.documents.set(file.toString(), `${other}# ours\n${creation('/s/thing')}`);
    expect(await plans.outdated()).toEqual([]);
    expect(counts(await apply(plans))).toMatchObject({ done: 1 });
    expect(screen.documents.get(file.toString())).toBe(
      `${other}# ours\n${creation('/s/thing').replace('\n', '\nid: "made"\n')}`,
    );
  });

  it('is given none where the manifest says something else by then, and that is said', async () => {
    const { plans } = await planned(undefined, creation('/s/thing'));
    const text = creation('/s/thing').replace('size: 1', 'size: 2');
    screen.documents.set(file.toString(), text);
    expect(await plans.outdated()).toEqual(plans.entries);
    const report = await apply(plans);
    expect(report.failed[0]?.problem).toContain('with the identifier made');
    expect(screen.documents.get(file.toString())).toBe(text);
  });
});

describe('a manifest that names an environment variable', () => {
  beforeEach(() => {
    clearScreen();
    secrets.length = 0;
    vi.stubEnv('OVHAPI_TEST_NAME', 'CANARY-of-the-environment');
    vi.stubEnv('OVHAPI_TEST_UNSET', undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const update = 'kind: /s/thing\nid: a\nspec: {name: "${env:OVHAPI_TEST_NAME}"}\n';

  /** All that the plan's view and its diffs show. */
  const shown = (plans: InstanceType<typeof ManifestPlans>): string => {
    const tree = new PlanTree(plans);
    const rows = tree.getChildren().flatMap((node) => [node, ...tree.getChildren(node)]);
    const sides = registerPlanSides(plans);
    const texts = plans.entries.flatMap(({ uri, manifest: { index } }) =>
      (['live', 'wanted'] as const).map((side) =>
        screen.contents.get('ovhapi-plan')?.(planSideUri(uri, index, side) as never),
      ),
    );
    const all = JSON.stringify([rows.map((node) => tree.getTreeItem(node)), texts, screen.messages]);
    tree.dispose();
    sides.dispose();
    return all;
  };

  it('is sent with the variable’s value, which is kept secret first and shown nowhere', async () => {
    const { plans, asked } = await planned(
      undefined,
      `${update}---\nkind: /s/thing\nspec: {name: "\${env:OVHAPI_TEST_NAME}", size: 1}\n`,
    );
    expect(secrets).toContain('CANARY-of-the-environment');
    expect(shown(plans)).toContain('•••');
    expect(shown(plans)).not.toContain('CANARY');
    expect(counts(await apply(plans))).toMatchObject({ done: 2, failed: 0 });
    const bodies = asked().flatMap(({ method, body }) =>
      method === 'GET' ? [] : [JSON.parse(body ?? '') as unknown],
    );
    const name = 'CANARY-of-the-environment';
    expect(bodies).toEqual([{ targetSpec: { name } }, { targetSpec: { name, size: 1 } }]);
    expect(shown(plans)).not.toContain('CANARY');
    expect(JSON.stringify([...screen.documents])).not.toContain('CANARY');
  });

  it.each([
    ['in a workspace that isn’t trusted', 'OVHAPI_TEST_NAME', false, 'isn’t trusted'],
    ['that isn’t set', 'OVHAPI_TEST_UNSET', true, 'OVHAPI_TEST_UNSET isn’t set'],
  ])('%s sends nothing, and its row says why', async (_, name, isTrusted, why) => {
    screen.isTrusted = isTrusted;
    const text = `kind: /s/thing\nid: a\nspec: {name: "\${env:${name}}"}\n`;
    const { plans, asked } = await planned(undefined, text);
    expect(plans.entries[0]?.problem).toContain(why);
    expect(counts(await apply(plans))).toMatchObject({ done: 0 });
    expect(asked()).toEqual([]);
    expect(shown(plans)).not.toContain('CANARY');
  });

  it('asks before it compares what is for another endpoint, and asks the cloud nothing where that is refused', async () => {
    const { plans, asked, planAgain } = await planned(
      undefined,
      'kind: /s/thing\nid: a\nendpoint: ovh-us\nspec: {name: new}\n',
    );
    expect(plans.entries).toHaveLength(1);
    const before = asked().length;
    plans.clear();
    const refuse = vi.fn(() => Promise.resolve(false));
    await planAgain(refuse);
    expect(refuse).toHaveBeenCalledWith([expect.objectContaining({ endpoint: 'ovh-us' })]);
    expect([plans.entries, asked().length]).toEqual([[], before]);
  });
});
