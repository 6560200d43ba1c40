import { isEqual } from './equal.js';
import type { Walk } from './walk.js';
import { flag, foundDefault, presence, type CompareKeyword, type Keyword } from './values.js';

/** The names of limits in kinds of changes. */
type Bound =
  | 'minimum'
  | 'maximum'
  | 'exclusive-minimum'
  | 'exclusive-maximum'
  | 'min-length'
  | 'max-length'
  | 'min-items'
  | 'max-items'
  | 'min-properties'
  | 'max-properties';

/** The words that limit which values of a type fit. */
export const limitKeywords: readonly (readonly [string, CompareKeyword])[] = [
  ['minimum', bound('minimum')],
  ['maximum', bound('maximum')],
  ['exclusiveMinimum', exclusive('minimum')],
  ['exclusiveMaximum', exclusive('maximum')],
  ['minLength', bound('min-length', 0)],
  ['maxLength', bound('max-length')],
  ['minItems', bound('min-items', 0)],
  ['maxItems', bound('max-items')],
  ['minProperties', bound('min-properties', 0)],
  ['maxProperties', bound('max-properties')],
  ['pattern', presence('pattern-added', 'pattern-removed', 'pattern-changed')],
  ['multipleOf', compareMultiples],
  ['uniqueItems', flag('unique-items-required', 'unique-items-no-longer-required')],
  // Of later drafts of JSON Schema, and `not`: each is one more condition, which can only be compared as a whole.
  ...[
    ...['not', 'if', 'then', 'else', 'contains', 'minContains', 'maxContains', 'prefixItems'],
    ...['dependentRequired', 'dependentSchemas', 'patternProperties', 'propertyNames'],
    ...['unevaluatedItems', 'unevaluatedProperties', 'contentSchema', 'contentMediaType', 'contentEncoding'],
  ].map((name) => [name, presence('condition-added', 'condition-removed', 'condition-changed')] as const),
];

/** `nothing` is the limit that doesn't limit. */
function bound(name: Bound, nothing?: number): CompareKeyword {
  return (walk, keyword) => {
    const { was, is, place, mask } = keyword;
    if (was === is) return;
    if (isEqual(was ?? nothing, is ?? nothing)) {
      foundDefault(walk, keyword);
    } else if (was === undefined) {
      walk.found(`${name}-added`, place, was, is, mask);
    } else if (is === undefined) {
      walk.found(`${name}-removed`, place, was, is, mask);
    } else if (typeof was !== 'number' || typeof is !== 'number') {
      walk.foundKeyword(place, was, is, mask);
    } else {
      walk.found(`${name}-${was < is ? 'raised' : 'lowered'}`, place, was, is, mask);
    }
  };
}

/** A flag beside the limit in OpenAPI 3.0, its own limit in 3.1. */
function exclusive(name: 'minimum' | 'maximum'): CompareKeyword {
  const [asFlag, asLimit] = [
    flag(`${name}-became-exclusive`, `${name}-became-inclusive`),
    bound(`exclusive-${name}`),
  ];
  return (walk, keyword) => {
    const isNumber = [keyword.was, keyword.is].some((value) => typeof value === 'number');
    (isNumber ? asLimit : asFlag)(walk, keyword);
  };
}

function compareMultiples(walk: Walk, { was, is, place, mask }: Keyword): void {
  if (was === is) return;
  if (was === undefined || is === undefined) {
    walk.found(was === undefined ? 'multiple-of-added' : 'multiple-of-removed', place, was, is, mask);
  } else if (typeof was !== 'number' || typeof is !== 'number') {
    walk.foundKeyword(place, was, is, mask);
  } else {
    const kind = isMultiple(is, was)
      ? 'multiple-of-narrowed'
      : isMultiple(was, is)
        ? 'multiple-of-widened'
        : 'multiple-of-changed';
    walk.found(kind, place, was, is, mask);
  }
}

function isMultiple(value: number, of: number): boolean {
  const ratio = value / of;
  return Math.abs(ratio - Math.round(ratio)) < 1e-9;
}
