import { jsonText } from './exactNumber.js';
import { fieldPlace, type TextPlace } from './fieldPlace.js';
import { jsonTree } from './jsonTree.js';
import { manifestParts, type ManifestFormat, type ManifestPart } from './manifestParts.js';
import { rewriteSpec } from './rewriteSpec.js';
import { specValue } from './spec.js';
import { describePath, isFields, valueAt, type FieldPath, type SpecChange } from './specDiff.js';
import { jsonOfYaml } from './yamlSpec.js';
import { yamlTree } from './yamlTree.js';

/** One manifest of a file. */
interface ManifestText {
  readonly text: string;
  readonly format: ManifestFormat;
  readonly index: number;
}

/**
 * A file's text in which one manifest says of these fields what the cloud has, all else and comments as they are. `live` is the
 * cloud's spec, JSON text, that the changes were found against. The text as it is where it holds no such manifest any more.
 */
export function acceptCloud(
  { text, format, index }: ManifestText,
  changes: readonly SpecChange[],
  live: string,
): string {
  const part = manifestParts(text, format)[index];
  if (!part) return text;
  // What separates a document from its marker isn't part of it.
  const lead = /^\s*/.exec(part.text)?.[0] ?? '';
  const own = part.text.slice(lead.length);
  const json = format === 'yaml' ? jsonOfYaml(own).json : own;
  const manifest = json === undefined ? undefined : specValue(json);
  if (!isFields(manifest)) return text;
  const cloud = specValue(live);
  const spec = changes.reduce((value, change) => accepted(value, change, cloud), manifest.spec);
  const written = rewriteSpec(own, format, jsonText({ ...manifest, spec }));
  const tail = /\s*$/.exec(own)?.[0] ?? '';
  const after = text.slice(part.offset + part.text.length);
  return `${text.slice(0, part.offset)}${lead}${written.trimEnd()}${tail}${after}`;
}

/** Where a manifest says the field of each change, in the file's text; `undefined` for what it says nothing of. */
export function changePlaces(
  { text, format, index }: ManifestText,
  changes: readonly SpecChange[],
): readonly (TextPlace | undefined)[] {
  const part = manifestParts(text, format)[index];
  const root = part && rootOf(part, format);
  return changes.map(({ path }) => {
    const place = root && fieldPlace(root, describePath(['spec', ...path]));
    return place && { ...place, offset: part.offset + place.offset };
  });
}

function rootOf(
  { text }: ManifestPart,
  format: ManifestFormat,
): Parameters<typeof fieldPlace>[0] | undefined {
  return format === 'yaml' ? yamlTree(text) : jsonTree(text);
}

function accepted(spec: unknown, change: SpecChange, cloud: unknown): unknown {
  const { path, value } = acceptedPart(change, cloud);
  return withValue(spec, path, value);
}

/** What a manifest says, and where, once it says of a change what the cloud has: a list that members came to or went from as a whole. */
export function acceptedPart(
  { kind, path, before }: SpecChange,
  cloud: unknown,
): { readonly path: FieldPath; readonly value: unknown } {
  const member = kind === 'changed' ? -1 : path.findIndex((step) => typeof step === 'number');
  if (member === -1) return { path, value: before };
  const list = path.slice(0, member);
  return { path: list, value: valueAt(cloud, list) };
}

/** `undefined` takes the field away. */
function withValue(value: unknown, [step, ...rest]: FieldPath, wanted: unknown): unknown {
  if (step === undefined) return wanted;
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) => (index === step ? withValue(one, rest, wanted) : one));
  }
  const fields = isFields(value) ? value : {};
  const below = withValue(fields[step], rest, wanted);
  if (below !== undefined) return { ...fields, [step]: below };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== step));
}
