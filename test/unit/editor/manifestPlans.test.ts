import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readCatalogue } from '../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../schema/documents.js';
import { fakeApi } from '../schema/fakeApi.js';
import { clearScreen, screen, Uri } from './fakeVscode.js';

vi.mock('vscode', () => import('./fakeVscode.js'));
const { ManifestPlans } = await import('../../../src/editor/manifests/manifestPlans.js');

const api = document(
  {
    '/s/thing': { get: operation({ answer: listOf(model('thing.Thing')) }) },
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
const file = Uri.from({ scheme: 'file', path: '/w/three.ovhapi.yaml' });

/** A plan of three updates, in a cloud that refuses to change what is named. */
async function planned(refused?: string): Promise<{
  readonly plans: InstanceType<typeof ManifestPlans>;
  readonly sent: () => readonly string[];
}> {
  screen.documents.set(
    file.toString(),
    ['a', 'b', 'c'].map((id) => `kind: /s/thing\nid: ${id}\nspec: {name: new}\n`).join('---\n'),
  );
  const cloud = fakeApi(({ method, path }) => {
    if (method === 'PUT' && path.endsWith(`/${refused ?? ''}`))
      return { status: 400, body: { message: 'no' } };
    return { body: JSON.stringify({ id: path.at(-1), targetSpec: { name: 'old' } }) };
  });
  const schemas = {
    forPath: () => Promise.resolve({ section }),
    sectionAt: () => Promise.resolve(section),
  };
  const connection = { account: cloud.account, api: cloud, schemas };
  const plans = new ManifestPlans({ connection: () => connection as never, note: String });
  await plans.plan([file as never], new AbortController().signal, () => undefined);
  return {
    plans,
    sent: () => cloud.asked.flatMap(({ method, path }) => (method === 'PUT' ? [path] : [])),
  };
}

describe('applying a plan', () => {
  beforeEach(clearScreen);

  it('sends what is pending, each once and in the order of the file', async () => {
    const { plans, sent } = await planned();
    expect(plans.pending).toHaveLength(3);
    const report = await plans.apply(new AbortController().signal, () => undefined);
    expect(report).toEqual({ applied: 3, failed: undefined, left: 0 });
    expect(sent()).toEqual(['/s/thing/a', '/s/thing/b', '/s/thing/c']);
    expect(plans.pending).toEqual([]);
    expect(plans.entries.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied']);
  });

  it('that is cancelled ends after what is under way, and says what is left', async () => {
    const { plans, sent } = await planned();
    const abort = new AbortController();
    const report = await plans.apply(abort.signal, () => {
      abort.abort();
    });
    expect(report).toEqual({ applied: 1, failed: undefined, left: 2 });
    expect(sent()).toEqual(['/s/thing/a']);
    expect(plans.pending).toHaveLength(2);
  });

  it('stops at what is refused, with why, and leaves the rest', async () => {
    const { plans, sent } = await planned('b');
    const report = await plans.apply(new AbortController().signal, () => undefined);
    expect(report).toMatchObject({ applied: 1, left: 1, failed: { state: 'failed' } });
    expect(report.failed?.problem).toContain('no');
    expect(sent()).toEqual(['/s/thing/a', '/s/thing/b']);
    expect(plans.entries.map(({ state }) => state)).toEqual(['applied', 'failed', 'planned']);
  });
});
