import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { OpenApiDocument } from '../../../schema/openapi.js';
import { parseOpenApi } from '../../../schema/openapi.js';

/** So many changes can be shown again. */
export const MOST_CHANGES = 12;
const KEY = 'ovhApi.apiChanges';

const changeSchema = v.object({
  section: v.string(),
  /** The schema version that was requested, or `default`. */
  asked: v.string(),
  /** When it was noticed, in milliseconds since the epoch. */
  at: v.number(),
  /** The hashes of both documents, by which they are kept. */
  before: v.string(),
  after: v.string(),
  sentence: v.string(),
});

/** A document that changed between two visits. */
export type NotedChange = v.InferOutput<typeof changeSchema>;

/** Where texts are kept by their names. */
export interface TextFiles {
  read(name: string): Promise<string>;
  write(name: string, text: string): Promise<void>;
  names(): Promise<readonly string[]>;
  remove(name: string): Promise<void>;
}

/** The API documents that changed between two visits, each by its hash and no more than a few. */
export class ChangedDocuments {
  readonly #memory: vscode.Memento;
  readonly #files: TextFiles;

  constructor(memory: vscode.Memento, files: TextFiles) {
    this.#memory = memory;
    this.#files = files;
  }

  /** The newest first. */
  list(): readonly NotedChange[] {
    const stored = this.#memory.get<unknown>(KEY);
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((one) => {
      const { success, output } = v.safeParse(changeSchema, one);
      return success ? [output] : [];
    });
  }

  /** Keeps a change. `false` when it is known: several accounts read the same documents. */
  async note(
    change: Pick<NotedChange, 'section' | 'asked' | 'at' | 'sentence'>,
    before: OpenApiDocument,
    after: OpenApiDocument,
  ): Promise<boolean> {
    const [old, current] = [await this.#keep(before), await this.#keep(after)];
    const known = this.list();
    const isKnown = known.some(
      (one) => one.section === change.section && one.before === old && one.after === current,
    );
    if (isKnown) return false;
    const kept = [{ ...change, before: old, after: current }, ...known].slice(0, MOST_CHANGES);
    await this.#memory.update(KEY, kept);
    const needed = new Set(kept.flatMap((one) => [one.before, one.after]));
    for (const name of await this.#files.names()) if (!needed.has(name)) await this.#files.remove(name);
    return true;
  }

  /** Both documents of a change. Throws when they can't be read any more. */
  async documents({ before, after }: NotedChange): Promise<readonly [OpenApiDocument, OpenApiDocument]> {
    const read = async (name: string): Promise<OpenApiDocument> =>
      parseOpenApi(JSON.parse(await this.#files.read(name)));
    return [await read(before), await read(after)];
  }

  async #keep({ raw }: OpenApiDocument): Promise<string> {
    const text = JSON.stringify(raw);
    const name = createHash('sha256').update(text).digest('hex');
    await this.#files.write(name, text);
    return name;
  }
}
