import { applyEdits, findNodeAtLocation, modify } from 'jsonc-parser';
import { isMap, isScalar, type YAMLMap } from 'yaml';
import type { Account } from '../api/account.js';
import { endpointOf, isLoopback } from '../api/endpoints.js';
import { hasMoreValues } from '../api/nesting.js';
import { indentInside } from './indentation.js';
import { jsonEditing } from './jsonEditing.js';
import { manifestParts, type ManifestFormat, type ManifestPart } from './manifestParts.js';
import { fieldsOf, spellAs, type SpeltValue } from './respell.js';
import { print } from './jsonNodes.js';
import { printPretty } from './spec.js';
import { atOnce, Slices, type Work } from './slices.js';
import { yamlEditing } from './yamlEditing.js';
import { faultsOf, jsonOfNode, repeatedNames, yamlOfJson, type TextFault } from './yamlSpec.js';
import { MOST_YAML_VALUES, parseYaml, TooLargeForYaml } from './yamlText.js';
import { isLarge, readJson, TOO_LARGE_MANIFEST, TooLargeAtOnce, treeAtOnce } from './jsonTree.js';

/** A resource as a file of the workspace asks for it. */
export interface Manifest {
  /** The collection's path below the branch, encoded, for example `/publicCloud/project/p1/rancher`. */
  readonly kind: string;
  /** The resource's identifier; `undefined` for one that is to be created. */
  readonly id: string | undefined;
  /** The schema version that it was written for, `1.0`. */
  readonly version: string | undefined;
  /** Whose cloud it is for: a region's name (`ovh-eu`) or an address; any account's where it names none. */
  readonly endpoint?: string | undefined;
  /** The spec, as JSON text. */
  readonly spec: string;
  /** Which of the file's manifests it is, from 0. */
  readonly index: number;
  /** Where it is in the file's text. */
  readonly place: { readonly offset: number; readonly length: number };
}

/** What a manifest file holds, and what of it can't be read. One bad manifest does not hide the others. */
export interface ManifestFile {
  readonly manifests: readonly Manifest[];
  readonly faults: readonly TextFault[];
}

/** How manifest files are named: `*.ovhapi.yaml`, `*.ovhapi.yml`, `*.ovhapi.json`. */
export const MANIFEST_FILE = /\.ovhapi\.(?:ya?ml|json)$/;

export function manifestFormat(path: string): ManifestFormat {
  return path.endsWith('.json') ? 'json' : 'yaml';
}

/**
 * Reads all manifests of a file: YAML documents parted by `---`, or one JSON object or a list of them. One after the other, in
 * slices: a file may hold thousands.
 */
export async function readManifests(text: string, format: ManifestFormat): Promise<ManifestFile> {
  const slices = new Slices();
  const read: ManifestFile[] = [];
  for (const part of manifestParts(text, format)) {
    read.push(readPart(part, format));
    await slices.rest();
  }
  return {
    manifests: read.flatMap(({ manifests }) => manifests),
    faults: read.flatMap(({ faults }) => faults),
  };
}

/**
 * A manifest as text; the spec is JSON. Several in a YAML file are parted by a line of `---`. Throws `TooLargeForYaml` and
 * `TooLargeAtOnce` for more than could be read again.
 */
export function printManifest(manifest: PrintedManifest, format: ManifestFormat): string {
  return atOnce(printingManifest(manifest, format));
}

type PrintedManifest = Pick<Manifest, 'kind' | 'id' | 'version' | 'endpoint' | 'spec'>;

/** As `printManifest`, in slices. */
export function* printingManifest(
  { kind, id, version, endpoint, spec }: PrintedManifest,
  format: ManifestFormat,
): Work<string> {
  // Printing takes long as well.
  if (isLarge(spec)) throw new TooLargeAtOnce();
  if (format === 'yaml' && hasMoreValues(spec, MOST_YAML_VALUES)) throw new TooLargeForYaml();
  const head = [
    `"kind": ${JSON.stringify(kind)}`,
    ...(id === undefined ? [] : [`"id": ${JSON.stringify(id)}`]),
    ...(version === undefined ? [] : [`"version": ${JSON.stringify(version)}`]),
    ...(endpoint === undefined ? [] : [`"endpoint": ${JSON.stringify(endpoint)}`]),
  ];
  const text = yield* printPretty(`{${[...head, `"spec": ${spec.trim()}`].join(',')}}`);
  if (isLarge(text)) throw new TooLargeAtOnce();
  return format === 'yaml' ? yamlOfJson(text) : text;
}

/** Whether a manifest is for another cloud than an account's. */
export function isElsewhere(
  { endpoint }: Pick<Manifest, 'endpoint'>,
  account: Pick<Account, 'endpoint'>,
): boolean {
  if (endpoint === undefined) return false;
  try {
    return endpointOf(endpoint).origin !== account.endpoint.origin;
  } catch {
    return true;
  }
}

/** What a manifest of an account's resource names as its endpoint. An address of this machine is no other's. */
export function endpointName({ endpoint }: Pick<Account, 'endpoint'>): string | undefined {
  if (endpoint.name !== 'custom') return endpoint.name;
  return isLoopback(new URL(endpoint.origin)) ? undefined : endpoint.origin;
}

/** All that a manifest says: the same text for two that say the same. */
export function whatItSays({ kind, id, version, endpoint, spec }: Manifest): string {
  return JSON.stringify([kind, id, version, endpoint, spec]);
}

/** The manifest of a file that says what another one said, which may be at another place by now; `undefined` where none does. */
export async function findManifest(
  text: string,
  format: ManifestFormat,
  known: Manifest,
): Promise<Manifest | undefined> {
  const slices = new Slices();
  const parts = manifestParts(text, format);
  // A file may hold thousands: most often it is where it was.
  for (const part of [parts[known.index], ...parts]) {
    const [found] = part ? readPart(part, format).manifests : [];
    if (found && whatItSays(found) === whatItSays(known)) return found;
    await slices.rest();
  }
  return undefined;
}

/** The file's text with one manifest's identifier set, once its resource was created. Comments stay. */
export function withIdentifier(text: string, format: ManifestFormat, index: number, id: string): string {
  const part = manifestParts(text, format)[index];
  if (!part) return text;
  // One that is empty or null names nothing.
  const free = withoutId(part.text, format);
  const changed = format === 'yaml' ? withYamlIdentifier(free, id) : withJsonIdentifier(free, id);
  return text.slice(0, part.offset) + changed + text.slice(part.offset + part.text.length);
}

/** The file's text with one manifest's identifier taken out, so that it asks for a new resource. Comments stay. */
export function withoutIdentifier(text: string, format: ManifestFormat, index: number): string {
  const part = manifestParts(text, format)[index];
  if (!part) return text;
  return (
    text.slice(0, part.offset) + withoutId(part.text, format) + text.slice(part.offset + part.text.length)
  );
}

function withoutId(text: string, format: ManifestFormat): string {
  const editing = format === 'yaml' ? yamlEditing(text) : jsonEditing(text);
  const fields = format === 'yaml' ? yamlFields(text) : jsonFields(text);
  if (!fields) return text;
  const { offset, length, text: left } = editing.removeField({ type: 'object', ...fields.place }, 'id');
  return text.slice(0, offset) + left + text.slice(offset + length);
}

/**
 * What a manifest asks for on top of what the cloud has: fields of objects that it leaves out stay as they are, lists are
 * taken as it says. Both are JSON texts; what the manifest does not change is spelt as the cloud spells it. Throws `TooLargeAtOnce`.
 */
export function overlaySpec(live: string, wanted: string): string {
  const [below, above] = [treeAtOnce(live), treeAtOnce(wanted)];
  if (!below || !above) return wanted;
  return `${overlay({ text: live, node: below }, { text: wanted, node: above })}\n`;
}

/** What a manifest's text says, before anybody looked whether it is one. Places are those of the text. */
interface ManifestFields {
  /** A field's text by its name; `undefined` when it is absent or no text. */
  readonly field: (name: string) => string | undefined;
  /** The spec as JSON; `undefined` when there is none. */
  readonly spec: () => { readonly json: string | undefined; readonly faults: readonly TextFault[] };
  readonly faults: readonly TextFault[];
  readonly place: Manifest['place'];
}

function readPart({ index, offset, text }: ManifestPart, format: ManifestFormat): ManifestFile {
  const fields = format === 'yaml' ? yamlFields(text) : jsonFields(text);
  if (!fields) return { manifests: [], faults: [] };
  const place = movedBy(offset, fields.place);
  const read = fields.faults.length > 0 ? { faults: fields.faults } : manifestOf(fields);
  if ('faults' in read) return { manifests: [], faults: read.faults.map((one) => movedBy(offset, one)) };
  return { manifests: [{ ...read, index, place }], faults: [] };
}

function movedBy<T extends { readonly offset: number }>(by: number, place: T): T {
  return { ...place, offset: place.offset + by };
}

function manifestOf(
  fields: ManifestFields,
): Omit<Manifest, 'index' | 'place'> | { readonly faults: readonly TextFault[] } {
  const fault = (message: string): { readonly faults: readonly TextFault[] } => ({
    faults: [{ ...fields.place, message }],
  });
  const kind = fields.field('kind');
  if (kind === undefined) return fault('A manifest says by “kind” which collection it belongs to');
  if (!kind.startsWith('/')) return fault('The kind is a collection’s path and begins with /');
  const { json, faults } = fields.spec();
  if (faults.length > 0) return { faults };
  if (!json?.trim().startsWith('{')) return fault('A manifest has a “spec” of fields');
  const [id, version, endpoint] = ['id', 'version', 'endpoint'].map((name) => fields.field(name));
  const named = endpoint === undefined ? {} : { endpoint };
  // One that is written and left empty would lead to the list.
  return { kind: kind.replace(/\/+$/, ''), id: id === '' ? undefined : id, version, ...named, spec: json };
}

/** `undefined` for a document that is empty. */
function yamlFields(text: string): ManifestFields | undefined {
  const document = parseYaml(text);
  const { contents } = document;
  if (contents === null && document.errors.length === 0) return undefined;
  const [start, end] = contents?.range ?? document.range;
  const map = isMap(contents) ? contents : undefined;
  const get = (name: string): unknown => map?.get(name, true);
  return {
    place: { offset: start, length: Math.max(0, text.slice(start, end).trimEnd().length) },
    faults: [...faultsOf(document), ...(map ? repeatedNames(map) : [])],
    field: (name) => {
      const node = get(name);
      if (!isScalar(node) || node.value === null) return undefined;
      return typeof node.value === 'string' ? node.value : node.source;
    },
    spec: () => {
      const node = get('spec');
      return node === undefined ? { json: undefined, faults: [] } : jsonOfNode(document, node);
    },
  };
}

/** `undefined` for a text that is empty. */
function jsonFields(text: string): ManifestFields | undefined {
  if (isLarge(text)) return tooLarge();
  const { root, faults } = readJson(text);
  const [first] = faults;
  if (!root && text.trim() === '') return undefined;
  const { offset, length } = first ?? root ?? { offset: 0, length: 0 };
  return {
    place: { offset, length },
    faults: first ? [{ offset, length, message: `It is not valid JSON: ${first.message}` }] : [],
    field: (name) => {
      const node = root && findNodeAtLocation(root, [name]);
      if (node?.type === 'number') return text.slice(node.offset, node.offset + node.length);
      return node?.type === 'string' ? String(node.value) : undefined;
    },
    spec: () => {
      const spec = root && findNodeAtLocation(root, ['spec']);
      return { json: spec && `${print(text, spec, { indent: '' })}\n`, faults: [] };
    },
  };
}

/** What is said at the beginning of a manifest that is more than what is read in one go. */
function tooLarge(): ManifestFields {
  const place = { offset: 0, length: 1 };
  return {
    place,
    faults: [{ ...place, message: TOO_LARGE_MANIFEST }],
    field: () => undefined,
    spec: () => ({ json: undefined, faults: [] }),
  };
}

function withYamlIdentifier(text: string, id: string): string {
  const { contents } = parseYaml(text);
  if (!isMap(contents)) return text;
  const { offset, text: line } = idLine(text, contents, id);
  return text.slice(0, offset) + line + text.slice(offset);
}

function withJsonIdentifier(text: string, id: string): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, ['id'], id, { formattingOptions, getInsertionIndex: () => 1 }));
}

/** What names an identifier, to be placed right after the kind, and after what is said of it. */
function idLine(text: string, map: YAMLMap, id: string): { readonly offset: number; readonly text: string } {
  const [start = 0] = map.range ?? [];
  const kind = map.items.find(({ key }) => isScalar(key) && key.value === 'kind');
  const value = kind?.value as { readonly range?: readonly number[] } | undefined;
  const end = value?.range?.[1] ?? start;
  if (map.flow === true) return { offset: end, text: `, id: ${JSON.stringify(id)}` };
  const comment = /^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(end))?.[0] ?? '';
  return { offset: end + comment.length, text: `\nid: ${JSON.stringify(id)}` };
}

function overlay(live: SpeltValue, wanted: SpeltValue, indent = ''): string {
  if (live.node.type !== 'object' || wanted.node.type !== 'object') return spellAs(wanted, live, indent);
  const inner = indentInside(indent);
  const [below, above] = [fieldsOf(live), fieldsOf(wanted)];
  const kept = [...below].map(([name, { spelt, value }]) => {
    const over = above.get(name)?.value;
    const text = value && (over ? overlay(value, over, inner) : spellAs(value, value, inner));
    return `${inner}${spelt}: ${text ?? 'null'}`;
  });
  const added = [...above].flatMap(([name, { spelt, value }]) =>
    below.has(name) ? [] : [`${inner}${spelt}: ${value ? spellAs(value, undefined, inner) : 'null'}`],
  );
  const fields = [...kept, ...added];
  return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
}
