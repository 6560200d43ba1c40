import { describe, expect, it } from 'vitest';
import { getLanguageService, TextDocument } from 'vscode-json-languageservice';
import { specFixes, type SpecFix } from '../../../src/schema/specFixes.js';
import { yamlTree } from '../../../src/resource/yamlTree.js';
import { jsonEditing } from '../../../src/resource/jsonEditing.js';
import { yamlEditing } from '../../../src/resource/yamlEditing.js';
import { FIXED_MESSAGES } from '../../../src/schema/convertSchema.js';
import type { JsonObject } from '../../../src/schema/openapi.js';

const pool: JsonObject = {
  type: 'object',
  required: ['name', 'nodes', 'size'],
  properties: {
    name: { type: 'string', default: 'pool' },
    nodes: { type: 'integer', minimum: 1 },
    size: { type: 'string', enum: ['small', 'medium', 'large'] },
  },
  additionalProperties: false,
};
const schema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['region'],
  properties: {
    region: { type: 'string' },
    description: { type: 'string' },
    pools: { type: 'array', items: { $ref: '#/definitions/pool' } },
    id: { not: {}, errorMessage: FIXED_MESSAGES.api, doNotSuggest: true },
  },
  additionalProperties: false,
  definitions: { pool },
};

/** The fixes at the place of `mark` in a text, or in all of it. */
async function fixesIn(text: string, mark?: string, language = 'json'): Promise<readonly SpecFix[]> {
  const service = getLanguageService({});
  service.configure({
    validate: true,
    schemas: [{ uri: 'test:/s', fileMatch: ['*'], schema: structuredClone(schema) }],
  });
  const document = TextDocument.create('test:/d', language, 1, text);
  const tree = language === 'yaml' ? yamlTree(text) : undefined;
  const json = tree ? service.newJSONDocument(tree) : service.parseJSONDocument(document);
  const matches = await service.getMatchingSchemas(document, json);
  const at = mark === undefined ? undefined : text.indexOf(mark);
  return specFixes(
    language === 'yaml' ? yamlEditing(text) : jsonEditing(text),
    schema,
    matches,
    at === undefined ? { start: 0, end: text.length } : { start: at, end: at },
  );
}

const applied = (text: string, { offset, length, text: inserted }: SpecFix): string =>
  text.slice(0, offset) + inserted + text.slice(offset + length);

describe('a fix of a spec', () => {
  it('adds all missing fields at once, with what the schema proposes, and keeps comments', async () => {
    const text = '{\n  // why\n  "region": "a",\n  "pools": [\n    {\n      "size": "small"\n    }\n  ]\n}\n';
    const [fix] = await fixesIn(text, '"size"');
    expect(fix).toMatchObject({ kind: 'addMissing', names: ['name', 'nodes'] });
    const after = applied(text, fix!);
    expect(after).toContain('// why');
    expect(JSON.parse(after.replace('// why', ''))).toEqual({
      region: 'a',
      pools: [{ size: 'small', name: 'pool', nodes: 1 }],
    });
  });

  it('takes an unknown field out with its comma, or renames what is a slip of another', async () => {
    const text = '{\n  "region": "a",\n  "descripton": "x"\n}\n';
    const fixes = await fixesIn(text, '"descripton"');
    expect(fixes.map(({ kind }) => kind)).toEqual(['renameUnknown', 'removeUnknown']);
    expect(fixes.map((fix) => JSON.parse(applied(text, fix)) as unknown)).toEqual([
      { region: 'a', description: 'x' },
      { region: 'a' },
    ]);
  });

  it('renames no field to one that is there, nor to one that it does not resemble', async () => {
    const text = '{"region": "a", "description": "d", "zzzzzzzzzzzz": 1}';
    expect((await fixesIn(text)).map(({ kind }) => kind)).toEqual(['removeUnknown']);
  });

  it('proposes the nearest of the allowed values first', async () => {
    const text = '{"region": "a", "pools": [{"name": "n", "nodes": 1, "size": "meduim"}]}';
    const [first] = await fixesIn(text, '"meduim"');
    expect(first).toMatchObject({ kind: 'replaceValue', value: 'medium' });
    expect(applied(text, first!)).toContain('"size": "medium"');
  });

  it('is offered only where the text is wrong, and at the requested place', async () => {
    expect(await fixesIn('{"region": "a"}')).toEqual([]);
    const text = '{"region": "a", "one": 1, "two": 2}';
    const names = (await fixesIn(text, '"two"')).map((fix) => 'name' in fix && fix.name);
    expect(names).toEqual(['two']);
  });
});

describe('a fix of a spec in YAML', () => {
  const mended = async (text: string, mark: string, kind: SpecFix['kind']): Promise<string> => {
    const fix = (await fixesIn(text, mark, 'yaml')).find((one) => one.kind === kind);
    if (!fix) throw new Error(`There is no ${kind} at ${mark}.`);
    return applied(text, fix);
  };

  it('adds missing fields to their object, and keeps comments', async () => {
    expect(
      await mended(
        'region: a # why\npools:\n  # one\n  - size: small # fits\n\n# end\n',
        'size',
        'addMissing',
      ),
    ).toBe(
      'region: a # why\npools:\n  # one\n  - size: small # fits\n    name: pool\n    nodes: 1\n\n# end\n',
    );
    expect(await mended('region: a\npools: [{size: small}]\n', 'size', 'addMissing')).toBe(
      'region: a\npools: [{size: small, "name": "pool", "nodes": 1}]\n',
    );
    expect(await mended('{}\n', '{', 'addMissing')).toBe('{"region": ""}\n');
  });

  it('takes a field out with its line, whether it is the first, the last or the only one', async () => {
    expect(
      await mended('# why\nregion: a\ncolour: # odd\n  deep: [1]\n# end\n', 'colour', 'removeUnknown'),
    ).toBe('# why\nregion: a\n# end\n');
    expect(await mended('region: a\ncolour: x', 'colour', 'removeUnknown')).toBe('region: a');
    expect(
      await mended('region: a\npools:\n  - colour: x\n    size: small\n', 'colour', 'removeUnknown'),
    ).toBe('region: a\npools:\n  - size: small\n');
    expect(await mended('colour: x\n', 'colour', 'removeUnknown')).toBe('{}\n');
    expect(await mended('{region: a, colour: x}', 'colour', 'removeUnknown')).toBe('{region: a}');
    expect(await mended('{colour: x, region: a}', 'colour', 'removeUnknown')).toBe('{region: a}');
  });

  it('takes out what only the API sets, and proposes no other name for it', async () => {
    const text = 'region: a\nid: x\n';
    expect((await fixesIn(text, 'id', 'yaml')).map(({ kind }) => kind)).toEqual(['removeUnknown']);
    expect(await mended(text, 'id', 'removeUnknown')).toBe('region: a\n');
    expect((await fixesIn('{"region": "a", "id": "x"}', '"id"')).map(({ kind }) => kind)).toEqual([
      'removeUnknown',
    ]);
  });

  it('renames what was mistyped, and proposes the nearest value', async () => {
    expect(await mended('region: a\ndescripton: b # c\n', 'descripton', 'renameUnknown')).toBe(
      'region: a\ndescription: b # c\n',
    );
    expect(await mended('region: a\npools:\n  - size: smal\n', 'smal', 'replaceValue')).toBe(
      'region: a\npools:\n  - size: small\n',
    );
  });
});
