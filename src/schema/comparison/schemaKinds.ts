import {
  breaking,
  compatible,
  COSMETIC,
  DIFFERS,
  directed,
  INVISIBLE,
  NARROWS,
  pair,
  risky,
  self,
  type KindRule,
  type Table,
  UNCLEAR,
  WIDENS,
} from './rules.js';

const FIELD_GONE = directed(breaking('fieldUnknown'), breaking('fieldGone', 'adaptReader'));

export const fieldKinds = {
  'field-added': {
    mirrors: ['field-removed', 'deprecated-field-removed'],
    ...directed(compatible('acceptsMore'), compatible('notRead')),
  },
  'required-field-added': {
    mirrors: ['required-field-removed', 'deprecated-field-removed'],
    ...directed(breaking('fieldMissing'), compatible('notRead')),
  },
  'field-removed': { mirrors: ['field-added'], ...FIELD_GONE },
  'required-field-removed': { mirrors: ['required-field-added'], ...FIELD_GONE },
  'deprecated-field-removed': {
    mirrors: ['field-added', 'required-field-added'],
    ...directed(risky('goneAsAnnounced', 'adaptRequest'), risky('goneAsAnnounced', 'adaptReader')),
  },
  ...self('field-renamed', FIELD_GONE),
  ...pair(
    'field-became-required',
    directed(breaking('fieldMissing'), compatible('promisesMore')),
    'field-became-optional',
    directed(compatible('acceptsMore'), breaking('maybeAbsent', 'adaptReader')),
  ),
  ...pair(
    'became-read-only',
    directed(breaking('fieldUnknown'), compatible('promisesMore')),
    'no-longer-read-only',
    directed(compatible('acceptsMore'), compatible('promisesMore')),
  ),
  ...pair(
    'became-write-only',
    directed(compatible('acceptsMore'), breaking('noLongerSent', 'adaptReader')),
    'no-longer-write-only',
    directed(compatible('acceptsMore'), risky('unexpected', 'adaptReader')),
  ),
  ...pair(
    'additional-fields-closed',
    NARROWS,
    'additional-fields-opened',
    directed(compatible('acceptsMore'), compatible('notRead')),
  ),
  ...pair(
    'additional-fields-limited',
    NARROWS,
    'additional-fields-freed',
    directed(compatible('acceptsMore'), risky('unexpected', 'adaptReader')),
  ),
  ...pair('items-limited', NARROWS, 'items-freed', WIDENS),
} satisfies Table;

export const valueKinds = {
  ...self('type-changed', DIFFERS),
  ...pair('type-narrowed', NARROWS, 'type-widened', WIDENS),
  ...self('format-changed', DIFFERS),
  ...pair('format-narrowed', NARROWS, 'format-widened', WIDENS),
  ...pair('format-added', NARROWS, 'format-removed', WIDENS),
  ...self('format-hint-changed', INVISIBLE),
  ...pair('became-nullable', WIDENS, 'no-longer-nullable', NARROWS),
  ...pair(
    'enum-value-added',
    directed(compatible('acceptsMore'), risky('unknownValue', 'tolerate')),
    'enum-value-removed',
    NARROWS,
  ),
  ...pair(
    'enum-added',
    NARROWS,
    'enum-removed',
    directed(compatible('acceptsMore'), risky('unknownValue', 'tolerate')),
  ),
  ...pair('const-added', NARROWS, 'const-removed', WIDENS),
  ...self('const-changed', DIFFERS),
  ...pair(
    'default-added',
    directed(risky('defaultChanged', 'adaptRequest'), COSMETIC),
    'default-removed',
    directed(risky('defaultChanged', 'adaptRequest'), COSMETIC),
  ),
  ...self('default-changed', directed(risky('defaultChanged', 'adaptRequest'), COSMETIC)),
} satisfies Table;

/** A limit from below or above: what moves it inwards narrows. */
function bound<Name extends string>(
  name: Name,
  isLower: boolean,
): Readonly<Record<`${Name}-${'added' | 'removed' | 'raised' | 'lowered'}`, KindRule>> {
  const rules: Table = {
    ...pair(`${name}-added`, NARROWS, `${name}-removed`, WIDENS),
    ...pair(`${name}-raised`, isLower ? NARROWS : WIDENS, `${name}-lowered`, isLower ? WIDENS : NARROWS),
  };
  return rules;
}

export const limitKinds = {
  ...bound('minimum', true),
  ...bound('maximum', false),
  ...bound('exclusive-minimum', true),
  ...bound('exclusive-maximum', false),
  ...bound('min-length', true),
  ...bound('max-length', false),
  ...bound('min-items', true),
  ...bound('max-items', false),
  ...bound('min-properties', true),
  ...bound('max-properties', false),
  ...pair('minimum-became-exclusive', NARROWS, 'minimum-became-inclusive', WIDENS),
  ...pair('maximum-became-exclusive', NARROWS, 'maximum-became-inclusive', WIDENS),
  ...pair('pattern-added', NARROWS, 'pattern-removed', WIDENS),
  ...self(
    'pattern-changed',
    directed(risky('patternChanged', 'adaptRequest'), risky('patternChanged', 'adaptReader')),
  ),
  ...pair('multiple-of-added', NARROWS, 'multiple-of-removed', WIDENS),
  ...pair('multiple-of-narrowed', NARROWS, 'multiple-of-widened', WIDENS),
  ...self('multiple-of-changed', DIFFERS),
  ...pair('unique-items-required', NARROWS, 'unique-items-no-longer-required', WIDENS),
  ...pair('condition-added', NARROWS, 'condition-removed', WIDENS),
  ...self('condition-changed', DIFFERS),
} satisfies Table;

export const partKinds = {
  ...pair('all-of-part-added', NARROWS, 'all-of-part-removed', WIDENS),
  ...pair('one-of-part-added', WIDENS, 'one-of-part-removed', NARROWS),
  ...pair('any-of-part-added', WIDENS, 'any-of-part-removed', NARROWS),
  ...pair('one-of-added', NARROWS, 'one-of-removed', WIDENS),
  ...pair('any-of-added', NARROWS, 'any-of-removed', WIDENS),
  ...pair('discriminator-added', UNCLEAR, 'discriminator-removed', UNCLEAR),
  ...self(
    'discriminator-changed',
    directed(breaking('meaningChanged'), breaking('meaningChanged', 'adaptReader')),
  ),
  ...pair(
    'discriminator-value-added',
    directed(compatible('acceptsMore'), risky('unknownValue', 'tolerate')),
    'discriminator-value-removed',
    NARROWS,
  ),
  ...self(
    'discriminator-value-changed',
    directed(breaking('meaningChanged'), breaking('meaningChanged', 'adaptReader')),
  ),
} satisfies Table;
