import * as vscode from 'vscode';
import type { ASTNode } from 'vscode-json-languageservice';
import { CancelledError } from '../../api/errors.js';
import { endpointName, isElsewhere, MANIFEST_FILE, manifestFormat } from '../../resource/manifest.js';
import { manifestParts, type ManifestPart } from '../../resource/manifestParts.js';
import { yamlExcerpt } from '../../resource/yamlExcerpt.js';
import { yamlTree } from '../../resource/yamlTree.js';
import { Slices } from '../../resource/slices.js';
import { referredVariable } from '../../resource/environmentValues.js';
import type { Connection } from '../connections/connections.js';
import type { DocumentJudge, JudgedPart, PartFault } from '../language/judgedPart.js';
import { readPartText, type PartText } from '../language/partText.js';
import type { SchemaVersions } from '../connections/schemaVersions.js';
import { endsInSettings, versionEndSentences } from '../connections/versionEnds.js';
import { SchemaFailures } from '../language/schemaFailures.js';
import { judgeBy, SchemaJudges, type SpecJudge } from '../../schema/schemaJudges.js';
import type { SpecFormat } from '../shell/specFormat.js';
import type { Reporting } from '../shell/reporting.js';
import { readVariable, unresolvedSentence } from './environment.js';
import { sharedBy } from '../../resource/sharedResources.js';
import { judgeKind, plainManifestSchema, type KindJudge, type ManifestHead } from './judgeKind.js';

export const MANIFEST_SELECTOR: vscode.DocumentSelector = { pattern: '**/*.ovhapi.{yaml,yml,json}' };
export const YAML_MANIFEST_SELECTOR: vscode.DocumentSelector = { pattern: '**/*.ovhapi.{yaml,yml}' };

export interface ManifestSchemasOptions extends Pick<Reporting, 'note'> {
  readonly connection: () => Connection | undefined;
  readonly onDidChangeConnection: vscode.Event<void>;
  readonly versions: Pick<SchemaVersions, 'known'>;
}

interface ReadPart extends PartText {
  readonly head: ManifestHead;
}

interface Parts {
  readonly format: SpecFormat;
  readonly read: readonly (readonly [ManifestPart, ReadPart])[];
}

/** The reading of a file at one of its versions. */
interface Reading {
  readonly version: number;
  readonly parts: Promise<Parts>;
  /** What was read until now, by its text: who types changes one part of many. */
  readonly known: ReadonlyMap<string, ReadPart>;
}

/** The schema of each manifest of a file: its own fields, and the spec of its kind at the version that it names. */
export class ManifestSchemas implements DocumentJudge, vscode.Disposable {
  readonly #options: ManifestSchemasOptions;
  readonly #judges = new SchemaJudges();
  #plainJudge: SpecJudge | undefined;
  readonly #failures: SchemaFailures;
  readonly #readings = new WeakMap<vscode.TextDocument, Reading>();
  readonly selector = MANIFEST_SELECTOR;
  readonly onDidChange: vscode.Event<void>;

  constructor(options: ManifestSchemasOptions) {
    this.#options = options;
    this.#failures = new SchemaFailures(options.onDidChangeConnection);
    this.onDidChange = this.#failures.onDidForget;
  }

  /** What judges a manifest whose kind is not known. Made with the first one: the language service is loaded then. */
  get #plain(): SpecJudge {
    return (this.#plainJudge ??= judgeBy(plainManifestSchema()));
  }

  /** Files, wherever they are kept; what version control shows beside them can't be edited. */
  handles({ uri }: vscode.TextDocument): boolean {
    return isManifestFile(uri);
  }

  async parts(document: vscode.TextDocument): Promise<readonly JudgedPart[]> {
    if (!this.handles(document)) return [];
    const { format, read } = await this.#partsOf(document);
    const shared = sharedBy(
      read.map(([part]) => part),
      (_, index) => resourceOf(read[index]?.[1].head),
    );
    const placed = new Map(read.map(([part, { root }]) => [part, part.offset + (root?.offset ?? 0)]));
    return Promise.all(
      read.map(async ([part, { text, json, root, head, faults }]) => {
        const { judge, subject, fault, notice } = await this.#judge(head);
        const own = fault && root ? [faultAt(root, fault)] : [];
        if (notice !== undefined && root) own.push(noticeAt(root, 'kind', notice));
        const end = this.#endOf(head);
        if (end !== undefined && root) own.push(noticeAt(root, 'version', end));
        const other = shared.get(part);
        if (other && root) own.push(sharedFault(root, document.positionAt(placed.get(other) ?? 0).line + 1));
        const elsewhere = this.#elsewhereOf(head);
        if (elsewhere !== undefined && root) own.push(noticeAt(root, 'endpoint', elsewhere));
        const { offset } = part;
        const unresolved = unresolvedFaults(valueOf(root, 'spec'));
        return {
          ...{ ...judge, format, text, json, offset, subject },
          faults: [...faults, ...own, ...unresolved],
          isReference: (value: string) => referredVariable(value) !== undefined,
        };
      }),
    );
  }

  /** That the version that a manifest names ends, and when. */
  #endOf({ version }: ManifestHead): string | undefined {
    const account = this.#options.connection()?.account.id;
    if (version === undefined || account === undefined) return undefined;
    const known = this.#options.versions.known(account).map((one) => one.version);
    const sentences = versionEndSentences({ version, known, ends: endsInSettings() }, Date.now());
    return sentences.length === 0 ? undefined : sentences.join(' ');
  }

  /** That a manifest is for another endpoint than the active account's, and what isn't done for it. */
  #elsewhereOf({ endpoint }: ManifestHead): string | undefined {
    const account = this.#options.connection()?.account;
    if (endpoint === undefined || !account || !isElsewhere({ endpoint }, account)) return undefined;
    return vscode.l10n.t(
      'Not compared with the cloud: this manifest is for {0}, and the active account is at {1}. Planning asks first.',
      endpoint,
      endpointName(account) ?? account.endpoint.origin,
    );
  }

  dispose(): void {
    this.#failures.dispose();
  }

  /** A version of a file is read once, however many ask about it, and of the next one only what is new. */
  #partsOf(document: vscode.TextDocument): Promise<Parts> {
    const { version } = document;
    const before = this.#readings.get(document);
    if (before?.version === version) return before.parts;
    const known = new Map<string, ReadPart>();
    const parts = this.#readInSlices(document, before?.known ?? new Map(), known);
    this.#readings.set(document, { version, parts, known });
    return parts;
  }

  async #readInSlices(
    document: vscode.TextDocument,
    before: ReadonlyMap<string, ReadPart>,
    known: Map<string, ReadPart>,
  ): Promise<Parts> {
    const { version } = document;
    const format = manifestFormat(document.uri.path);
    const uri = document.uri.toString();
    const slices = new Slices();
    const read: [ManifestPart, ReadPart][] = [];
    for (const part of manifestParts(document.getText(), format)) {
      const { text } = part;
      const found = known.get(text) ?? before.get(text) ?? readPart(uri, format, part);
      known.set(text, found);
      read.push([part, found]);
      await slices.rest();
      if (document.version !== version) return this.#goOn(document, before, known);
    }
    return { format, read };
  }

  /** Leaves a text that is no longer the file's: callers get the newest one. */
  #goOn(
    document: vscode.TextDocument,
    before: ReadonlyMap<string, ReadPart>,
    known: Map<string, ReadPart>,
  ): Promise<Parts> {
    // What was not come to yet is likely to be there still.
    for (const [text, part] of before) if (!known.has(text)) known.set(text, part);
    return this.#partsOf(document);
  }

  async #judge(head: ManifestHead): Promise<KindJudge> {
    const connection = this.#options.connection();
    if (!connection || head.kind === undefined) return { judge: this.#plain };
    const key = `${connection.account.id} ${head.version ?? ''} ${head.kind}`;
    const failed = this.#failures.recent(key);
    if (failed !== undefined) return { judge: this.#plain, ...unreadable(failed) };
    try {
      return await judgeKind(head, { connection, judges: this.#judges, plain: this.#plain });
    } catch (failure) {
      if (failure instanceof CancelledError) return { judge: this.#plain };
      const message = this.#options.note(failure);
      this.#failures.note(key, message);
      return { judge: this.#plain, ...unreadable(message) };
    }
  }
}

/** Whether a document is a manifest file that can be edited. */
export function isManifestFile(uri: vscode.Uri): boolean {
  if (!MANIFEST_FILE.test(uri.path)) return false;
  return (
    uri.scheme === 'file' ||
    uri.scheme === 'untitled' ||
    vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme === uri.scheme) === true
  );
}

/** What could not be read is said where it was needed, as long as nothing better is known. */
function unreadable(message: string): Pick<KindJudge, 'fault'> {
  return { fault: { field: 'kind', message } };
}

function readPart(uri: string, format: SpecFormat, part: ManifestPart): ReadPart {
  const read = readPartText(uri, format, part.text);
  if (read.root || format === 'json') return { ...read, head: headOf(read.root, part.text) };
  // Of one that is too large to be read, its first fields are.
  const top = yamlExcerpt(part.text, 0, 0)?.after ?? '';
  return { ...read, head: headOf(yamlTree(top), top) };
}

/** The places of a spec that name an environment variable which can't be had. */
function unresolvedFaults(node: ASTNode | undefined): readonly PartFault[] {
  if (node?.type !== 'string') return node?.children?.flatMap(unresolvedFaults) ?? [];
  const name =
    node.parent?.type === 'property' && node.parent.keyNode === node
      ? undefined
      : referredVariable(node.value);
  const variable = name === undefined ? undefined : readVariable(name);
  if (name === undefined || !variable || !('problem' in variable)) return [];
  const message = unresolvedSentence({ variable: name, problem: variable.problem });
  return [{ offset: node.offset, length: node.length, message }];
}

function headOf(root: ASTNode | undefined, text: string): ManifestHead {
  const field = (name: string): string | undefined => {
    const node = valueOf(root, name);
    if (node?.type === 'number') return text.slice(node.offset, node.offset + node.length);
    return node?.type === 'string' && node.value !== '' ? node.value : undefined;
  };
  return { kind: field('kind'), id: field('id'), version: field('version'), endpoint: field('endpoint') };
}

function valueOf(root: ASTNode | undefined, name: string): ASTNode | undefined {
  const properties = root?.type === 'object' ? root.properties : [];
  return properties.find(({ keyNode }) => keyNode.value === name)?.valueNode;
}

/** What a manifest names, the same text for the same resource of the same cloud; `undefined` for one that is to be created. */
function resourceOf({ kind, id, endpoint }: Partial<ManifestHead> = {}): string | undefined {
  return kind === undefined || id === undefined
    ? undefined
    : JSON.stringify([kind.replace(/\/+$/, ''), id, endpoint]);
}

function sharedFault(root: ASTNode, line: number): PartFault {
  const message = vscode.l10n.t('Line {0} is a manifest of the same resource. Keep only one.', line);
  return faultAt(root, { field: 'id', message });
}

function noticeAt(root: ASTNode, field: keyof ManifestHead, message: string): PartFault {
  return { ...faultAt(root, { field, message }), isNotice: true };
}

function faultAt(root: ASTNode, fault: NonNullable<KindJudge['fault']>): PartFault {
  const { offset, length } = valueOf(root, fault.field) ?? valueOf(root, 'kind') ?? root;
  return { offset, length, message: fault.message, replacement: fault.replacement };
}
