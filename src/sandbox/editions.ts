import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseOpenApi } from '../schema/openapi.js';
import { readRoutes } from './routes.js';
import { SeedData, type Seed } from './seedData.js';
import type { Edition } from './world.js';

/** A section with its versions, the newest first. */
export interface ServedSection {
  /** For example `/iam`. */
  readonly path: string;
  readonly description: string;
  readonly editions: readonly Edition[];
}

/** Reads OpenAPI documents (JSON or YAML); those whose paths begin alike are versions of one section. */
export function readSections(files: readonly string[], seed: Seed): readonly ServedSection[] {
  const sections = new Map<string, Edition[]>();
  for (const file of files) {
    const document = parseOpenApi(parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }));
    const edition = {
      version: document.version,
      document,
      routes: readRoutes(document),
      data: new SeedData(document, seed),
    };
    const path = commonPath(document.operations.map((operation) => operation.path));
    sections.set(path, [...(sections.get(path) ?? []), edition]);
  }
  return [...sections].map(([path, editions]) => {
    const newestFirst = editions.sort((a, b) => compareVersions(b.version, a.version));
    return { path, editions: newestFirst, description: newestFirst[0]?.document.title ?? '' };
  });
}

/** Every document of a folder. */
export function documentFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .map((name) => join(folder, name));
}

/**
 * The edition that a version asks for: exactly that one, or the newest minor of a major; the newest of all when none is
 * asked for. `undefined` when there is no such version.
 */
export function chooseEdition(section: ServedSection, asked: string | undefined): Edition | undefined {
  if (asked === undefined) return section.editions[0];
  return section.editions.find(({ version }) => version === asked || version.split('.')[0] === asked);
}

function commonPath(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  const segments = first.split('/').filter(Boolean);
  let length = segments.findIndex(
    (segment, index) =>
      segment.startsWith('{') || others.some((path) => path.split('/')[index + 1] !== segment),
  );
  if (length < 0) length = segments.length;
  return `/${segments.slice(0, Math.max(1, length)).join('/')}`;
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0);
}
