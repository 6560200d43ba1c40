import { isJsonObject, type JsonObject } from '../openapi.js';
import { compareSecuritySchemes, sharedSecurity } from './access.js';
import { isEqual } from './equal.js';
import { Place } from './place.js';
import { compareModels } from './schemas.js';
import { compareOther } from './texts.js';
import { listOf } from '../../api/jsonObject.js';
import { ALWAYS, keysOfBoth, objectOf, type Walk } from './walk.js';
import { pointerPart } from '../jsonPointer.js';

/** Components that operations refer to by name and that are compared where they do. */
const SHARED: ReadonlySet<string> = new Set(['parameters', 'responses', 'requestBodies', 'headers']);

/** Models that both documents have, whether an operation holds them or not. */
export function compareAllModels(walk: Walk): void {
  for (const name of modelsOf(walk.before)) {
    const reference = referenceTo('schemas', name);
    walk.referred(reference, reference, compareModels);
  }
}

/** What is beside operations and models: security schemes, servers, and words about the document. */
export function compareRest(walk: Walk): void {
  const { before, after } = walk;
  sharedSecurity(walk);
  walk.addUnit(() => {
    for (const name of keysOfBoth(before, after)) {
      if (name === 'paths' || name === 'security') continue;
      if (name === 'components') compareComponents(walk, before[name], after[name]);
      else if (name === 'servers') compareServers(walk, listOf(before[name]), listOf(after[name]));
      else if (name === 'info' || name === 'openapi' || name === 'tags') {
        if (!isEqual(before[name], after[name])) compareWords(walk, name);
      } else compareOther(walk, [name, before[name], after[name]], Place.at(name, [name]), ALWAYS);
    }
  });
}

function modelsOf(root: JsonObject): readonly string[] {
  return Object.keys(objectOf(objectOf(root.components).schemas));
}

function referenceTo(kind: string, name: string): string {
  return `#/components/${kind}/${pointerPart(name).replaceAll('%', '%25')}`;
}

function compareWords(walk: Walk, name: string): void {
  const [was, is] = [walk.before[name], walk.after[name]];
  const place = Place.at(name, [name]);
  if (!isJsonObject(was) || !isJsonObject(is)) {
    walk.found('text-changed', place, was, is, ALWAYS);
    return;
  }
  for (const key of keysOfBoth(was, is)) {
    if (!isEqual(was[key], is[key])) {
      walk.found('text-changed', place.child(key, `.${key}`), was[key], is[key], ALWAYS);
    }
  }
}

function compareComponents(walk: Walk, earlier: unknown, later: unknown): void {
  const [was, is] = [objectOf(earlier), objectOf(later)];
  if (Object.keys({ ...was, ...is }).length === 0) {
    walk.foundKeyword(Place.at('components', ['components']), earlier, later, ALWAYS);
  }
  for (const kind of keysOfBoth(was, is)) {
    const place = Place.at(kind, ['components', kind]);
    if (kind === 'securitySchemes') {
      compareSecuritySchemes(walk, was[kind], is[kind], place.labelled('security scheme'));
      continue;
    }
    const [before, after] = [objectOf(was[kind]), objectOf(is[kind])];
    if (Object.keys({ ...before, ...after }).length === 0)
      compareOther(walk, [kind, was[kind], is[kind]], place, ALWAYS);
    for (const name of keysOfBoth(before, after)) {
      const at = Place.at(name, ['components', kind, name]);
      if (!Object.hasOwn(before, name)) {
        const added = kind === 'schemas' ? 'model-added' : 'component-added';
        if (!walk.isRenamed(referenceTo(kind, name))) walk.found(added, at, undefined, after[name], ALWAYS);
      } else if (!Object.hasOwn(after, name)) {
        const removed = kind === 'schemas' ? 'model-removed' : 'component-removed';
        if (!walk.isRenamed(referenceTo(kind, name)))
          walk.found(removed, at, before[name], undefined, ALWAYS);
      } else if (kind !== 'schemas' && !walk.isCompared(referenceTo(kind, name))) {
        compareOther(walk, [SHARED.has(kind) ? '$comment' : kind, before[name], after[name]], at, ALWAYS);
      }
    }
  }
}

/** Their order says nothing. */
function compareServers(walk: Walk, was: readonly unknown[], is: readonly unknown[]): void {
  const place = Place.at('servers', ['servers']);
  for (const [index, server] of was.entries()) {
    if (is.some((one) => isEqual(one, server))) continue;
    walk.found('server-removed', place.child(String(index)), server, undefined, ALWAYS);
  }
  for (const [index, server] of is.entries()) {
    if (was.some((one) => isEqual(one, server))) continue;
    walk.found('server-added', place.child(String(index)), undefined, server, ALWAYS);
  }
}
