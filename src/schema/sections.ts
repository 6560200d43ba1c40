import type { Badge } from './catalogue.js';
import { isJsonObject } from './openapi.js';

/** A top path of the branch, as the index names it. */
export interface Section {
  /** For example `/iam` or `/dedicated/server`. */
  readonly path: string;
  readonly description: string | undefined;
  readonly badges: readonly Badge[];
  /** In which languages its document comes, `json` and `yaml`; empty when the index does not say. */
  readonly formats: readonly string[];
}

/**
 * Reads the branch's index. Its shape is not documented, so several are understood: `{apis: [{path, …}]}` as the first branch
 * serves it, a bare list of such objects, or a list of paths. Anything else is left out.
 */
export function parseIndex(json: unknown): readonly Section[] {
  const listed = isJsonObject(json) ? (json.apis ?? json.sections) : json;
  if (!Array.isArray(listed)) return [];
  const sections = listed.flatMap((entry): readonly Section[] => {
    const path: unknown = isJsonObject(entry) ? entry.path : entry;
    if (typeof path !== 'string' || path.replaceAll('/', '') === '') return [];
    const description: unknown = isJsonObject(entry) ? entry.description : undefined;
    return [
      {
        path: `/${path.replace(/^\/+|\/+$/g, '')}`,
        description: typeof description === 'string' && description !== '' ? description : undefined,
        badges: readBadges(isJsonObject(entry) ? (entry['x-badges'] ?? entry.badges) : undefined),
        formats: readFormats(isJsonObject(entry) ? (entry.format ?? entry.formats) : undefined),
      },
    ];
  });
  const byPath = new Map(sections.map((section) => [section.path, section]));
  return [...byPath.values()].sort((a, b) => a.path.localeCompare(b.path));
}

function readFormats(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((format) => typeof format === 'string');
}

/** `x-badges`, as the API documents write them. */
export function readBadges(value: unknown): readonly Badge[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((badge) => {
    if (!isJsonObject(badge) || typeof badge.label !== 'string') return [];
    return [{ label: badge.label, color: typeof badge.color === 'string' ? badge.color : undefined }];
  });
}
