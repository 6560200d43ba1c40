import { applyEdits, findNodeAtLocation, modify, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { isMap, isScalar, parseAllDocuments, type Document, type YAMLMap } from 'yaml';
import { print } from './spec.js';
import { faultsOf, jsonOfNode, yamlOfJson, type TextFault } from './yamlSpec.js';

/** A resource as a file of the workspace asks for it. */
export interface Manifest {
  /** The collection's path below the branch, encoded, for example `/publicCloud/project/p1/rancher`. */
  readonly kind: string;
  /** The resource's identifier; `undefined` for one that is to be created. */
  readonly id: string | undefined;
  /** The schema version that it was written for, `1.0`. */
  readonly version: string | undefined;
  /** The spec, as JSON text. */
  readonly spec: string;
  /** Which of the file's manifests it is, from 0. */
  readonly index: number;
  /** Where it stands in the file's text. */
  readonly place: { readonly offset: number; readonly length: number };
}

/** What a manifest file holds, and what of it can't be read. One bad manifest does not hide the others. */
export interface ManifestFile {
  readonly manifests: readonly Manifest[];
  readonly faults: readonly TextFault[];
}

/** How manifest files are named: `*.ovhapi.yaml`, `*.ovhapi.yml`, `*.ovhapi.json`. */
export const MANIFEST_FILE = /\.ovhapi\.(?:ya?ml|json)$/;

export type ManifestFormat = 'json' | 'yaml';

export function manifestFormat(path: string): ManifestFormat {
  return path.endsWith('.json') ? 'json' : 'yaml';
}

/** Reads all manifests of a file: YAML documents parted by `---`, or one JSON object or a list of them. */
export function readManifests(text: string, format: ManifestFormat): ManifestFile {
  const parts = format === 'yaml' ? yamlParts(text) : jsonParts(text);
  const manifests: Manifest[] = [];
  const faults: TextFault[] = [];
  for (const [index, part] of parts.entries()) {
    const read = part.faults.length > 0 ? { faults: part.faults } : manifestOf(part, index);
    if ('kind' in read) manifests.push(read);
    else faults.push(...read.faults);
  }
  return { manifests, faults };
}

/** A manifest as text; the spec is JSON. Several in a YAML file are parted by a line of `---`. */
export function printManifest(
  manifest: Pick<Manifest, 'kind' | 'id' | 'version' | 'spec'>,
  format: ManifestFormat,
): string {
  const { kind, id, version, spec } = manifest;
  const head = [
    `"kind": ${JSON.stringify(kind)}`,
    ...(id === undefined ? [] : [`"id": ${JSON.stringify(id)}`]),
    ...(version === undefined ? [] : [`"version": ${JSON.stringify(version)}`]),
  ];
  const root = parseTree(`{${[...head, `"spec": ${spec.trim()}`].join(',')}}`);
  const text = root
    ? `${print(`{${[...head, `"spec": ${spec.trim()}`].join(',')}}`, root, { indent: '' })}\n`
    : '';
  return format === 'yaml' ? yamlOfJson(text) : text;
}

/** The file's text with one manifest's identifier set, once its resource was created. Comments stay. */
export function withIdentifier(text: string, format: ManifestFormat, index: number, id: string): string {
  if (format === 'yaml') {
    const documents = parseAllDocuments(text, { schema: 'core' });
    const map: unknown = documents[index]?.contents;
    if (!isMap(map) || !map.range) return text;
    const line = idLine(map, id);
    return text.slice(0, line.offset) + line.text + text.slice(line.offset);
  }
  const root = parseTree(text);
  const path = root?.type === 'array' ? [index, 'id'] : ['id'];
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, path, id, { formattingOptions, getInsertionIndex: () => 1 }));
}

/**
 * What a manifest asks for on top of what the cloud has: fields of objects that it leaves out stay as they are, lists are
 * taken as it says. Both are JSON texts; numbers and keys keep their spelling.
 */
export function overlaySpec(live: string, wanted: string): string {
  const options = { allowTrailingComma: true };
  const [below, above] = [parseTree(live, [], options), parseTree(wanted, [], options)];
  if (!below || !above) return wanted;
  const text = overlay({ text: live, node: below }, { text: wanted, node: above });
  const root = parseTree(text);
  return root ? `${print(text, root, { indent: '' })}\n` : wanted;
}

interface Part {
  readonly place: Manifest['place'];
  readonly faults: readonly TextFault[];
  /** A field's text by its name; `undefined` when it is absent or no text. */
  readonly field: (name: string) => string | undefined;
  /** The spec as JSON; `undefined` when there is none. */
  readonly spec: () => { readonly json: string | undefined; readonly faults: readonly TextFault[] };
}

function manifestOf(part: Part, index: number): Manifest | { readonly faults: readonly TextFault[] } {
  const fault = (message: string): { readonly faults: readonly TextFault[] } => ({
    faults: [{ ...part.place, message }],
  });
  const kind = part.field('kind');
  if (kind === undefined) return fault('A manifest says by “kind” which collection it belongs to');
  if (!kind.startsWith('/')) return fault('The kind is a collection’s path and begins with /');
  const { json, faults } = part.spec();
  if (faults.length > 0) return { faults };
  if (!json?.trim().startsWith('{')) return fault('A manifest has a “spec” of fields');
  const [id, version] = [part.field('id'), part.field('version')];
  return { kind: kind.replace(/\/+$/, ''), id, version, spec: json, index, place: part.place };
}

function yamlParts(text: string): readonly Part[] {
  const documents = parseAllDocuments(text, { schema: 'core' });
  const parts: Document[] = Array.isArray(documents) ? [...documents] : [];
  return parts.flatMap((document) => {
    const { contents } = document;
    if (contents === null && document.errors.length === 0) return [];
    const [start = 0, end = start] = contents?.range ?? document.range ?? [];
    const map = isMap(contents) ? contents : undefined;
    const get = (name: string): unknown => map?.get(name, true);
    return [
      {
        place: { offset: start, length: Math.max(0, text.slice(start, end).trimEnd().length) },
        faults: faultsOf(document),
        field: (name) => {
          const node = get(name);
          if (!isScalar(node)) return undefined;
          return typeof node.value === 'string' ? node.value : node.source;
        },
        spec: () => {
          const node = get('spec');
          return node === undefined ? { json: undefined, faults: [] } : jsonOfNode(document, node);
        },
      },
    ];
  });
}

function jsonParts(text: string): readonly Part[] {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (!root || first) {
    const { offset = 0, length = 0 } = first ?? {};
    if (!root && text.trim() === '') return [];
    const faults = [{ offset, length, message: 'It is not valid JSON' }];
    return [
      {
        place: { offset, length },
        faults,
        field: () => undefined,
        spec: () => ({ json: undefined, faults: [] }),
      },
    ];
  }
  const nodes = root.type === 'array' ? (root.children ?? []) : [root];
  return nodes.map((node) => ({
    place: { offset: node.offset, length: node.length },
    faults: [],
    field: (name) => {
      const value: unknown = findNodeAtLocation(node, [name])?.value;
      return typeof value === 'string' ? value : undefined;
    },
    spec: () => {
      const spec = findNodeAtLocation(node, ['spec']);
      return { json: spec && `${print(text, spec, { indent: '' })}\n`, faults: [] };
    },
  }));
}

/** The line that names an identifier, to stand right after the kind. */
function idLine(map: YAMLMap, id: string): { readonly offset: number; readonly text: string } {
  const [start = 0] = map.range ?? [];
  const kind = map.items.find(({ key }) => isScalar(key) && key.value === 'kind');
  const value = kind?.value as { readonly range?: readonly number[] } | undefined;
  return { offset: value?.range?.[1] ?? start, text: `\nid: ${JSON.stringify(id)}` };
}

interface Side {
  readonly text: string;
  readonly node: Node;
}

function overlay(live: Side, wanted: Side): string {
  if (live.node.type !== 'object' || wanted.node.type !== 'object') return print(wanted.text, wanted.node);
  const above = fieldsOf(wanted);
  const kept = [...fieldsOf(live)].map(([key, { spelt, value }]) => {
    const over = above.get(key);
    return `${spelt}:${over ? overlay(value, over.value) : print(value.text, value.node)}`;
  });
  const below = fieldsOf(live);
  const added = [...above].flatMap(([key, { spelt, value }]) =>
    below.has(key) ? [] : [`${spelt}:${print(value.text, value.node)}`],
  );
  return `{${[...kept, ...added].join(',')}}`;
}

function fieldsOf({
  text,
  node,
}: Side): ReadonlyMap<string, { readonly spelt: string; readonly value: Side }> {
  return new Map(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key && value
        ? [
            [
              String(key.value),
              { spelt: text.slice(key.offset, key.offset + key.length), value: { text, node: value } },
            ],
          ]
        : [],
    ),
  );
}
