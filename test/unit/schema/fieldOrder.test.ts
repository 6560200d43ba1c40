import { describe, expect, it } from 'vitest';
import { fieldOrders } from '../../../src/schema/fieldOrder.js';

const document = {
  raw: {
    components: {
      schemas: {
        Node: {
          allOf: [{ properties: { zone: {}, name: {} } }],
          properties: {
            children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
            labels: { additionalProperties: { properties: { value: {}, by: {} } } },
          },
        },
      },
    },
  },
};

describe('the order of a model’s fields', () => {
  const order = fieldOrders(document)({ $ref: '#/components/schemas/Node' });

  it('is that of the document, its parts first', () => {
    expect([...order.keys()]).toEqual(['zone', 'name', 'children', 'labels']);
  });

  it('continues below lists and maps', () => {
    expect([...(order.get('labels')?.get('*')?.keys() ?? [])]).toEqual(['value', 'by']);
  });

  it('of a model inside itself is its own', () => {
    expect(order.get('children')?.get('*')).toBe(order);
  });
});
