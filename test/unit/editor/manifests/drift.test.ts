import { IgnoredDifferences } from '../../../../src/editor/shell/ignoredDifferences.js';
import { NormalisedStore } from '../../../../src/editor/manifests/normalisedStore.js';
import { FakeMemento } from '../fakeContext.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NetworkError } from '../../../../src/api/errors.js';
import { addressOf } from '../../../../src/resource/address.js';
import { normalisedFields } from '../../../../src/resource/normalised.js';
import { readCatalogue } from '../../../../src/schema/readCatalogue.js';
import { document, envelopeModels, listOf, model, operation } from '../../schema/documents.js';
import { fakeApi, type FakeAnswer } from '../../schema/fakeApi.js';
import {
  changing,
  clearScreen,
  configuration,
  EventEmitter,
  Position,
  screen,
  seeing,
  trust,
  Uri,
  type WorkspaceEdit,
} from '../fakeVscode.js';

const { Drift } = await import('../../../../src/editor/manifests/drift.js');
const { trustedConnection } = await import('../../../../src/editor/connections/trustedConnection.js');

const api = document(
  {
    '/s/thing': { get: operation({ answer: listOf(model('thing.Thing')) }) },
    '/s/thing/{id}': {
      get: operation({ answer: model('thing.Thing') }),
      put: operation({ body: model('thing.Update'), answer: model('thing.Thing') }),
    },
  },
  {
    ...envelopeModels,
    'thing.Spec': {
      type: 'object',
      properties: {
        name: { type: 'string' },
        size: { type: 'integer' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
);
const section = { section: '/s', version: '1.0', document: api, catalogue: readCatalogue('/s', api) };
/** All that does not wait for anything outside is done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A file of so many manifests, as an editor shows it. */
function shown(name: string, count: number): object {
  const manifests = Array.from(
    { length: count },
    (_, index) => `kind: /s/thing\nid: ${name}${String(index)}\nspec: {name: new}\n`,
  );
  return shownFile(name, manifests.join('---\n'));
}

function shownFile(name: string, text: string): object {
  const lines = text.split('\n');
  const positionAt = (offset: number): Position =>
    new Position(text.slice(0, offset).split('\n').length - 1, 0);
  return {
    uri: Uri.from({ scheme: 'file', path: `/w/${name}.ovhapi.yaml` }),
    version: 1,
    isClosed: false,
    getText: () => text,
    positionAt,
    offsetAt: ({ line }: Position) => lines.slice(0, line + 1).join('\n').length,
    lineAt: (line: number) => ({ range: { end: new Position(line, 0) } }),
  };
}

interface Cloud {
  readonly written: (...paths: readonly string[]) => void;
  readonly asked: () => readonly string[];
  /** The most requests that were under way at once. */
  readonly busiest: () => number;
  readonly checkVisible: () => void;
  /** Compares a file that isn't visible; settled once it is marked. */
  readonly check: (file: object) => Promise<void>;
}

function open(
  answer: (path: string) => FakeAnswer = () => ({ body: old }),
  normalised = new NormalisedStore(new FakeMemento()),
): Cloud {
  let running = 0;
  let busiest = 0;
  const cloud = fakeApi(({ path }) => answer(path));
  const request: typeof cloud.request = async (wanted) => {
    running += 1;
    busiest = Math.max(busiest, running);
    await Promise.resolve();
    return cloud.request(wanted).finally(() => {
      running -= 1;
    });
  };
  const schemas = { forPath: () => Promise.resolve({ section }) };
  const connection = { account: cloud.account, api: { ...cloud, request }, schemas };
  const silent = new EventEmitter<never>().event;
  const writes = new EventEmitter<object>();
  const connections = { active: () => connection, onDidChangeAnswers: silent, onDidWrite: writes.event };
  const drift = new Drift({
    normalised,
    ignored: new IgnoredDifferences(),
    ...trustedConnection(connections as never),
    extensionUri: Uri.from({ scheme: 'file', path: '/' }) as never,
    note: String,
    onSecrets: () => undefined,
  });
  opened.push(drift);
  return {
    written: (...paths) => {
      const account = cloud.account.id;
      writes.fire({ account, resources: paths.map((path) => addressOf(account, path)) });
    },
    asked: () => cloud.asked.map(({ path }) => path),
    busiest: () => busiest,
    checkVisible: () => {
      drift.checkVisible();
    },
    check: (file) => drift.check(file as never),
  };
}
const old = JSON.stringify({ id: 'x', targetSpec: { name: 'old' } });
const marks = (name: string): readonly string[] =>
  (screen.diagnostics.get(`file:/w/${name}.ovhapi.yaml`) ?? []).map(({ message }) => message);

/** A busy machine takes longer than the usual second. */
const PATIENCE = { timeout: 200_000 };

/** Whatever still listens would mark the files of the next test. */
const opened: { readonly dispose: () => void }[] = [];
beforeEach(clearScreen);
afterEach(() => {
  for (const drift of opened.splice(0)) drift.dispose();
});

test('nothing is sent for an open manifest before the workspace is trusted, and it is compared from then on', async () => {
  screen.isTrusted = false;
  screen.visible = [shown('a', 3)];
  const cloud = open();
  seeing.fire(screen.visible.map((document) => ({ document })));
  await settled();
  expect(cloud.asked()).toEqual([]);
  screen.isTrusted = true;
  trust.fire();
  await vi.waitFor(() => {
    expect(marks('a')).toHaveLength(3);
  }, PATIENCE);
  expect(cloud.asked()).toHaveLength(3);
});

test('a manifest for another endpoint is compared with nothing', async () => {
  const own = 'kind: /s/thing\nid: own\nspec: {name: new}\n';
  const cloud = open();
  await cloud.check(
    shownFile('e', `endpoint: ovh-ca\nkind: /s/thing\nid: far\nspec: {name: new}\n---\n${own}`),
  );
  expect(marks('e')).toHaveLength(1);
  expect(cloud.asked()).toEqual(['/s/thing/own']);
});

test('what the API is known to make something else of is no difference', async () => {
  const normalised = new NormalisedStore(new FakeMemento());
  const asked = normalisedFields({ name: 'new' }, { name: 'old' }, { asked: [], isSecret: () => false });
  normalised.keep(addressOf('me', '/s/thing/n0'), asked);
  await open(undefined, normalised).check(shown('n', 2));
  const found = screen.diagnostics.get('file:/w/n.ovhapi.yaml') ?? [];
  expect(found.map(({ range }) => range.start.line)).toEqual([6]);
});

test('the field that differs is marked, not the manifest as a whole', async () => {
  const file = shown('c', 2);
  const cloud = open();
  screen.visible = [file];
  await cloud.check(file);
  const found = screen.diagnostics.get('file:/w/c.ovhapi.yaml') ?? [];
  // Of both manifests the line of the spec.
  expect(found.map(({ range }) => range.start.line)).toEqual([2, 6]);
  expect(screen.painted.get(file)?.map(({ start }) => start.line)).toEqual([2, 6]);
});

test('two manifests of one resource are marked each at its own fields, with one request', async () => {
  const file = shownFile(
    't',
    'kind: /s/thing\nid: t\nspec:\n  name: new\n---\nkind: /s/thing\nid: t\nspec:\n  size: 3\n',
  );
  screen.visible = [file];
  const cloud = open(() => ({ body: JSON.stringify({ id: 't', targetSpec: { name: 'old', size: 2 } }) }));
  const marked = async (): Promise<void> => {
    await vi.waitFor(() => {
      const found = screen.diagnostics.get('file:/w/t.ovhapi.yaml') ?? [];
      expect(found.map(({ message, range }) => [message, range.start.line])).toEqual([
        ['old differs from the cloud: name', 3],
        ['old differs from the cloud: size', 8],
      ]);
    }, PATIENCE);
  };
  await marked();
  cloud.written('/s/thing/t');
  await vi.waitFor(() => {
    expect(cloud.asked()).toEqual(['/s/thing/t', '/s/thing/t']);
  }, PATIENCE);
  await marked();
});

test('each field that differs is marked at its place, and its quick fixes accept that field or all of them', async () => {
  const file = shownFile('f', 'kind: /s/thing\nid: f\nspec:\n  name: new\n  size: 3\n  color: red\n');
  const body = JSON.stringify({ id: 'f', targetSpec: { name: 'old', size: 2, color: 'red' } });
  await open(() => ({ body })).check(file);
  expect(marks('f')).toEqual(['old differs from the cloud: name', 'old differs from the cloud: size']);
  const found = screen.diagnostics.get('file:/w/f.ovhapi.yaml') ?? [];
  expect(found.map(({ range }) => range.start.line)).toEqual([3, 4]);
  const { provideCodeActions } = screen.providers.get('codeActions') as {
    readonly provideCodeActions: (...args: readonly unknown[]) => readonly {
      readonly title: string;
      readonly edit?: WorkspaceEdit;
    }[];
  };
  const actions = provideCodeActions(file, undefined, { diagnostics: [found[1]] });
  expect(actions.map(({ title }) => title)).toEqual([
    'Plan this file: show what differs from the cloud',
    'Accept the cloud’s value of size: 2',
    'Accept the cloud’s values of all 2 fields',
  ]);
  const texts = actions.slice(1).map(({ edit }) => [...edit!.texts.values()].join(''));
  expect(texts[0]).toMatch(/name: new\n {2}size: 2\n {2}color: red/);
  expect(texts[1]).toMatch(/name: old\n {2}size: 2\n {2}color: red/);
});

test('marks follow what is typed or accepted, without another request, and the next value can be accepted before a save', async () => {
  const text = 'kind: /s/thing\nid: f\nspec:\n  name: new\n  size: 3\n';
  const file = shownFile('f', text) as { version: number; getText: () => string };
  const cloud = open(() => ({ body: JSON.stringify({ id: 'f', targetSpec: { name: 'old', size: 2 } }) }));
  await cloud.check(file);
  /** Each field that is marked then, with its line. */
  const type = async (typed: string, ...fields: readonly string[]): Promise<void> => {
    Object.assign(file, shownFile('f', typed), { version: file.version + 1 });
    changing.fire({ document: file, contentChanges: [{}] });
    await vi.waitFor(() => {
      const found = screen.diagnostics.get('file:/w/f.ovhapi.yaml') ?? [];
      expect(found.map(({ message, range }) => `${message} @${String(range.start.line)}`)).toEqual(
        fields.map((field) => `old differs from the cloud: ${field}`),
      );
    }, PATIENCE);
  };
  const accept = (title: string): string => {
    const found = screen.diagnostics.get('file:/w/f.ovhapi.yaml') ?? [];
    const { provideCodeActions } = screen.providers.get('codeActions') as {
      readonly provideCodeActions: (...args: readonly unknown[]) => readonly {
        readonly title: string;
        readonly edit?: WorkspaceEdit;
      }[];
    };
    const action = provideCodeActions(file, undefined, { diagnostics: found }).find(
      (one) => one.title === title,
    );
    return [...(action?.edit?.texts.values() ?? [])].join('');
  };
  await type(accept('Accept the cloud’s value of name: "old"'), 'size @4');
  await type(`# typed\n${file.getText()}`, 'size @5');
  await type(accept('Accept the cloud’s value of size: 2'));
  expect(file.getText()).toBe('# typed\nkind: /s/thing\nid: f\nspec:\n  name: old\n  size: 2\n');
  await type(`kind: /s/thing\nid: g\nspec: {}\n---\n${text}`, 'name @7', 'size @8');
  expect(cloud.asked()).toEqual(['/s/thing/f']);
});

test('a resource that isn’t found is marked at the first line of its manifest', async () => {
  await open(() => ({ status: 404, body: '{"message": "not found"}' })).check(shown('n', 1));
  expect(marks('n')).toEqual(['new wasn’t found in the cloud.']);
  const found = screen.diagnostics.get('file:/w/n.ovhapi.yaml') ?? [];
  expect(found.map(({ range }) => range.start.line)).toEqual([0]);
});

test('more fields than are marked one by one are named at the last mark', async () => {
  const labels = Array.from({ length: 30 }, (_, index) => `label${String(index)}`);
  const spec = labels.map((label) => `    ${label}: new\n`).join('');
  screen.visible = [shownFile('m', `kind: /s/thing\nid: m\nspec:\n  labels:\n${spec}`)];
  const targetSpec = { labels: Object.fromEntries(labels.map((label) => [label, 'old'])) };
  open(() => ({ body: JSON.stringify({ id: 'm', targetSpec }) }));
  await vi.waitFor(() => {
    expect(marks('m')).toHaveLength(20);
  }, PATIENCE);
  expect(marks('m').at(-1)).toMatch(/: labels\.label19, labels\.label20, .*, …$/);
});

test('of a file with many manifests the first fifty are compared, and that is said', async () => {
  screen.visible = [shown('a', 300)];
  const cloud = open();
  await vi.waitFor(() => {
    expect(marks('a')).toHaveLength(51);
  }, PATIENCE);
  expect(cloud.asked()).toHaveLength(50);
  expect(marks('a').at(-1)).toContain('first 50 of 300');
});

test('one resource is requested at a time, whatever files are open, and none twice for a file that is shown again', async () => {
  screen.visible = [shown('a', 10), shown('b', 10)];
  const cloud = open();
  seeing.fire(screen.visible.map((document) => ({ document })));
  await vi.waitFor(() => {
    expect([...marks('a'), ...marks('b')]).toHaveLength(20);
  }, PATIENCE);
  expect(cloud.busiest()).toBe(1);
  expect(cloud.asked()).toHaveLength(20);
});

test('a cloud that can’t be reached is not requested for the rest of the file', async () => {
  screen.visible = [shown('a', 10)];
  const cloud = open((path) => {
    throw new NetworkError({ method: 'GET', path }, 'timeout', 'api.example');
  });
  await vi.waitFor(() => {
    expect(cloud.asked()).not.toHaveLength(0);
  }, PATIENCE);
  await settled();
  expect(cloud.asked()).toHaveLength(1);
});

test('after a write only what was written is compared again, however many manifests its file has', async () => {
  screen.visible = [shown('a', 10)];
  let name = 'old';
  const cloud = open((path) => ({
    body: JSON.stringify({ id: 'x', targetSpec: { name: path.endsWith('a3') ? name : 'old' } }),
  }));
  await vi.waitFor(() => {
    expect(marks('a')).toHaveLength(10);
  }, PATIENCE);
  name = 'new';
  cloud.written('/s/other/1', '/s/thing/a3');
  await vi.waitFor(() => {
    expect(marks('a')).toHaveLength(9);
  }, PATIENCE);
  expect(cloud.asked().slice(10)).toEqual(['/s/thing/a3']);
});

test('a file that names what was written is compared again when it is shown', async () => {
  const document = shown('a', 2);
  screen.visible = [document];
  const cloud = open();
  await vi.waitFor(() => {
    expect(marks('a')).toHaveLength(2);
  }, PATIENCE);
  screen.visible = [];
  cloud.written('/s/thing/a1');
  await settled();
  expect(cloud.asked()).toHaveLength(2);
  screen.visible = [document];
  seeing.fire([{ document }]);
  await vi.waitFor(() => {
    expect(cloud.asked()).toHaveLength(4);
  }, PATIENCE);
});

test('a difference that is ignored is not marked, from the moment that the setting says so', async () => {
  screen.visible = [shownFile('i', 'kind: /s/thing\nid: i\nspec: {name: new, size: 3}\n')];
  const body = JSON.stringify({ id: 'i', targetSpec: { name: 'old', size: 2 } });
  open(() => ({ body }));
  const differs = async (fields: readonly string[]): Promise<void> => {
    await vi.waitFor(() => {
      expect(marks('i')).toEqual(fields.map((field) => `old differs from the cloud: ${field}`));
    }, PATIENCE);
  };
  await differs(['name', 'size']);
  for (const [ignored, left] of [
    [['name'], ['size']],
    [['name', 'size'], []],
  ] as const) {
    screen.settings.set('ovhApi.ignoredDifferences', { '/s/*': ignored });
    configuration.fire({ affectsConfiguration: (name) => name === 'ovhApi.ignoredDifferences' });
    await differs(left);
  }
});
