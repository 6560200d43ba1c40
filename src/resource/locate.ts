import type { Located } from './manifestPlan.js';
import { findByPath } from '../schema/findByPath.js';
import { takesTarget } from '../schema/jsonSchema.js';
import type { SchemaSource } from '../schema/schemaSource.js';

/**
 * What a manifest's kind is known as at a schema version, or at the picked one. Throws as `SchemaSource.forPath` does.
 */
export async function locateKind(
  schemas: SchemaSource,
  path: string,
  version: string | undefined,
  signal?: AbortSignal,
): Promise<Located> {
  const { section: picked } = await schemas.forPath(path, signal);
  const { document, catalogue } =
    version === undefined || version === picked.asked
      ? picked
      : await schemas.sectionAt(picked.section, version, signal);
  const { collection } = findByPath(catalogue, path);
  return {
    ...(collection && { collection }),
    takesTarget: collection?.create !== undefined && takesTarget(document, collection.create),
  };
}
