import type { Change } from '../../../../../src/schema/comparison/judge.js';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../../src/schema/comparison/comparison.js';
import { definitionAt } from '../../../../../src/resource/definition.js';
import { exportText } from '../../../../../src/editor/versions/report/reportExport.js';
import { reportView } from '../../../../../src/editor/versions/report/reportView.js';
import { parseReportHostMessage } from '../../../../../src/reportProtocol.js';
import { compareDocuments } from '../../../../../src/schema/comparison/compareDocuments.js';
import { plantChanges, type Tree } from '../../../../support/plantedChanges.js';
import { english } from '../../../../support/panelHarness/english.js';
import { document, listOf, model, operation } from '../../../schema/documents.js';

function shop(...formats: readonly string[]): ReturnType<typeof document> {
  return document(
    {
      '/shop/key': {
        get: operation({ answer: listOf(model('shop.Key')) }),
        post: operation({ body: model('shop.Key') }),
      },
      '/shop/key/{id}': { get: operation({ answer: model('shop.Key') }) },
      '/shop/key/{id}/rotate': { post: operation(formats.length > 1 ? {} : { deprecated: true }) },
    },
    { 'shop.Key': { type: 'object', properties: { format: { type: 'string', enum: formats } } } },
  );
}

function comparison(before = shop('JWK', 'PEM'), after = shop('JWK')): Comparison {
  return {
    title: '/shop v1.0 → v2.0',
    names: ['v1.0', 'v2.0'],
    notes: [],
    sections: [
      {
        name: '/shop',
        before: { document: before, uri: 'shop.json' },
        after: { document: after, uri: 'shop.json' },
        changes: compareDocuments(before, after),
      },
    ],
  };
}

const usersOf = ({ operations }: Pick<Change, 'operations'>): readonly string[] =>
  operations.includes('POST /shop/key') ? ['keys.http'] : [];

describe('the report of a comparison', () => {
  it('groups what differs by model and collection, with totals that agree with the rows', () => {
    const { rows, groups, kinds, summary } = reportView(comparison(), english);
    expect(summary).toBe('2 differences: 1 breaking, 0 that may break, 1 compatible, 0 other.');
    expect(
      rows.map(({ severity, kind, group, place, before }) => [
        severity,
        kinds[kind],
        groups[group],
        place,
        before,
      ]),
    ).toEqual([
      ['breaking', 'Enum value removed', { title: 'shop.Key', what: 'model' }, 'shop.Key.format', '"PEM"'],
      [
        'compatible',
        'Operation deprecated',
        { title: '/shop/key', what: 'collection' },
        'POST /shop/key/{id}/rotate',
        undefined,
      ],
    ]);
  });

  it('names the operations that a change reaches, and leaves out the one that its place names', () => {
    const { rows } = reportView(comparison(), english);
    expect(rows.map(({ operations }) => operations)).toEqual([
      ['GET /shop/key', 'POST /shop/key', 'GET /shop/key/{id}'],
      [],
    ]);
  });

  it('names the files that use what differs, once they were searched', () => {
    const users = { usersOf };
    const report = reportView(comparison(), english, users);
    expect(report.rows.map((row) => row.users)).toEqual([['keys.http'], []]);
    expect([report.knowsUsers, reportView(comparison(), english).knowsUsers]).toEqual([true, false]);
  });

  it('fits the protocol for a document with a thousand planted changes', () => {
    const operations = Array.from({ length: 300 }, (_, index) => [
      `/s/a${index}`,
      { put: operation({ body: { type: 'object', properties: { a: { type: 'string', maxLength: 3 } } } }) },
    ]);
    const { before, after } = plantChanges(document(Object.fromEntries(operations) as never).raw, 100);
    const changes = compareDocuments({ raw: before }, { raw: after });
    const side = (raw: Tree) => ({ document: { raw }, uri: 's.json' });
    const report = reportView(
      {
        ...{ title: 't', names: ['a', 'b'], notes: [] },
        sections: [{ name: '/s', before: side(before), after: side(after), changes }],
      },
      english,
    );
    expect(report.rows).toHaveLength(changes.length);
    expect(parseReportHostMessage({ kind: 'report', report })).toEqual({ kind: 'report', report });
  });
});

describe('a definition', () => {
  const raw = shop('JWK', 'PEM').raw;

  it('is the whole model or operation, at the line of what is different', () => {
    const model = definitionAt(raw, '/components/schemas/shop.Key/properties/format/enum/1');
    expect(model.name).toBe('shop.Key');
    expect(model.text.split('\n')[model.line]).toContain('"PEM"');
    const route = definitionAt(raw, '/paths/~1shop~1key~1{id}~1rotate/post/deprecated');
    expect(route.name).toBe('POST /shop/key/{id}/rotate');
    expect(route.text).toContain('"responses"');
  });

  it('is empty where the document doesn’t have it', () => {
    expect(definitionAt(raw, '/components/schemas/none/type')).toEqual({ name: 'none', text: '', line: 0 });
    expect(definitionAt(undefined, '/paths/~1a/get').text).toBe('');
  });
});

describe('an export', () => {
  it('is a changelog of what is shown', () => {
    expect(exportText(comparison(), [0], 'md', { l10n: english, usersOf })).toBe(
      [
        '# `/shop`: changes from `v1.0` to `v2.0`',
        '',
        '1 change: 1 breaking. Programs written for the earlier document may fail, so this needs a new major version.',
        '',
        '## Breaking changes (1)',
        '',
        '- `shop.Key.format`: enum value removed, `"PEM"`. Requests that were accepted before may be rejected. ' +
          'Change the requests that no longer fit before you switch versions. ' +
          'In `GET /shop/key`, `POST /shop/key`, `GET /shop/key/{id}`. Used by `keys.http`.',
        '',
      ].join('\n'),
    );
  });

  it('is JSON as the command line writes it', () => {
    expect(JSON.parse(exportText(comparison(), [0, 1], 'json', { l10n: english }))).toMatchObject({
      breaking: 1,
      differences: [{ kind: 'enum-value-removed', severity: 'breaking' }, { kind: 'operation-deprecated' }],
    });
  });

  it('is SARIF with the members that its schema requires, without lines where they aren’t known', () => {
    const log = JSON.parse(exportText(comparison(), [0, 1], 'sarif', { l10n: english })) as {
      version: string;
      runs: { tool: { driver: { name: string; rules: { id: string }[] } }; results: never[] }[];
    };
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual([
      'enum-value-removed',
      'operation-deprecated',
    ]);
    expect(log.runs[0]?.results[0]).toMatchObject({
      ruleId: 'enum-value-removed',
      ruleIndex: 0,
      level: 'error',
      message: { text: expect.stringContaining('shop.Key.format') as string },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'shop.json' } } }],
    });
  });
});
