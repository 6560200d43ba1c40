import * as vscode from 'vscode';
import {
  getLanguageService,
  TextDocument,
  type JSONDocument,
  type LanguageService,
} from 'vscode-json-languageservice';
import { CancelledError } from '../../api/errors.js';
import { fromUriPath, parentAddress, toApiPath, type ResourceAddress } from '../../resource/address.js';
import { createSchema, specSchema } from '../../schema/jsonSchema.js';
import { findByPath } from '../../schema/findByPath.js';
import type { JsonObject } from '../../schema/openapi.js';
import type { Connection, Connections } from '../connections.js';
import { DRAFT_SCHEME } from './documentUri.js';
import { formatAt, type SpecFormat } from './specFormat.js';
import { yamlTree } from './yamlTree.js';

export interface SpecSchemasOptions {
  readonly connections: Connections;
  readonly note: (failure: unknown) => void;
  /** The schema version that a document was read at, `default` included; `undefined` when it was not read. */
  readonly editedAt: (uri: string) => string | undefined;
}

/** A schema and what judges texts by it. */
export interface SpecJudge {
  readonly schema: JsonObject;
  readonly service: LanguageService;
}

/** A spec document's text as it is now, read, and what judges it. */
export interface JudgedSpec extends SpecJudge {
  readonly format: SpecFormat;
  readonly text: TextDocument;
  readonly json: JSONDocument;
}

/** The schema of each spec document, from its section's API document at the picked schema version. */
export class SpecSchemas implements vscode.Disposable {
  readonly #options: SpecSchemasOptions;
  readonly #judges = new Map<string, Promise<SpecJudge | undefined>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  /** Fired when schemas may have become others. */
  readonly onDidChange = this.#changed.event;

  constructor(options: SpecSchemasOptions) {
    this.#options = options;
    this.#subscription = options.connections.onDidChange(() => {
      this.#judges.clear();
      this.#changed.fire();
    });
  }

  /** `undefined` when the document is no spec, or its schema can't be had; why is noted. */
  async judged(document: vscode.TextDocument): Promise<JudgedSpec | undefined> {
    // An edit is sent at the version that it was begun at, so it is judged by that.
    const version = document.isDirty ? this.#options.editedAt(document.uri.toString()) : undefined;
    const judge = await this.#judge(document.uri, version);
    if (!judge) return undefined;
    const { service } = judge;
    const format = formatAt(document.uri);
    const language = format === 'yaml' ? 'yaml' : 'jsonc';
    const text = TextDocument.create(document.uri.toString(), language, document.version, document.getText());
    const root = format === 'yaml' ? yamlTree(text.getText()) : undefined;
    const json = root ? service.newJSONDocument(root) : service.parseJSONDocument(text);
    return { ...judge, format, text, json };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #judge(uri: vscode.Uri, version: string | undefined): Promise<SpecJudge | undefined> {
    const key = `${version ?? ''} ${uri.toString()}`;
    const known = this.#judges.get(key);
    if (known) return known;
    const loading = this.#load(uri, version).catch((failure: unknown) => {
      // Without a schema the document is still a document; the next look tries again.
      this.#judges.delete(key);
      if (!(failure instanceof CancelledError)) this.#options.note(failure);
      return undefined;
    });
    this.#judges.set(key, loading);
    return loading;
  }

  async #load(uri: vscode.Uri, version: string | undefined): Promise<SpecJudge | undefined> {
    const document = fromUriPath(uri.path);
    const connection = document && this.#options.connections.get(document.address.account);
    if (!document || !connection || document.view !== 'spec') return undefined;
    const schema = await schemaOf(uri, connection, document.address, version);
    if (!schema) return undefined;
    const service = getLanguageService({});
    service.configure({
      validate: true,
      schemas: [{ uri: 'ovhapi-schema:/spec', fileMatch: ['*'], schema }],
    });
    return { schema, service };
  }
}

async function schemaOf(
  { scheme }: vscode.Uri,
  { schemas }: Connection,
  address: ResourceAddress,
  version: string | undefined,
): Promise<JsonObject | undefined> {
  const isDraft = scheme === DRAFT_SCHEME;
  const place = isDraft ? parentAddress(address) : address;
  if (!place) return undefined;
  const path = toApiPath(place);
  const { section: picked } = await schemas.forPath(path);
  const section = version === undefined ? picked : await schemas.sectionAt(picked.section, version);
  const { item, collection } = findByPath(section.catalogue, path);
  if (isDraft) return collection && createSchema(section.document, collection);
  return item && specSchema(section.document, item);
}
