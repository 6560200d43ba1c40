import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { ExitCode } from '../../../src/cli/command.js';
import { runProgram } from '../../../src/cli/program.js';
import type { JsonObject } from '../../../src/schema/openapi.js';
import { listOf, model, openApi, operation } from '../schema/documents.js';

interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

let folder = '';
const at = (name: string): string => join(folder, name);

async function compare(...args: readonly string[]): Promise<Outcome> {
  const written = { out: '', err: '' };
  const code = await runProgram(['compare', ...args], {
    env: {},
    home: folder,
    folder,
    out: (text) => (written.out += text),
    err: (text) => (written.err += text),
    signal: new AbortController().signal,
  });
  return { code, ...written };
}

function shop(...formats: readonly string[]): JsonObject {
  return openApi(
    {
      '/shop/key': {
        get: operation({ answer: listOf(model('shop.Key')) }),
        post: operation({ body: model('shop.Key') }),
      },
      '/shop/other/{id}': { get: operation({ answer: model('shop.Other') }) },
    },
    shopModels(...formats),
  );
}

function shopModels(...formats: readonly string[]) {
  return {
    'shop.Key': { type: 'object', properties: { format: { type: 'string', enum: formats } } },
    'shop.Other': { type: 'object', properties: { kind: { type: 'string', enum: formats } } },
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compare-'));
  await writeFile(at('old.json'), JSON.stringify(shop('JWK', 'PEM'), null, 2));
  await writeFile(at('new.yaml'), stringify(shop('JWK')));
  await writeFile(at('wider.json'), JSON.stringify(shop('JWK', 'PEM', 'DER'), null, 2));
  await writeFile(at('calls.http'), '@p = key\n### Keys\nPOST /v2/shop/{{p}}\n\n{ "format": "PEM" }\n');
  await mkdir(at('fitting'));
  await writeFile(at('fitting/calls.rest'), 'POST /v2/shop/key\n\n{ "format": "JWK" }\n');
  await writeFile(at('other.ovhapi.yaml'), 'kind: /shop/other\nid: a/b\nspec:\n  kind: PEM\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('the command compare', () => {
  it('answers JSON with the worst differences first and the number of breaking ones', async () => {
    const { code, out } = await compare(at('old.json'), at('new.yaml'), '--format', 'json');
    const answer = JSON.parse(out) as { differences: JsonObject[]; breaking: number };
    expect(code).toBe(0);
    expect(answer.breaking).toBe(1);
    expect(answer.differences).toMatchObject([
      {
        severity: 'breaking',
        kind: 'enum-value-removed',
        operations: ['GET /shop/key', 'POST /shop/key'],
        place: 'shop.Key.format',
        reason: 'Requests that were accepted before may be rejected.',
        before: 'PEM',
      },
      { severity: 'compatible', kind: 'enum-value-removed', operations: ['GET /shop/other/{id}'] },
    ]);
  });

  it('ends with 1 for a change of the severity that --fail-on names, or a worse one', async () => {
    const codeOf = async (...args: readonly string[]): Promise<ExitCode> => (await compare(...args)).code;
    expect(await codeOf(at('old.json'), at('new.yaml'), '--fail-on', 'breaking')).toBe(1);
    expect(await codeOf(at('old.json'), at('new.yaml'), '--fail-on', 'risky')).toBe(1);
    expect(await codeOf(at('old.json'), at('wider.json'), '--fail-on', 'breaking')).toBe(0);
    expect(await codeOf(at('old.json'), at('wider.json'), '--fail-on', 'risky')).toBe(1);
    expect(await codeOf(at('old.json'), at('old.json'), '--fail-on', 'risky')).toBe(0);
  });

  it('writes a changelog for people when no format is named', async () => {
    const { out } = await compare(at('old.json'), at('new.yaml'));
    expect(out).toContain('2 changes: 1 breaking, 1 compatible.');
    expect(out).toContain(
      '## Breaking changes (1)\n\n- `shop.Key.format`: enum value removed, `"PEM"`. ' +
        'Requests that were accepted before may be rejected.',
    );
    expect(out).toContain('In `GET /shop/key`, `POST /shop/key`.');
    expect((await compare(at('old.json'), at('old.json'))).out).toContain('Nothing changed.');
  });

  it('writes operations of one path that come or go in one line of the changelog', async () => {
    const { 'shop.Key': _, ...rest } = shopModels('JWK');
    const before = openApi({ '/shop/other/{id}': { get: operation({ answer: model('shop.Other') }) } }, rest);
    await writeFile(at('less.json'), JSON.stringify(before));
    const line = async (from: string, to: string): Promise<string | undefined> =>
      (await compare(at(from), at(to))).out.split('\n').find((one) => one.startsWith('- `/shop/key`'));
    expect(await line('less.json', 'new.yaml')).toBe('- `/shop/key`: operations added, `GET`, `POST`.');
    expect(await line('new.yaml', 'less.json')).toBe(
      '- `/shop/key`: operations removed, `GET`, `POST`. Calls to it fail. Use another operation before you switch versions.',
    );
  });

  it('writes SARIF with the lines of the new document', async () => {
    const { out } = await compare(at('new.yaml'), at('wider.json'), '--format', 'sarif');
    const { version, runs } = JSON.parse(out) as { version: string; runs: JsonObject[] };
    expect(version).toBe('2.1.0');
    const lines = JSON.stringify(shop('JWK', 'PEM', 'DER'), null, 2).split('\n');
    const expected = lines.findIndex((line) => line.includes('"enum"')) + 1;
    expect(runs[0]?.results).toMatchObject([
      {
        ruleId: 'enum-value-added',
        level: 'warning',
        locations: [{ physicalLocation: { region: { startLine: expected } } }],
      },
      { ruleId: 'enum-value-added' },
      { ruleId: 'enum-value-added' },
      { ruleId: 'enum-value-added' },
    ]);
  });

  it('finds lines in YAML, too', async () => {
    const { out } = await compare(at('wider.json'), at('new.yaml'), '--format', 'sarif');
    const [{ results }] = (JSON.parse(out) as { runs: [{ results: JsonObject[] }] }).runs;
    const lines = stringify(shop('JWK')).split('\n');
    const expected = lines.findIndex((line) => line.includes('enum:')) + 2;
    expect(results[0]).toMatchObject({
      locations: [{ physicalLocation: { region: { startLine: expected } } }],
    });
  });

  it('keeps what concerns the request files and manifests that match a pattern', async () => {
    const used = async (pattern: string): Promise<readonly unknown[]> => {
      const { out } = await compare(
        ...[at('old.json'), at('new.yaml'), '--format', 'json', '--used-by', join(folder, pattern)],
      );
      return (JSON.parse(out) as { differences: JsonObject[] }).differences.map(({ place }) => place);
    };
    expect(await used('*.http')).toEqual(['shop.Key.format']);
    expect(await used('*.ovhapi.yaml')).toEqual(['shop.Other.kind']);
    expect(await used('**/*.{http,yaml}')).toEqual(['shop.Key.format', 'shop.Other.kind']);
    // It calls the same operation, but sends a value that is still accepted.
    expect(await used('fitting/*')).toEqual([]);
  });

  it.each([
    { args: ['old.json'], says: 'Name two API documents.' },
    { args: ['old.json', 'none.json'], says: "Couldn't read" },
    { args: ['old.json', 'calls.http'], says: "isn't an OpenAPI 3 document in JSON or YAML." },
    {
      args: ['old.json', 'new.yaml', '--fail-on', 'all'],
      says: '--fail-on takes breaking or risky, not all.',
    },
    {
      args: ['old.json', 'new.yaml', '--format', 'html'],
      says: '--format takes md or json or sarif, not html.',
    },
    { args: ['old.json', 'new.yaml', '--used-by', 'none/**'], says: 'No file matches' },
    { args: ['old.json', 'new.yaml', '--frobnicate'], says: 'Unknown option' },
  ])('ends with 2 and says why when it is called with $args', async ({ args, says }) => {
    const { code, out, err } = await compare(
      ...args.map((arg) => (/\.(?:json|yaml|http)$/.test(arg) ? at(arg) : arg)),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });
});
