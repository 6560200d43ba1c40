import { TextDocument } from 'vscode-json-languageservice';
import { describe, expect, test, vi } from 'vitest';
import type { JudgedPart } from '../../../src/editor/language/judgedPart.js';
import { readPartText } from '../../../src/editor/language/partText.js';
import { schemaFaults } from '../../../src/editor/language/schemaFaults.js';
import { judgeBy } from '../../../src/schema/schemaJudges.js';
import { schemaProblems } from '../../../src/editor/language/schemaProblems.js';
import { LARGE_JSON } from '../../../src/resource/jsonTree.js';
import { mergeSpecTexts } from '../../../src/resource/merge.js';
import { respell } from '../../../src/resource/respell.js';
import { withPresentSecrets } from '../../../src/resource/restoreSpec.js';
import { hideSecretsInText } from '../../../src/resource/secretFields.js';
import { specValue } from '../../../src/resource/spec.js';
import { diffSpecs } from '../../../src/resource/specDiff.js';
import { yamlProposals } from '../../../src/resource/yamlCompletion.js';
import { foldsOf, symbolsOf } from '../../../src/editor/language/yamlOutline.js';
import { ManifestSchemas } from '../../../src/editor/manifests/manifestSchemas.js';
import { readManifests } from '../../../src/resource/manifest.js';
import { manifestParts } from '../../../src/resource/manifestParts.js';
import { stateHintsOfYaml } from '../../../src/resource/stateHints.js';
import { yamlEditing } from '../../../src/resource/yamlEditing.js';
import { jsonOfYaml, yamlOfJson } from '../../../src/resource/yamlSpec.js';
import { MOST_YAML_VALUES, parseYaml } from '../../../src/resource/yamlText.js';
import { specFixes } from '../../../src/schema/specFixes.js';
import { EventEmitter, Uri } from '../editor/fakeVscode.js';
import { SHAPES } from '../../../bench/documents/blockTexts.js';
import { editorWork } from '../../../bench/documents/editorWork.js';
import { largeWork } from '../../../bench/documents/largeWork.js';
import { LARGE_SPECS, largeDocument } from '../../../bench/documents/largeSpec.js';
import { inShortBlocks } from './bounds.js';

vi.mock('vscode', () => import('../editor/fakeVscode.js'));

const pool = (at: number): string =>
  `  - name: "pool-${at}"\n    flavor: b3-8\n    size: ${at}\n    labels:\n      tier: front\n      zone: 'eu'\n`;
const pools = (count: number): string => Array.from({ length: count }, (_, at) => pool(at)).join('');

/** About as much YAML as is read, in the forms that take the longest. */
const LARGEST = [
  ['objects in a list', `pools:\n${pools(390)}`],
  ['objects in brackets', `pools: [${'{a: 1},'.repeat(2_200)}]\n`],
  ['words in a list', `pools:\n${'- a\n'.repeat(3_300)}`],
  ['mistakes', `[${','.repeat(9_900)}]`],
] as const;

const JUDGE = judgeBy({
  type: 'object',
  properties: {
    pools: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'zone'],
        properties: {
          name: { type: 'string', minLength: 3 },
          flavor: { type: 'string', enum: ['b3-16', 'c3-8'] },
          size: { type: 'integer', maximum: 100 },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  },
});

function judged(text: string): JudgedPart {
  const read = readPartText('a', 'yaml', text);
  return { ...JUDGE, ...read, format: 'yaml', offset: 0, subject: undefined };
}

describe.each(LARGEST)('the largest YAML of %s', (_, text) => {
  const part = judged(text);
  const document = { positionAt: (offset: number) => part.text.positionAt(offset) } as never;

  test('is within what is read', () => {
    expect(jsonOfYaml(text).faults.map(({ message }) => message)).not.toContain('Too large for YAML');
  });

  test.each<[string, () => unknown]>([
    ['read', () => judged(text)],
    ['judged', () => schemaFaults(part)],
    ['outlined', () => symbolsOf(part, document, 'x')],
    ['folded', () => foldsOf(part, document)],
    ['explained', () => part.service.doHover(part.text, part.text.positionAt(text.length - 9), part.json)],
    [
      'completed',
      () => yamlProposals(JUDGE.service, TextDocument.create('a', 'yaml', 0, `${text}\nx`), text.length + 2),
    ],
    [
      'mended',
      async () => {
        const matches = await part.service.getMatchingSchemas(part.text, part.json);
        return specFixes(yamlEditing(text), JUDGE.schema, matches, { start: 0, end: text.length });
      },
    ],
    [
      'compared with the cloud',
      () =>
        stateHintsOfYaml(text, {
          currentState: { pools: [] },
          targetSpec: {},
          condition: { kind: 'atWork', status: undefined },
        }),
    ],
    [
      'formatted',
      () => {
        const parsed = parseYaml(text);
        return parsed.errors.length > 0 ? '' : parsed.toString({ lineWidth: 0, indent: 2 });
      },
    ],
  ])('is %s in short blocks', async (__, run) => {
    await inShortBlocks(run);
  });
});

describe.each(SHAPES.map(({ name, text }) => [name, text] as const))(
  'the largest JSON of %s that is checked',
  (_, textOf) => {
    const [base, mine, theirs] = [0, 2, 3].map(textOf) as [string, string, string];
    const hidden = hideSecretsInText(base, () => true);

    test.each<[string, () => unknown]>([
      ['judged', () => schemaProblems(JUDGE, base)],
      ['merged', () => mergeSpecTexts(base, theirs, mine)],
      ['respelt', () => respell(mine, base)],
      ['planned', () => diffSpecs(specValue(base), specValue(mine))],
      ['restored with its secrets', () => withPresentSecrets(hidden, mine, () => true)],
    ])('is %s in short blocks', async (__, run) => {
      await inShortBlocks(run);
    });
  },
);

describe.each(LARGE_SPECS)('a spec of 5 MB of %s', (_, valueOf) => {
  test('is opened, planned and saved in short blocks', async () => {
    const document = largeDocument(valueOf());
    let text = '';
    await inShortBlocks(async () => {
      text = await document.open();
    });
    expect(text.length).toBeGreaterThan(4_500_000);
    await inShortBlocks(() => document.save(text));
    expect(await document.open()).toContain('"changed"');
  });

  test.each(largeWork(valueOf()).map(({ name, run }) => [name, run] as const))(
    'is %s in short blocks',
    async (__, run) => {
      await inShortBlocks(run);
    },
  );
});

test.each(editorWork().map(({ name, run }) => [name, run] as const))(
  'what is as large as it may be, %s, takes short blocks',
  async (_, run) => {
    await inShortBlocks(run);
  },
);

test('a larger JSON is not checked, and says so, while its text stays what it is', async () => {
  const large = JSON.stringify({ pools: Array.from({ length: LARGE_JSON.values }, () => 1) });
  const read = readPartText('a', 'json', large);
  expect(read.faults).toEqual([
    expect.objectContaining({
      isNotice: true,
      message: expect.stringContaining('Too large to be checked here') as string,
    }),
  ]);
  expect(await schemaFaults({ ...JUDGE, ...read })).toEqual([]);
  expect(read.text.getText()).toBe(large);
});

test('as much JSON as is written as YAML is written in a short block', async () => {
  const json = JSON.stringify(Array.from({ length: MOST_YAML_VALUES - 1 }, (_, at) => at));
  await inShortBlocks(() => yamlOfJson(json));
});

test('a JSON file of 30,000 manifests is parted in a short block', async () => {
  const one = { kind: '/s/thing', id: 't1', spec: { name: 'x'.repeat(50), pools: [{ size: 3 }] } };
  const text = JSON.stringify(Array.from({ length: 30_000 }, () => one));
  await inShortBlocks(() => manifestParts(text, 'json'));
});

describe('a manifest file of 2,000 documents', () => {
  const manifest = (at: number): string => `kind: /s/thing\nid: t${at}\nspec:\n  pools:\n${pools(3)}`;
  const many = (count: number): string =>
    Array.from({ length: count }, (_, at) => manifest(at)).join('---\n');
  const file = many(2_000);

  function opened(text: string): { text: string; version: number; uri: Uri; getText: () => string } {
    return {
      ...{ text, version: 1, uri: Uri.parse('file:///w/a.ovhapi.yaml') },
      getText() {
        return this.text;
      },
    };
  }
  const schemas = (): ManifestSchemas =>
    new ManifestSchemas({
      connection: () => undefined,
      onDidChangeConnection: new EventEmitter<void>().event as never,
      note: String,
      versions: { known: () => [] },
    });

  test('is read in short blocks', async () => {
    await inShortBlocks(async () => {
      const { manifests } = await readManifests(file, 'yaml');
      expect(manifests).toHaveLength(2_000);
    });
  });

  test('is read in short blocks while the user types, and unchanged parts are not read again', async () => {
    const judge = schemas();
    const document = opened(file);
    const before = await judge.parts(document as never);
    await inShortBlocks(async () => {
      document.version += 1;
      document.text = document.text.replace('tier: front', 'tier: frond');
      const after = await judge.parts(document as never);
      expect(after).toHaveLength(2_000);
      expect(after.filter(({ json }, at) => json !== before[at]?.json).length).toBeLessThanOrEqual(5);
    });
    judge.dispose();
  });

  test('that changes while it is read is read as it is in the end', async () => {
    const judge = schemas();
    const document = opened(file);
    const early = judge.parts(document as never);
    await new Promise((resolve) => setImmediate(resolve));
    document.version += 1;
    document.text = manifest(7);
    expect((await early).map(({ text }) => text.getText())).toEqual([manifest(7)]);
    judge.dispose();
  });
});
