import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const SECTION = '/telephony';

/** The published document beside the checkout, or one of its size that is made here, as JSON text. */
export function largestDocument(): string {
  const published = join(import.meta.dirname, '../../../shared/openapi/telephony-v1-stress.json');
  return existsSync(published) ? readFileSync(published, 'utf8') : JSON.stringify(madeDocument());
}

type Part = Readonly<Record<string, unknown>>;

function madeDocument(): Part {
  const ids = Array.from({ length: 300 }, (_, index) => index);
  const fields = ids
    .slice(0, 25)
    .map((id) => [`field${id}`, { type: 'string', description: `Field ${id}.` }]);
  const model = { type: 'object', properties: Object.fromEntries(fields) as Part };
  const parent = `${SECTION}/{account}`;
  const paths = ids.flatMap((id): readonly (readonly [string, Part])[] => [
    [`${parent}/thing${id}`, { get: answering(listOf(reference(id))) }],
    [`${parent}/thing${id}/{id}`, { get: answering(reference(id)), put: answering(reference(id)) }],
  ]);
  return {
    openapi: '3.0.0',
    info: { version: '1.0' },
    paths: {
      [SECTION]: { get: answering(listOf({ type: 'string' })) },
      [parent]: { get: answering(reference(0)) },
      ...Object.fromEntries(paths),
    },
    components: { schemas: Object.fromEntries(ids.map((id) => [`m.Thing${id}`, model])) },
  };
}

function reference(id: number): Part {
  return { $ref: `#/components/schemas/m.Thing${id}` };
}

function listOf(items: Part): Part {
  return { type: 'array', items };
}

function answering(schema: Part): Part {
  return { responses: { 200: { description: 'Done', content: { 'application/json': { schema } } } } };
}
