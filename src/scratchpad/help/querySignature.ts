import type { Operation, OperationParameter } from '../../schema/catalogue.js';

/** The query of an operation as it is shown while it is written. */
export interface QuerySignature {
  /** `GET /path?required&[optional]`. */
  readonly label: string;
  /** Each parameter with its place in the label. */
  readonly parameters: readonly {
    readonly parameter: OperationParameter;
    readonly start: number;
    readonly end: number;
  }[];
}

/** The signature of an operation's query, required parameters first; `undefined` where it takes none. */
export function querySignature({ method, path, parameters }: Operation): QuerySignature | undefined {
  const query = parameters.filter((one) => one.in === 'query');
  if (query.length === 0) return undefined;
  let label = `${method} ${path}`;
  const placed = [...query]
    .sort((a, b) => Number(b.required) - Number(a.required))
    .map((parameter, index) => {
      label += index === 0 ? '?' : '&';
      const start = label.length;
      label += parameter.required ? parameter.name : `[${parameter.name}]`;
      return { parameter, start, end: label.length };
    });
  return { label, parameters: placed };
}
