import { decodedSegment } from '../../schema/findByPath.js';
import { fitsTemplate, segmentsOf, templateValues } from '../../schema/pathTemplate.js';
import { isJsonObject, propertiesOf, type JsonObject } from '../../schema/openapi.js';
import { keysOfReference, pointerOf, valueAtKeys } from '../../schema/jsonPointer.js';
import type { Span } from '../problem.js';
import { DescribedParts, type DescribedPart } from './describedParts.js';
import type { PlacedValue } from './placedValue.js';
import type { UsedCall } from './usedCalls.js';

/** What of a call one document describes. */
export interface DescribedCall {
  readonly sent: DescribedParts;
  readonly read: DescribedParts;
  /** What responses hold of the fields of a spec. */
  readonly held: DescribedParts;
}

/** What a manifest or spec is read, created and changed by. */
const SPEC_METHODS = ['get', 'post', 'put'];

/** Finds the schemas of a document that describe what calls send and read. */
export class CallDescriber {
  readonly root: JsonObject;
  readonly #templates: readonly string[];
  /** A file may have thousands of calls of few paths. */
  readonly #byPath = new Map<string, string | undefined>();

  constructor(root: JsonObject) {
    this.root = root;
    // A name that is written out goes before an identifier in its place.
    this.#templates = Object.keys(isJsonObject(root.paths) ? root.paths : {}).sort(
      (a, b) => a.split('{').length - b.split('{').length,
    );
  }

  describe(call: UsedCall): DescribedCall {
    const { root } = this;
    const parts = (): DescribedParts => new DescribedParts(root);
    const described: DescribedCall = { sent: parts(), read: parts(), held: parts() };
    const template = this.#templateOf(call.path);
    if (template === undefined) return described;
    const item = valueAtKeys(root, ['paths', template]);
    for (const method of call.method === undefined ? SPEC_METHODS : [call.method.toLowerCase()]) {
      if (!isJsonObject(valueAtKeys(item, [method]))) continue;
      const keys = ['paths', template, method];
      const values = templateValues(template, segmentsOf(call.path));
      for (const owner of [keys.slice(0, 2), keys]) {
        parameters(root, [...owner, 'parameters'], call, values, described.sent);
      }
      body(root, [...keys, 'requestBody'], call, described.sent);
      responses(root, [...keys, 'responses'], call, described);
    }
    return described;
  }

  #templateOf(path: string): string | undefined {
    if (this.#byPath.has(path)) return this.#byPath.get(path);
    const segments = segmentsOf(path);
    const found = this.#templates.find((template) => fitsTemplate(template, segments));
    this.#byPath.set(path, found);
    return found;
  }
}

/** What is at a place, or what a reference there leads to, with the place where that is. */
function resolved(root: JsonObject, keys: readonly string[]): readonly [readonly string[], unknown] {
  const value = valueAtKeys(root, keys);
  if (!isJsonObject(value) || typeof value.$ref !== 'string') return [keys, value];
  const target = keysOfReference(value.$ref);
  return [target, valueAtKeys(root, target)];
}

function parameters(
  root: JsonObject,
  keys: readonly string[],
  { content, place }: UsedCall,
  values: ReadonlyMap<string, string>,
  sent: DescribedParts,
): void {
  const declared = valueAtKeys(root, keys);
  for (const index of Array.isArray(declared) ? declared.keys() : []) {
    const own = [...keys, String(index)];
    const [target, parameter] = resolved(root, own);
    if (!isJsonObject(parameter)) continue;
    const { in: where, name } = parameter;
    const inPath = where === 'path' ? values.get(String(name)) : undefined;
    const written = inPath === undefined ? [] : [{ span: place, value: segment(inPath, place) }];
    const others = content().parameters.filter(
      (one) => one.in === where && isSameName(where, one.name, String(name)),
    );
    for (const { span, value } of [...written, ...others]) {
      const part = { name: span, value };
      sent.note(pointerOf(own), part);
      sent.note(pointerOf(target), part);
      sent.describe(pointerOf([...target, 'schema']), parameter.schema, part);
    }
  }
}

function isSameName(where: unknown, one: string, other: string): boolean {
  return where === 'header' ? one.toLowerCase() === other.toLowerCase() : one === other;
}

/** A value that isn't known yet is written in braces. */
function segment(written: string, span: PlacedValue['span']): PlacedValue {
  return { span, isText: true, ...(!written.includes('{{') && { scalar: decodedSegment(written) }) };
}

function body(
  root: JsonObject,
  keys: readonly string[],
  { content, place }: UsedCall,
  sent: DescribedParts,
): void {
  const { body: value, isSpec } = content();
  if (!value) return;
  const [target, request] = resolved(root, keys);
  for (const own of [keys, target]) sent.note(pointerOf(own), { name: undefined, value });
  for (const [media, schema] of contentOf(request)) {
    const part = isSpec ? specPart(root, schema, value, place) : { name: undefined, value };
    sent.describe(pointerOf([...target, 'content', media, 'schema']), schema, part);
  }
}

/** A spec as a body holds it: inside an envelope, where its schema is one. */
function specPart(root: JsonObject, schema: unknown, value: PlacedValue, place: Span): DescribedPart {
  if (!('targetSpec' in propertiesOf({ raw: root }, schema))) return { name: undefined, value };
  const fields = [{ name: 'targetSpec', span: place, value }];
  return { name: undefined, value: { span: value.span, fields, isPartial: true } };
}

function responses(
  root: JsonObject,
  keys: readonly string[],
  { content, place }: UsedCall,
  { read, held }: DescribedCall,
): void {
  const { reads, body: value, isSpec } = content();
  const spec = isSpec ? value : undefined;
  const all = valueAtKeys(root, keys);
  for (const status of (spec ?? reads[0]) && isJsonObject(all) ? Object.keys(all) : []) {
    if (!status.startsWith('2')) continue;
    const [target, response] = resolved(root, [...keys, status]);
    for (const [media, schema] of contentOf(response)) {
      const pointer = pointerOf([...target, 'content', media, 'schema']);
      for (const one of reads) read.describe(pointer, schema, { name: undefined, value: one });
      if (spec) held.describe(pointer, schema, specPart(root, schema, spec, place));
    }
  }
}

/** The schemas of a body by their media types. */
function contentOf(holder: unknown): readonly (readonly [string, unknown])[] {
  const content = isJsonObject(holder) && isJsonObject(holder.content) ? holder.content : {};
  return Object.entries(content).map(([media, one]) => [media, isJsonObject(one) ? one.schema : undefined]);
}
