import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { compareDocuments } from '../../../../src/schema/comparison/compareDocuments.js';
import { sarif } from '../../../../src/schema/comparison/sarif.js';
import { plantChanges } from '../../../support/plantedChanges.js';
import { document, model, operation } from '../documents.js';

/** What the public schema of SARIF 2.1.0 requires of the parts that are written here, and the values that it allows. */
const REQUIRED = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                properties: {
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id', 'shortDescription'],
                      properties: { shortDescription: { type: 'object', required: ['text'] } },
                    },
                  },
                },
              },
            },
          },
          results: { type: 'array', items: { $ref: '#/$defs/result' } },
        },
      },
    },
  },
  $defs: {
    result: {
      type: 'object',
      required: ['message', 'ruleId', 'ruleIndex', 'level', 'locations'],
      properties: {
        message: {
          type: 'object',
          required: ['text'],
          properties: { text: { type: 'string', minLength: 1 } },
        },
        level: { enum: ['none', 'note', 'warning', 'error'] },
        ruleIndex: { type: 'integer', minimum: 0 },
        partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
        locations: { type: 'array', minItems: 1, items: { $ref: '#/$defs/location' } },
      },
    },
    location: {
      type: 'object',
      properties: {
        physicalLocation: {
          type: 'object',
          required: ['artifactLocation'],
          properties: {
            artifactLocation: { type: 'object', required: ['uri'] },
            region: {
              type: 'object',
              required: ['startLine'],
              properties: { startLine: { type: 'integer', minimum: 1 } },
            },
          },
        },
        logicalLocations: { type: 'array', items: { type: 'object' } },
      },
    },
  },
};

const key = (index: number): object => ({
  type: 'object',
  properties: {
    format: { type: 'string', enum: ['a', 'b', `c${index}`], maxLength: 9 },
    size: { type: 'integer' },
  },
});

function plantedChanges() {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const paths = numbers.map((one) => [`/s/a${one}`, { put: operation({ body: model(`s.M${one}`) }) }]);
  const models = numbers.map((one) => [`s.M${one}`, key(one)]);
  const { raw } = document(Object.fromEntries(paths) as never, Object.fromEntries(models) as never);
  const { before, after } = plantChanges(raw, 60);
  return compareDocuments({ raw: before }, { raw: after });
}

describe('changes in SARIF', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(REQUIRED);

  it.each([
    ['with lines', { uri: 'api/a%20b.json', lineOf: () => 3 }],
    ['without lines', { uri: 'a.json' }],
  ])('have all that the public schema requires, %s', (_, artifact) => {
    const changes = plantedChanges();
    expect(changes.length).toBeGreaterThan(30);
    const log = sarif(changes, () => artifact);
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('refer to the rule of their kind', () => {
    const { runs } = sarif(plantedChanges(), () => ({ uri: 'a.json' })) as {
      runs: readonly {
        tool: { driver: { rules: readonly { id: string }[] } };
        results: readonly { ruleId: string; ruleIndex: number }[];
      }[];
    };
    const [run] = runs;
    for (const { ruleId, ruleIndex } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it('are found wanting where something is missing', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });
});
