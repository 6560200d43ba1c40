import type { Located } from '../../resource/manifestPlan.js';
import { findByPath } from '../../schema/findByPath.js';
import { takesTarget } from '../../schema/jsonSchema.js';
import type { LoadedSection, SchemaSource } from '../../schema/schemaSource.js';

/** The section of a path at a schema version, or at the picked one. Throws as `SchemaSource.forPath` does. */
export async function sectionOf(
  schemas: SchemaSource,
  path: string,
  version: string | undefined,
  signal?: AbortSignal,
): Promise<LoadedSection> {
  const { section } = await schemas.forPath(path, signal);
  return version === undefined || version === section.version
    ? section
    : schemas.sectionAt(section.section, version, signal);
}

/** What a manifest's kind is known as. Throws as `SchemaSource.forPath` does. */
export async function locateKind(
  schemas: SchemaSource,
  path: string,
  version: string | undefined,
  signal?: AbortSignal,
): Promise<Located> {
  const { document, catalogue } = await sectionOf(schemas, path, version, signal);
  const { collection, item } = findByPath(catalogue, path);
  return {
    ...(collection && { collection }),
    ...(item && { item }),
    takesTarget: collection?.create !== undefined && takesTarget(document, collection.create),
  };
}
