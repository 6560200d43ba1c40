import type { JsonObject } from '../../../../src/schema/openapi.js';
import { model, openApi, operation } from '../documents.js';

/** Two small documents that differ in one way. */
export type Pair = readonly [before: JsonObject, after: JsonObject];

const TEXT: JsonObject = { type: 'string' };

const swapped = ([before, after]: Pair): Pair => [after, before];

/** An operation that takes and answers what is given. */
function withOperation(
  raw: JsonObject,
  schemas: Readonly<Record<string, JsonObject>> = {},
  method = 'post',
): JsonObject {
  return openApi({ '/s/a': { [method]: raw } }, schemas);
}

const operations = (before: JsonObject, after: JsonObject): Pair => [
  withOperation({ ...operation(), ...before }),
  withOperation({ ...operation(), ...after }),
];

type Where = (schema: JsonObject) => JsonObject;

/** The places where a schema may be: all of a body, a field of it, a parameter. */
const places: Readonly<Record<string, Where>> = {
  'request-body': (schema) => withOperation(operation({ body: schema })),
  'request-property': (schema) =>
    withOperation(operation({ body: { type: 'object', properties: { f: schema } } })),
  'request-read-only-property': (schema) =>
    withOperation(operation({ body: { type: 'object', properties: { f: { ...schema, readOnly: true } } } })),
  'response-body': (schema) => withOperation(operation({ answer: schema })),
  'response-property': (schema) =>
    withOperation(operation({ answer: { type: 'object', properties: { f: schema } } })),
  'response-write-only-property': (schema) =>
    withOperation(
      operation({ answer: { type: 'object', properties: { f: { ...schema, writeOnly: true } } } }),
    ),
  'request-parameter': (schema) =>
    withOperation(operation({ parameters: [{ name: 'q', in: 'query', schema }] })),
  'request-parameter-property': (schema) =>
    withOperation(
      operation({
        parameters: [{ name: 'q', in: 'query', schema: { type: 'object', properties: { f: schema } } }],
      }),
    ),
  'request-header-property': (schema) =>
    withOperation(
      operation({
        parameters: [{ name: 'q', in: 'header', schema: { type: 'object', properties: { f: schema } } }],
      }),
    ),
  'response-header': (schema) => withHeader({ schema }),
};

function withHeader(header: JsonObject | undefined): JsonObject {
  const headers = header && { headers: { 'X-H': header } };
  return withOperation({ responses: { 200: { description: '', ...headers } } });
}

const mapping = (values: JsonObject): JsonObject => ({
  oneOf: [model('A'), model('B')],
  discriminator: { propertyName: 'k', mapping: values },
});

/** What happens to a schema, by the last words of a kind's name. */
const schemaChanges: Readonly<Record<string, Pair>> = {
  'became-enum': [TEXT, { ...TEXT, enum: ['a'] }],
  'enum-value-removed': [
    { ...TEXT, enum: ['a', 'b'] },
    { ...TEXT, enum: ['a'] },
  ],
  'enum-value-added': [
    { ...TEXT, enum: ['a'] },
    { ...TEXT, enum: ['a', 'b'] },
  ],
  'became-nullable': [TEXT, { ...TEXT, nullable: true }],
  'became-not-nullable': [{ ...TEXT, nullable: true }, TEXT],
  'type-changed': [TEXT, { type: 'integer' }],
  'type-generalized': [{ type: 'integer' }, { type: 'number' }],
  'type-specialized': [{ type: 'number' }, { type: 'integer' }],
  'default-value-added': [TEXT, { ...TEXT, default: 'a' }],
  'default-value-removed': [{ ...TEXT, default: 'a' }, TEXT],
  'default-value-changed': [
    { ...TEXT, default: 'a' },
    { ...TEXT, default: 'b' },
  ],
  'pattern-added': [TEXT, { ...TEXT, pattern: '^a' }],
  'pattern-removed': [{ ...TEXT, pattern: '^a' }, TEXT],
  'pattern-changed': [
    { ...TEXT, pattern: '^a' },
    { ...TEXT, pattern: '^b' },
  ],
  'unique-items-set': [
    { type: 'array', items: TEXT },
    { type: 'array', items: TEXT, uniqueItems: true },
  ],
  'unique-items-unset': [
    { type: 'array', items: TEXT, uniqueItems: true },
    { type: 'array', items: TEXT },
  ],
  'multiple-of-set': [{ type: 'integer' }, { type: 'integer', multipleOf: 2 }],
  'multiple-of-unset': [{ type: 'integer', multipleOf: 2 }, { type: 'integer' }],
  'multiple-of-changed': [
    { type: 'integer', multipleOf: 2 },
    { type: 'integer', multipleOf: 3 },
  ],
  'multiple-of-generalized': [
    { type: 'integer', multipleOf: 4 },
    { type: 'integer', multipleOf: 2 },
  ],
  'multiple-of-specialized': [
    { type: 'integer', multipleOf: 2 },
    { type: 'integer', multipleOf: 4 },
  ],
  ...Object.fromEntries(
    (['all-of', 'one-of', 'any-of'] as const).flatMap((name) => {
      const word = { 'all-of': 'allOf', 'one-of': 'oneOf', 'any-of': 'anyOf' }[name];
      const pair: Pair = [
        { [word]: [model('A'), model('B')] },
        { [word]: [model('A'), model('B'), model('C')] },
      ];
      return [
        [`${name}-added`, pair],
        [`${name}-removed`, swapped(pair)],
      ];
    }),
  ),
  'discriminator-added': [{ oneOf: [model('A'), model('B')] }, mapping({ a: 'A' })],
  'discriminator-removed': [mapping({ a: 'A' }), { oneOf: [model('A'), model('B')] }],
  'discriminator-property-name-changed': [
    { ...mapping({}), discriminator: { propertyName: 'k' } },
    { ...mapping({}), discriminator: { propertyName: 'l' } },
  ],
  'discriminator-mapping-added': [mapping({ a: 'A' }), mapping({ a: 'A', b: 'B' })],
  'discriminator-mapping-deleted': [mapping({ a: 'A', b: 'B' }), mapping({ a: 'A' })],
  'discriminator-mapping-changed': [mapping({ a: 'A' }), mapping({ a: 'B' })],
  deprecated: [TEXT, { ...TEXT, deprecated: true }],
  reactivated: [{ ...TEXT, deprecated: true }, TEXT],
  'stability-decreased': [
    { ...TEXT, 'x-stability-level': 'stable' },
    { ...TEXT, 'x-stability-level': 'beta' },
  ],
  'stability-increased': [
    { ...TEXT, 'x-stability-level': 'beta' },
    { ...TEXT, 'x-stability-level': 'stable' },
  ],
  ...limitChanges('min', 'minimum', 'integer'),
  ...limitChanges('max', 'maximum', 'integer'),
  ...limitChanges('exclusive-min', 'exclusiveMinimum', 'integer'),
  ...limitChanges('exclusive-max', 'exclusiveMaximum', 'integer'),
  ...limitChanges('min-length', 'minLength', 'string'),
  ...limitChanges('max-length', 'maxLength', 'string'),
  ...limitChanges('min-items', 'minItems', 'array'),
  ...limitChanges('max-items', 'maxItems', 'array'),
  ...limitChanges('min-properties', 'minProperties', 'object'),
  ...limitChanges('max-properties', 'maxProperties', 'object'),
};

function limitChanges(name: string, keyword: string, type: string): Readonly<Record<string, Pair>> {
  const at = (limit: number): JsonObject => ({ type, [keyword]: limit });
  return {
    [`${name}-set`]: [{ type }, at(3)],
    [`${name}-unset`]: [at(3), { type }],
    [`${name}-increased`]: [at(3), at(5)],
    [`${name}-decreased`]: [at(5), at(3)],
  };
}

type Sender = 'request' | 'response';

const bodyOf = (direction: Sender, schema: JsonObject): JsonObject =>
  withOperation(operation(direction === 'request' ? { body: schema } : { answer: schema }));

const object = (properties: JsonObject, required: readonly string[] = []): JsonObject => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

/** Fields that come, go, and have to be there. */
function fieldChanges(): Readonly<Record<string, Pair>> {
  const [none, one, needed] = [
    object({ a: TEXT }),
    object({ a: TEXT, b: TEXT }),
    object({ a: TEXT, b: TEXT }, ['b']),
  ];
  const hidden = { ...TEXT, writeOnly: true };
  const pair = (direction: Sender, before: JsonObject, after: JsonObject): Pair => [
    bodyOf(direction, before),
    bodyOf(direction, after),
  ];
  const flags = ['read-only', 'write-only'].flatMap((flag) =>
    (['request', 'response'] as const).flatMap((direction) =>
      (['required', 'optional'] as const).flatMap((need): readonly (readonly [string, Pair])[] => {
        const word = flag === 'read-only' ? 'readOnly' : 'writeOnly';
        const names = need === 'required' ? ['b'] : [];
        const set = pair(
          direction,
          object({ b: TEXT }, names),
          object({ b: { ...TEXT, [word]: true } }, names),
        );
        return [
          [`${direction}-${need}-property-became-${flag}`, set],
          [`${direction}-${need}-property-became-not-${flag}`, swapped(set)],
        ];
      }),
    ),
  );
  const withDefault = object({ a: TEXT, b: { ...TEXT, default: 'x' } });
  return {
    ...Object.fromEntries(flags),
    'new-required-request-property': pair('request', none, needed),
    'new-required-request-property-with-default': pair('request', none, { ...withDefault, required: ['b'] }),
    'new-optional-request-property': pair('request', none, one),
    'request-property-removed': pair('request', one, none),
    'request-property-became-required': pair('request', one, needed),
    'request-property-became-required-with-default': pair('request', withDefault, {
      ...withDefault,
      required: ['b'],
    }),
    'request-property-became-optional': pair('request', needed, one),
    'response-required-property-added': pair('response', none, needed),
    'response-required-property-removed': pair('response', needed, none),
    'response-optional-property-added': pair('response', none, one),
    'response-optional-property-removed': pair('response', one, none),
    'response-property-became-optional': pair('response', needed, one),
    'response-property-became-required': pair('response', one, needed),
    'response-optional-write-only-property-added': pair('response', none, object({ a: TEXT, b: hidden })),
    'response-optional-write-only-property-removed': pair('response', object({ a: TEXT, b: hidden }), none),
    'response-required-write-only-property-added': pair(
      'response',
      none,
      object({ a: TEXT, b: hidden }, ['b']),
    ),
    'response-required-write-only-property-removed': pair(
      'response',
      object({ a: TEXT, b: hidden }, ['b']),
      none,
    ),
    'response-write-only-property-became-optional': pair(
      'response',
      object({ b: hidden }, ['b']),
      object({ b: hidden }),
    ),
    'response-write-only-property-became-required': pair(
      'response',
      object({ b: hidden }),
      object({ b: hidden }, ['b']),
    ),
    'new-required-request-header-property': [
      withOperation(operation({ parameters: [{ name: 'q', in: 'header', schema: none }] })),
      withOperation(operation({ parameters: [{ name: 'q', in: 'header', schema: needed }] })),
    ],
    'request-header-property-became-required': [
      withOperation(operation({ parameters: [{ name: 'q', in: 'header', schema: one }] })),
      withOperation(operation({ parameters: [{ name: 'q', in: 'header', schema: needed }] })),
    ],
  };
}

const parameters = (before: readonly JsonObject[], after: readonly JsonObject[]): Pair =>
  operations({ parameters: before }, { parameters: after });

const query = (more: JsonObject = {}): JsonObject => ({ name: 'q', in: 'query', schema: TEXT, ...more });

function parameterChanges(): Readonly<Record<string, Pair>> {
  const item = (list: readonly JsonObject[]): JsonObject =>
    openApi({ '/s/a': { parameters: list, get: operation() } });
  return {
    'new-required-request-parameter': parameters([], [query({ required: true })]),
    'new-optional-request-parameter': parameters([], [query()]),
    'new-required-request-default-parameter-to-existing-path': [item([]), item([query({ required: true })])],
    'new-optional-request-default-parameter-to-existing-path': [item([]), item([query()])],
    'new-request-path-parameter': parameters([], [{ name: 'p', in: 'path', required: true, schema: TEXT }]),
    'request-parameter-removed': parameters([query()], []),
    'request-parameter-removed-with-deprecation': parameters([query({ deprecated: true })], []),
    'request-parameter-became-required': parameters([query()], [query({ required: true })]),
    'request-parameter-became-optional': parameters([query({ required: true })], [query()]),
    'request-parameter-deprecated': parameters([query()], [query({ deprecated: true })]),
    'request-parameter-reactivated': parameters([query({ deprecated: true })], [query()]),
    'request-parameter-sunset-deleted': parameters(
      [query({ deprecated: true, 'x-sunset': '2027-01-01' })],
      [query({ deprecated: true })],
    ),
    'request-parameter-sunset-date-changed-too-small': parameters(
      [query({ deprecated: true, 'x-sunset': '2027-01-01' })],
      [query({ deprecated: true, 'x-sunset': '2026-01-01' })],
    ),
  };
}

function bodyChanges(): Readonly<Record<string, Pair>> {
  const content = { 'application/json': { schema: TEXT } };
  const more = { ...content, 'text/plain': { schema: TEXT } };
  const body = (required: boolean, types: JsonObject = content): JsonObject => ({
    requestBody: { ...(required && { required }), content: types },
  });
  const answers = (statuses: Readonly<Record<string, JsonObject>>): JsonObject => ({ responses: statuses });
  const done = { description: '', content };
  const [header, needed] = [{ schema: TEXT }, { schema: TEXT, required: true }];
  return {
    'request-body-added-required': operations({}, body(true)),
    'request-body-added-optional': operations({}, body(false)),
    'request-body-removed': operations(body(false), {}),
    'request-body-became-required': operations(body(false), body(true)),
    'request-body-became-optional': operations(body(true), body(false)),
    'request-body-media-type-added': operations(body(false), body(false, more)),
    'request-body-media-type-removed': operations(body(false, more), body(false)),
    'response-media-type-added': operations(
      answers({ 200: done }),
      answers({ 200: { ...done, content: more } }),
    ),
    'response-media-type-removed': operations(
      answers({ 200: { ...done, content: more } }),
      answers({ 200: done }),
    ),
    'response-success-status-added': operations(answers({ 200: done }), answers({ 200: done, 202: done })),
    'response-success-status-removed': operations(answers({ 200: done, 202: done }), answers({ 200: done })),
    'response-non-success-status-added': operations(
      answers({ 200: done }),
      answers({ 200: done, 404: done }),
    ),
    'response-non-success-status-removed': operations(
      answers({ 200: done, 404: done }),
      answers({ 200: done }),
    ),
    'response-header-added': [withHeader(undefined), withHeader(header)],
    'optional-response-header-removed': [withHeader(header), withHeader(undefined)],
    'required-response-header-removed': [withHeader(needed), withHeader(undefined)],
    'response-header-became-optional': [withHeader(needed), withHeader(header)],
  };
}

function operationChanges(): Readonly<Record<string, Pair>> {
  const two = (raw: JsonObject | undefined): JsonObject =>
    openApi({ '/s/a': { get: operation(), ...(raw && { post: raw }) } });
  const path = (raw: JsonObject | undefined): JsonObject =>
    openApi({ '/s/a': { get: operation() }, ...(raw && { '/s/b': { get: raw } }) });
  const old = { ...operation(), deprecated: true };
  const ends = (date: string): JsonObject => ({ deprecated: true, 'x-sunset': date });
  const security = (...all: readonly JsonObject[]): JsonObject => ({ security: all });
  const [a, b] = [{ a: [] }, { b: [] }];
  const globally = (...all: readonly JsonObject[]): JsonObject => ({ ...two(undefined), security: all });
  return {
    'endpoint-added': [two(undefined), two(operation())],
    'api-removed-without-deprecation': [two(operation()), two(undefined)],
    'api-removed-with-deprecation': [two(old), two(undefined)],
    'api-removed-before-sunset': [two({ ...old, 'x-sunset': '2999-01-01' }), two(undefined)],
    'api-path-removed-without-deprecation': [path(operation()), path(undefined)],
    'api-path-removed-with-deprecation': [path(old), path(undefined)],
    'api-path-removed-before-sunset': [path({ ...old, 'x-sunset': '2999-01-01' }), path(undefined)],
    'endpoint-deprecated': operations({}, { deprecated: true }),
    'endpoint-deprecated-with-sunset': operations({}, ends('2999-01-01')),
    'endpoint-reactivated': operations({ deprecated: true }, {}),
    'sunset-deleted': operations(ends('2027-01-01'), { deprecated: true }),
    'api-sunset-date-changed-too-small': operations(ends('2027-01-01'), ends('2026-01-01')),
    'api-sunset-date-too-small': operations(
      {},
      { ...ends('2026-02-01'), 'x-deprecation-date': '2026-01-01' },
    ),
    'api-stability-decreased': operations(
      { 'x-badges': [{ color: 'green', label: 'Stable production version' }] },
      { 'x-badges': [{ color: 'orange', label: 'Beta version' }] },
    ),
    'api-stability-increased': operations(
      { 'x-badges': [{ color: 'red', label: 'Alpha version' }] },
      { 'x-badges': [{ color: 'green', label: 'Stable production version' }] },
    ),
    'api-operation-id-removed': operations({ operationId: 'a' }, { operationId: 'b' }),
    'api-operation-id-added': operations({}, { operationId: 'b' }),
    'api-tag-removed': operations({ tags: ['a', 'b'] }, { tags: ['a'] }),
    'api-tag-added': operations({ tags: ['a'] }, { tags: ['a', 'b'] }),
    'api-security-added': operations(security(a), security(a, b)),
    'api-security-removed': operations(security(a, b), security(a)),
    'api-security-scope-added': operations(security({ a: ['r'] }), security({ a: ['r', 'w'] })),
    'api-security-scope-removed': operations(security({ a: ['r', 'w'] }), security({ a: ['r'] })),
    'api-global-security-added': [globally(a), globally(a, b)],
    'api-global-security-removed': [globally(a, b), globally(a)],
    'api-global-security-scope-added': [globally({ a: ['r'] }), globally({ a: ['r', 'w'] })],
    'api-global-security-scope-removed': [globally({ a: ['r', 'w'] }), globally({ a: ['r'] })],
    'api-schema-removed': [withOperation(operation(), { A: TEXT }), withOperation(operation())],
    ...schemeChanges(),
  };
}

function schemeChanges(): Readonly<Record<string, Pair>> {
  const schemes = (all: JsonObject): JsonObject => ({
    ...withOperation(operation()),
    components: { securitySchemes: all },
  });
  const flow = (more: JsonObject): JsonObject => ({
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: '/t', scopes: { r: 'Read' }, ...more } },
  });
  return {
    'api-security-component-added': [schemes({}), schemes({ a: flow({}) })],
    'api-security-component-removed': [schemes({ a: flow({}) }), schemes({})],
    'api-security-component-type-changed': [
      schemes({ a: { type: 'http' } }),
      schemes({ a: { type: 'apiKey' } }),
    ],
    'api-security-component-oauth-token-url-changed': [
      schemes({ a: flow({}) }),
      schemes({ a: flow({ tokenUrl: '/u' }) }),
    ],
    'api-security-component-oauth-url-changed': [
      schemes({ a: flow({ authorizationUrl: '/a' }) }),
      schemes({ a: flow({ authorizationUrl: '/b' }) }),
    ],
    'api-security-component-oauth-scope-added': [
      schemes({ a: flow({}) }),
      schemes({ a: flow({ scopes: { r: 'Read', w: 'Write' } }) }),
    ],
    'api-security-component-oauth-scope-removed': [
      schemes({ a: flow({ scopes: { r: 'Read', w: 'Write' } }) }),
      schemes({ a: flow({}) }),
    ],
    'api-security-component-oauth-scope-changed': [
      schemes({ a: flow({}) }),
      schemes({ a: flow({ scopes: { r: 'Look' } }) }),
    ],
  };
}

const named: Readonly<Record<string, Pair>> = {
  ...fieldChanges(),
  ...parameterChanges(),
  ...bodyChanges(),
  ...operationChanges(),
};

/** The models that the schemas above refer to. */
const MODELS = Object.fromEntries(['A', 'B', 'C'].map((name) => [name, object({ [name]: TEXT })]));

/** Two documents that differ as one of oasdiff's kinds says; `undefined` for a kind that isn't known here. */
export function pairFor(kind: string): Pair | undefined {
  if (Object.hasOwn(named, kind)) return named[kind];
  for (const place of Object.keys(places).sort((a, b) => b.length - a.length)) {
    const change = kind.startsWith(`${place}-`) ? schemaChanges[kind.slice(place.length + 1)] : undefined;
    const where = places[place];
    if (!change || !where) continue;
    return change.map((schema) => ({ ...where(schema), components: { schemas: MODELS } })) as unknown as Pair;
  }
  return undefined;
}
