import type { Operation, OperationParameter } from '../../schema/catalogue.js';
import type { Span } from '../problem.js';
import type { Route } from './route.js';

/** A parameter and where a request gives its value. */
export interface PlacedParameter {
  readonly parameter: OperationParameter;
  readonly span: Span;
}

/** The parameter of an operation that a route gives a value for at an offset: in its path or its query. */
export function parameterAt(
  { segments, query }: Route,
  { path, parameters }: Operation,
  offset: number,
): PlacedParameter | undefined {
  const parts = path.split('/').slice(1);
  const placed = [
    ...segments.flatMap(({ span }, index) => {
      const [, name] = /^\{(.+)\}$/.exec(parts[index] ?? '') ?? [];
      return name === undefined ? [] : [{ place: 'path', name, span }];
    }),
    ...query.map(({ name, span }) => ({ place: 'query', name, span })),
  ];
  const at = placed.find(({ span }) => span.start <= offset && offset <= span.end);
  if (!at) return undefined;
  const names = [at.name, at.name.replace(/\[.*$/s, '')];
  const parameter = parameters.find((one) => one.in === at.place && names.includes(one.name));
  return parameter && { parameter, span: at.span };
}
