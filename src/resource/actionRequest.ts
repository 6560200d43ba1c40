import type { ActionForm, FormField } from '../schema/actionForm.js';
import type { Operation } from '../schema/catalogue.js';
import { toApiPath, type ResourceAddress } from './address.js';

/** What was answered to a form: the JSON text of each value. */
export type FormAnswers = ReadonlyMap<FormField, string>;

/** An operation with everything that it needs. */
export interface ActionRequest {
  /** Below the branch, encoded, without its query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** JSON text; `undefined` when the operation takes no body. */
  readonly body: string | undefined;
}

/**
 * Puts answers where they belong. `address` is the resource above, whose path begins the operation's. `own` are fields of the
 * body that the resource itself has the values of.
 */
export function actionRequest(
  operation: Operation,
  address: ResourceAddress,
  form: ActionForm,
  answers: FormAnswers,
  own: Readonly<Record<string, string>> = {},
): ActionRequest {
  const given = (place: FormField['place']): readonly (readonly [string, string])[] =>
    [...answers].flatMap(([field, json]) => (field.place === place ? [[field.name, json] as const] : []));
  const fields = Object.entries(own).map(([name, value]) => [name, JSON.stringify(value)] as const);
  const body = [...fields, ...given('body')].map(([name, json]) => `${JSON.stringify(name)}:${json}`);
  return {
    path: actionPath(operation, address, new Map(given('path').map(([name, json]) => [name, plain(json)]))),
    query: Object.fromEntries(given('query').map(([name, json]) => [name, queryValue(json)])),
    body: form.body ? `{${body.join(',')}}` : undefined,
  };
}

/** Which parameters of an operation's path the address of the resource above it answers. */
export function knownParameters(operation: Operation, { segments }: ResourceAddress): ReadonlySet<string> {
  const own = operation.path.split('/').filter(Boolean).slice(0, segments.length);
  return new Set(own.flatMap((segment) => parameterOf(segment) ?? []));
}

/** How an action is called among those of its resource: the words of its path that come after the resource's. */
export function actionName(operation: Operation, { segments }: ResourceAddress): string {
  const words = operation.path.split('/').filter((segment) => segment !== '');
  const own = words.slice(segments.length).filter((segment) => parameterOf(segment) === undefined);
  return own.length > 0 ? own.join('/') : (words.at(-1) ?? operation.path);
}

function actionPath(
  { path }: Operation,
  address: ResourceAddress,
  values: ReadonlyMap<string, string>,
): string {
  const below = path.split('/').filter(Boolean).slice(address.segments.length);
  const segments = below.map((segment) => values.get(parameterOf(segment) ?? '') ?? segment);
  return toApiPath({ ...address, segments: [...address.segments, ...segments] });
}

function parameterOf(segment: string): string | undefined {
  return /^\{(.+)\}$/.exec(segment)?.[1];
}

/** A value of a query, from its JSON text. */
export function queryValue(json: string): string | readonly string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.map((one) => plain(JSON.stringify(one))) : plain(json);
}

/** A value as it is in a path or a query. */
function plain(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}
