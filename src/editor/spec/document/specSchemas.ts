import type * as vscode from 'vscode';
import { CancelledError } from '../../../api/errors.js';
import { fromUriPath, parentAddress, toApiPath, type ResourceAddress } from '../../../resource/address.js';
import { createSchema, specSchema } from '../../../schema/jsonSchema.js';
import { findByPath } from '../../../schema/findByPath.js';
import type { Connection, Connections } from '../../connections/connections.js';
import { onDidChangeAnyAnswers } from '../../connections/connectionEvents.js';
import { DRAFT_SCHEME, isSpecScheme, SPEC_SELECTOR } from '../../shell/documentUri.js';
import type { DocumentJudge, JudgedPart, PartSubject } from '../../language/judgedPart.js';
import { readPartText } from '../../language/partText.js';
import { SchemaFailures } from '../../language/schemaFailures.js';
import { SchemaJudges, type SpecJudge } from '../../../schema/schemaJudges.js';
import { formatAt } from '../../shell/specFormat.js';
import type { Reporting } from '../../shell/reporting.js';

export interface SpecSchemasOptions extends Pick<Reporting, 'note'> {
  readonly connections: Connections;
  /** The schema version that a document was read at, `default` included; `undefined` when it was not read. */
  readonly editedAt: (uri: string) => string | undefined;
}

interface Found {
  readonly judge: SpecJudge;
  readonly subject: PartSubject;
}

interface Read {
  readonly version: number;
  readonly judge: SpecJudge;
  readonly parts: readonly JudgedPart[];
}

/** The schema of each spec document, from its section's API document at the picked schema version. */
export class SpecSchemas implements DocumentJudge, vscode.Disposable {
  readonly #options: SpecSchemasOptions;
  readonly #judges = new SchemaJudges();
  readonly #failures: SchemaFailures;
  readonly #read = new WeakMap<vscode.TextDocument, Read>();
  readonly selector = SPEC_SELECTOR;
  readonly onDidChange: vscode.Event<void>;

  constructor(options: SpecSchemasOptions) {
    this.#options = options;
    this.#failures = new SchemaFailures(onDidChangeAnyAnswers(options.connections));
    this.onDidChange = this.#failures.onDidForget;
  }

  handles({ uri }: vscode.TextDocument): boolean {
    return isSpecScheme(uri);
  }

  /** One part, the whole document. */
  async parts(document: vscode.TextDocument): Promise<readonly JudgedPart[]> {
    const key = document.uri.toString();
    // An edit is sent at the version that it started at, so it is judged by that.
    const version = document.isDirty ? this.#options.editedAt(key) : undefined;
    if (this.#failures.recent(key) !== undefined) return [];
    try {
      const found = await this.#find(document.uri, version);
      return found ? this.#partsBy(document, found) : [];
    } catch (failure) {
      // Without a schema the document is still a document; a later look tries again.
      if (failure instanceof CancelledError) return [];
      this.#failures.note(key, this.#options.note(failure));
      return [];
    }
  }

  dispose(): void {
    this.#failures.dispose();
  }

  async #find(uri: vscode.Uri, version: string | undefined): Promise<Found | undefined> {
    const document = fromUriPath(uri.path);
    const connection = document && this.#options.connections.get(document.address.account);
    if (!document || !connection || document.view !== 'spec') return undefined;
    return this.#judgeOf(uri, connection, document.address, version);
  }

  async #judgeOf(
    { scheme }: vscode.Uri,
    connection: Connection,
    address: ResourceAddress,
    version: string | undefined,
  ): Promise<Found | undefined> {
    const isDraft = scheme === DRAFT_SCHEME;
    const place = isDraft ? parentAddress(address) : address;
    if (!place) return undefined;
    const { schemas } = connection;
    const path = toApiPath(place);
    const { section: picked } = await schemas.forPath(path);
    const section = version === undefined ? picked : await schemas.sectionAt(picked.section, version);
    const { item, collection } = findByPath(section.catalogue, path);
    const { document } = section;
    const judge = isDraft
      ? this.#judges.get(section, `create ${collection?.path ?? ''}`, () =>
          collection ? createSchema(document, collection) : undefined,
        )
      : this.#judges.get(section, `update ${item?.path ?? ''}`, () =>
          item ? specSchema(document, item) : undefined,
        );
    const { segments } = place;
    return judge && { judge, subject: { connection, section, segments, specPath: [] } };
  }

  /** A text is read once, however many ask about it. */
  #partsBy(document: vscode.TextDocument, { judge, subject }: Found): readonly JudgedPart[] {
    const known = this.#read.get(document);
    if (known?.version === document.version && known.judge === judge) return known.parts;
    const parts = [readPart(document, judge, subject)];
    this.#read.set(document, { version: document.version, judge, parts });
    return parts;
  }
}

function readPart(document: vscode.TextDocument, judge: SpecJudge, subject: PartSubject): JudgedPart {
  const format = formatAt(document.uri);
  const read = readPartText(document.uri.toString(), format, document.getText(), document.version);
  return { ...judge, ...read, format, offset: 0, subject };
}
