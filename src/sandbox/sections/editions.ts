import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { parseOpenApi, type OpenApiDocument } from '../../schema/openapi.js';
import { isParameter } from '../../schema/pathTemplate.js';
import type { Customs } from '../customs.js';
import { Fitting } from '../data/fitting.js';
import { usualWord, type IdentifierWord } from '../data/identifiers.js';
import { Models } from '../data/models.js';
import { Refusal } from '../answers/refusal.js';
import { Routes } from './routes.js';
import { SeedData } from '../data/seedData.js';
import { readVocabulary } from '../data/vocabulary.js';

/** One version of a section: its document, and what the sandbox made of it. */
export interface Edition {
  /** `info.version`, for example `2.1`. */
  readonly version: string;
  readonly document: OpenApiDocument;
  readonly models: Models;
  readonly routes: Routes;
  readonly data: SeedData;
  readonly fitting: Fitting;
}

/** A section with its versions, the newest first. */
export interface ServedSection {
  /** For example `/iam` or `/dedicated/server`. */
  readonly path: string;
  readonly editions: readonly Edition[];
}

/** An API document that was read before, with the name of its file. */
export interface NamedDocument {
  readonly name: string;
  readonly json: unknown;
}

/**
 * Reads OpenAPI documents, files (JSON or YAML) or what was read of some; those whose paths begin alike are versions of one section.
 * Throws an `Error` that names the file which can't be read.
 */
export function readSections(
  documents: readonly (string | NamedDocument)[],
  word: IdentifierWord = usualWord,
): readonly ServedSection[] {
  const sections = new Map<string, Map<string, Edition>>();
  for (const document of documents) {
    const read = (json: unknown): Edition => readEdition(json, word);
    const edition = typeof document === 'string' ? readFile(document, read) : read(document.json);
    const path = sectionPath(edition.document, typeof document === 'string' ? document : document.name);
    const editions = sections.get(path) ?? new Map<string, Edition>();
    sections.set(path, editions.set(edition.version, edition));
  }
  return [...sections]
    .map(([path, byVersion]) => {
      const editions = [...byVersion.values()].sort((a, b) => compareVersions(b.version, a.version));
      return { path, editions };
    })
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** What the sandbox makes of a document. */
export function readEdition(json: unknown, word: IdentifierWord = usualWord): Edition {
  const document = parseOpenApi(json);
  const models = new Models(document);
  const data = new SeedData({ models, vocabulary: readVocabulary(document) });
  return {
    version: document.version,
    document,
    models,
    routes: new Routes(models, word),
    data,
    fitting: new Fitting(models, data),
  };
}

/** Every document of a folder. */
export function documentFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The version that official tools send: the first edition of every section, from before there were others. */
export const FIRST_VERSION = '0.0';

/**
 * The edition that a version asks for: exactly that one, the newest minor of a major, or the first of all for `0.0`. The
 * newest of all, or the account's own major, when none is requested. Throws a `Refusal` with 400, which names what exists
 * where that is the custom.
 */
export function chooseEdition(
  section: ServedSection,
  asked: string | undefined,
  { usualVersion: usual, namesVersions }: Pick<Customs, 'usualVersion' | 'namesVersions'>,
): Edition {
  const wanted = asked ?? usual;
  const chosen =
    wanted === undefined
      ? section.editions[0]
      : wanted === FIRST_VERSION
        ? section.editions.at(-1)
        : section.editions.find(({ version }) => version === wanted || version.split('.')[0] === wanted);
  if (chosen) return chosen;
  // An account's own major is no demand: a section without it answers with its newest.
  if (asked === undefined && section.editions[0]) return section.editions[0];
  const unknown = JSON.stringify((asked ?? '').slice(0, 40));
  const errorClass = 'Client::BadRequest::UnknownSchemasVersion';
  if (!namesVersions) throw new Refusal(400, errorClass, `The schemas version ${unknown} is not supported`);
  const versions = section.editions.map(({ version }) => version).join(', ');
  throw new Refusal(
    400,
    errorClass,
    `${section.path} has no schemas version ${unknown}; it has ${versions}`,
    { versions },
  );
}

/** The section that a path belongs to: that with the longest address. */
export function ownerOf(sections: readonly ServedSection[], path: string): ServedSection | undefined {
  return sections
    .filter((section) => path === section.path || path.startsWith(`${section.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** Throws an `Error` that says which file can't be used, and why. */
function readFile(file: string, read: (json: unknown) => Edition): Edition {
  try {
    const text = readFileSync(file, 'utf8');
    return read(file.endsWith('.json') ? JSON.parse(text) : parse(text, { maxAliasCount: -1 }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new Error(`The document ${file} can't be served: ${why ?? ''}`, { cause });
  }
}

/**
 * What all paths begin with. A file that is named after the first words of them knows better: a section may hold nothing
 * but one collection.
 */
function sectionPath({ operations }: OpenApiDocument, file: string): string {
  const paths = operations.map(({ path }) => path.split('/').filter(Boolean));
  const [first = []] = paths;
  const differs = first.findIndex(
    (segment, index) => isParameter(segment) || paths.some((other) => other[index] !== segment),
  );
  const shared = first.slice(0, Math.max(1, differs < 0 ? first.length : differs));
  const plain = (text: string): string => text.replace(/[^a-z]/gi, '').toLowerCase();
  const named = plain(basename(file).replace(/(?:[-._]?v?\d[\d.]*)?\.\w+$/, ''));
  const length = shared.findIndex((_, index) => plain(shared.slice(0, index + 1).join('')) === named) + 1;
  return `/${shared.slice(0, length || shared.length).join('/')}`;
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0) || a.localeCompare(b);
}
