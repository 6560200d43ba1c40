import type { Item } from '../../../../src/schema/catalogue.js';
import { ANYTHING } from '../../../../src/schema/writableFields.js';

/** An item's kind of an envelope that can do nothing but what is told. */
export function itemKind(parts: Partial<Item> & Pick<Item, 'path' | 'name' | 'parameter'>): Item {
  return {
    kind: 'item',
    read: undefined,
    update: undefined,
    remove: undefined,
    writable: ANYTHING,
    creatable: undefined,
    bodyForm: 'target',
    around: undefined,
    takesChecksum: false,
    answersUpdate: true,
    fieldOrder: new Map(),
    isMarkedSecret: () => false,
    isEnvelope: true,
    answersTarget: true,
    collections: [],
    singletons: [],
    actions: [],
    tasks: undefined,
    events: undefined,
    ...parts,
  };
}
