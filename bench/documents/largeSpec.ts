import type { ApiRequest, ApiResponse } from '../../src/api/api.js';
import { parseJson } from '../../src/api/answers.js';
import { readAhead } from '../../src/api/jsonInPieces.js';
import { endpointOf } from '../../src/api/endpoints.js';
import { documentUri } from '../../src/editor/shell/documentUri.js';
import type { SpecShape } from '../../src/resource/spec.js';
import { ANYTHING } from '../../src/schema/writableFields.js';
import { spec } from './blockTexts.js';
import { specFiles } from './specFiles.js';

/** An envelope whose update takes whatever its spec holds. */
export const ENVELOPE = {
  answersTarget: true,
  answersUpdate: true,
  bodyForm: 'target',
  takesChecksum: true,
  writable: ANYTHING,
  isMarkedSecret: () => false,
  actions: [],
} as unknown as SpecShape;

/** Specs of 5 MB, flat and nested, by the name of their form. */
export const LARGE_SPECS = [
  [
    'labels',
    () => ({
      labels: Object.fromEntries(
        Array.from({ length: 70_000 }, (_, at) => [`label-${String(at)}`, 'x'.repeat(60)]),
      ),
    }),
  ],
  ['rows', () => spec(30_000)],
] as const;

/** A document of a spec, which is opened and saved as the editor does both. */
export interface LargeDocument {
  open(): Promise<string>;
  /** Saves it with one value changed. */
  save(text: string): Promise<void>;
}

/** A document of a resource that the API answers at once. `value` is its spec. */
export function largeDocument(value: unknown): LargeDocument {
  const uri = documentUri({ account: 'bench', segments: ['things', '1'] }, 'spec');
  let text = `${JSON.stringify(value, undefined, 2)}\n`;
  const api = {
    account: { id: 'bench', label: 'bench', endpoint: endpointOf('ovh-eu'), credential: 'none' },
    request: async ({ method, body }: ApiRequest): Promise<ApiResponse> => {
      if (body !== undefined) text = body.slice(body.indexOf('"targetSpec":') + 13, -1);
      const answer = `{"id":"1","checksum":"c","targetSpec":${text},"currentState":${text}}`;
      let json: { readonly value: unknown } | undefined;
      return readAhead({
        ...{ method, path: '/things/1', status: 200, headers: {}, text: answer, durationMs: 1 },
        ...{ sizeBytes: answer.length, schemaVersion: '1.0', queryId: undefined, attempts: 1 },
        json: () => (json ??= { value: parseJson({ method, path: '/' }, answer) }).value,
      });
    },
  };
  const item = { ...ENVELOPE, update: { method: 'PUT', parameters: [] } };
  const found = { item, section: { section: '/things' } };
  const files = specFiles({ api, schemas: { forPath: () => Promise.resolve(found) } });
  return {
    open: async () => {
      await files.stat(uri);
      return new TextDecoder().decode(await files.readFile(uri));
    },
    save: (shown) =>
      files.writeFile(uri, new TextEncoder().encode(shown.replace(/(?<=: ")[^"]*/, 'changed'))),
  };
}
