import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { parse } from 'yaml';
import { documentFiles, type NamedDocument } from './sections/editions.js';

/** What a sandbox brings along: the API documents that it serves, and the demo world as data. */
export interface OwnData {
  readonly documents: readonly NamedDocument[];
  readonly demo: unknown;
}

/** The file of a build that holds all of it. The documents are much alike, so that together they take a third of their space. */
export const OWN_DATA_FILE = 'own.json.br';

/** Reads what lies beside the program: the packed file of a build, or the files of the sources. */
export function readOwnData(): OwnData {
  const packed = beside(OWN_DATA_FILE);
  if (!existsSync(packed)) return ownDataOfSources(beside('.'));
  return JSON.parse(brotliDecompressSync(readFileSync(packed)).toString('utf8')) as OwnData;
}

/** The same from the sources; `folder` is that of the sandbox. */
export function ownDataOfSources(folder: string): OwnData {
  const read = (file: string): unknown => parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 });
  return {
    documents: documentFiles(`${folder}/documents`).map((file) => ({
      name: basename(file),
      json: read(file),
    })),
    demo: read(`${folder}/demo/demo.yaml`),
  };
}

function beside(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
