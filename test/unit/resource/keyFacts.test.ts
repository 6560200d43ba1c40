import { describe, expect, it } from 'vitest';
import { marks } from '../schema/markedSecrets.js';
import { keyFacts } from '../../../src/resource/keyFacts.js';
import { secretFieldsOf } from '../../../src/resource/secretFields.js';

const item = secretFieldsOf({ isMarkedSecret: marks(['pin']) });

describe('the facts worth a glance', () => {
  it('are plain fields of the actual state and of the resource, places and plans first', () => {
    const raw = {
      id: 'a',
      createdAt: '2026-01-01T00:00:00Z',
      currentState: { nodes: 3, plan: 'small', region: 'GRA', pools: [{}], name: 'n' },
      iam: { urn: 'u' },
    };
    expect(keyFacts(raw, item)).toEqual([
      { name: 'region', value: 'GRA' },
      { name: 'plan', value: 'small' },
      { name: 'createdAt', value: '2026-01-01T00:00:00Z' },
      { name: 'nodes', value: '3' },
    ]);
  });

  it('are no secrets, by mark or by name', () => {
    expect(keyFacts({ pin: '1', password: 'x', apiToken: 'y', size: 1 }, item)).toEqual([
      { name: 'size', value: '1' },
    ]);
  });

  it('are few and short', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${String(n)}`, 'x'.repeat(200)]));
    const facts = keyFacts(many, item);
    expect(facts).toHaveLength(8);
    expect(facts[0]?.value).toHaveLength(81);
  });

  it.each([undefined, null, 'a', 7, []])('leave out %j', (raw) => {
    expect(keyFacts(raw, item)).toEqual([]);
  });
});
