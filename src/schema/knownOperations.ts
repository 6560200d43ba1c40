import type { RequestName } from '../api/errors.js';
import type { Operation } from './catalogue.js';
import type { OpenApiDocument } from './openapi.js';
import { fitsTemplate, segmentsOf } from './pathTemplate.js';
import type { LoadedSection } from './schemaSource.js';

/** An operation with the document that describes it. */
export interface KnownOperation {
  readonly operation: Operation;
  readonly document: OpenApiDocument;
}

/** Says which operation a request is, from the API documents that were read. */
export class KnownOperations {
  readonly #sections = new Map<string, LoadedSection>();

  /** From now on the section's document counts; the last one read of a section does. */
  learn(section: LoadedSection): void {
    this.#sections.set(section.section, section);
  }

  /** The document that a path below the branch belongs to, as far as it was read. */
  sectionOf(path: string): LoadedSection | undefined {
    return [...this.#sections.values()]
      .filter(({ section }) => path === section || path.startsWith(`${section}/`))
      .sort((a, b) => b.section.length - a.section.length)[0];
  }

  /** `request.path` is encoded, with its branch or below it, and may have a query. `undefined` when no document has it. */
  find(request: RequestName): KnownOperation | undefined {
    const path = request.path.replace(/^\/v2(?=\/)/, '').replace(/\?.*$/s, '');
    const segments = segmentsOf(path);
    for (const { section, catalogue, document } of this.#sections.values()) {
      if (path !== section && !path.startsWith(`${section}/`)) continue;
      const operation = catalogue.operations.find(
        (one) => one.method === request.method && fitsTemplate(one.path, segments),
      );
      if (operation) return { operation, document };
    }
    return undefined;
  }
}
