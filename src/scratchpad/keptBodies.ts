import * as v from 'valibot';
import type { ApiResponse } from '../api/api.js';
import { redactHeaders, redactText } from '../api/redact.js';
import type { StoredFiles } from '../resource/journal.js';
import { isStrictJson } from '../resource/jsonTree.js';
import { eitherSecret, hideSecretsInText, type IsSecretField } from '../resource/secretFields.js';
import type { RunResult } from './run.js';

const FOLDER = 'responses';
/** Characters of a body that is kept: secrets are looked for in it value by value. */
const LONGEST_KEPT = 500_000;

const RESULT = v.object({
  response: v.object({
    method: v.picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']),
    path: v.string(),
    status: v.number(),
    headers: v.record(v.string(), v.string()),
    durationMs: v.number(),
    sizeBytes: v.number(),
    attempts: v.number(),
    queryId: v.optional(v.string()),
    schemaVersion: v.optional(v.string()),
  }),
  text: v.string(),
  pages: v.optional(v.object({ count: v.number(), items: v.number(), isCut: v.boolean() })),
  firstPage: v.optional(v.number()),
  items: v.optional(v.number()),
});

export interface KeptBodiesOptions {
  /** The workspace's own; `undefined` where no folder is open. */
  readonly files: StoredFiles | undefined;
  /** Whether the person wants bodies to be kept. */
  readonly isOn: () => boolean;
  /** What of a response is secret; `undefined` where no API document describes it. Rejects where that can't be found out. */
  readonly secretsOf: (
    account: string,
    response: Pick<ApiResponse, 'method' | 'path'>,
  ) => Promise<IsSecretField | undefined>;
  /** Whether a text is a secret that was seen somewhere. */
  readonly isKnownSecret: (text: string) => boolean;
}

/**
 * Responses on disk, without their secrets: JSON that an API document describes, since no other body says where its secrets are.
 */
export class KeptBodies {
  readonly #options: KeptBodiesOptions;

  constructor(options: KeptBodiesOptions) {
    this.#options = options;
  }

  /** Keeps a response, and says how many characters that took; `undefined` where it isn't kept. */
  async keep(id: string, account: string, result: RunResult): Promise<number | undefined> {
    const { files, isOn, secretsOf, isKnownSecret } = this.#options;
    const { text, response, pages, firstPage, items } = result;
    if (!files || !isOn() || text.length > LONGEST_KEPT || !isStrictJson(text)) return undefined;
    const isMarked = await secretsOf(account, response);
    if (!isMarked) return undefined;
    const isSecret = eitherSecret(
      isMarked,
      (_, value) => typeof value === 'string' && (isKnownSecret(value) || redactText(value) !== value),
    );
    const { method, path, status, headers, durationMs, sizeBytes, attempts, queryId, schemaVersion } =
      response;
    const kept: v.InferInput<typeof RESULT> = {
      response: {
        ...{ method, path: redactText(path), status, headers: redactHeaders(headers) },
        ...{ durationMs, sizeBytes, attempts, queryId, schemaVersion },
      },
      text: hideSecretsInText(text, isSecret),
      ...{ pages, firstPage, items },
    };
    const written = JSON.stringify(kept);
    await files.write(FOLDER, fileOf(id), written);
    return written.length;
  }

  /** A response that was kept; `undefined` where it is there no more, or isn't what was written. */
  async read(id: string): Promise<RunResult | undefined> {
    let text: string | undefined;
    try {
      text = await this.#options.files?.read(FOLDER, fileOf(id));
    } catch {
      // The files were removed meanwhile.
      return undefined;
    }
    const read = v.safeParse(RESULT, text === undefined ? undefined : jsonOf(text));
    if (!read.success) return undefined;
    const { response, pages, firstPage, items } = read.output;
    const body = read.output.text;
    const { queryId, schemaVersion } = response;
    return {
      response: { ...response, queryId, schemaVersion, text: body, json: () => JSON.parse(body) as unknown },
      text: body,
      pages,
      ...(firstPage !== undefined && { firstPage }),
      items,
    };
  }

  /** Removes what isn't of these entries. */
  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    const { files } = this.#options;
    const wanted = new Set([...ids].map(fileOf));
    for (const name of (await files?.names(FOLDER)) ?? []) {
      if (!wanted.has(name)) await files?.remove(FOLDER, name);
    }
  }
}

function fileOf(id: string): string {
  return `${id}.json`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
