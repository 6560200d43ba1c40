import type { Item } from '../../../src/schema/catalogue.js';

/** An item's kind of an envelope that can do nothing but what is told. */
export function itemKind(parts: Partial<Item> & Pick<Item, 'path' | 'name' | 'parameter'>): Item {
  return {
    kind: 'item',
    read: undefined,
    update: undefined,
    remove: undefined,
    updateFields: [],
    readOnlyFields: [],
    fieldOrder: new Map(),
    passwordFields: [],
    isEnvelope: true,
    collections: [],
    singletons: [],
    actions: [],
    tasks: undefined,
    events: undefined,
    ...parts,
  };
}
