import {
  isJsonObject,
  propertiesOf,
  resolveSchema,
  type JsonObject,
  type OpenApiDocument,
} from './openapi.js';

/**
 * The order in which a model names its fields, each with the order of what is below it; `*` means every member of a
 * list or a map. A model inside itself has itself below it.
 */
// A type alone can't name itself here.
// oxlint-disable-next-line typescript/no-empty-object-type
export interface FieldOrder extends ReadonlyMap<string, FieldOrder> {}

/** The orders of a document's models, each read once. */
export type FieldOrders = (schema: unknown) => FieldOrder;

/** Reads the orders of a document's models as they are needed. */
export function fieldOrders(document: Pick<OpenApiDocument, 'raw'>): FieldOrders {
  const known = new Map<unknown, FieldOrder>();
  // Models wait here to be read: one that called for the next would fill the stack where they refer to each other in a row.
  const waiting: (readonly [model: JsonObject, order: Map<string, FieldOrder>])[] = [];
  const orderOf = (schema: unknown): FieldOrder => {
    const model = resolveSchema(document, schema);
    const before = known.get(model);
    if (before) return before;
    const order = new Map<string, FieldOrder>();
    known.set(model, order);
    waiting.push([model, order]);
    return order;
  };
  const read = (model: JsonObject, order: Map<string, FieldOrder>): void => {
    for (const [name, property] of Object.entries(propertiesOf(document, model)))
      order.set(name, orderOf(property));
    for (const members of [model.items, model.additionalProperties]) {
      if (isJsonObject(members)) order.set('*', orderOf(members));
    }
  };
  return (schema) => {
    const order = orderOf(schema);
    for (let next = waiting.pop(); next; next = waiting.pop()) read(...next);
    return order;
  };
}
