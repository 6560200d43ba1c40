import type { HttpMethod } from '../../api/api.js';
import type { Operation } from '../../schema/catalogue.js';
import type { RouteSegment } from './route.js';

type SegmentText = Pick<RouteSegment, 'text' | 'isOpen'>;

/** A path of the API and what can be done with it. */
export interface KnownPath {
  /** The template, such as `/iam/policy/{policyId}`. */
  readonly path: string;
  readonly operations: ReadonlyMap<HttpMethod, Operation>;
}

/** What was found for a path. */
export interface PathSearch {
  readonly found: KnownPath | undefined;
  /** How many of the first segments the API has. */
  readonly depth: number;
}

interface Node {
  readonly names: Map<string, Node>;
  identifier: Node | undefined;
  path: string;
  readonly operations: Map<HttpMethod, Operation>;
}

/** The paths of an API document, by their segments: a path is found in a time that grows with its own length. */
export class OperationIndex {
  readonly #root: Node = newNode();
  /** Every operation, those for internal use left out. */
  readonly operations: readonly Operation[];

  constructor(operations: readonly Operation[]) {
    this.operations = operations.filter(({ isInternal }) => !isInternal);
    for (const operation of operations) this.#add(operation);
  }

  /** A name that is written out goes before an identifier in its place, as OpenAPI 3 matches paths. */
  search(segments: readonly SegmentText[]): PathSearch {
    let depth = 0;
    const walk = (node: Node, at: number): Node | undefined => {
      depth = Math.max(depth, at);
      const segment = segments[at];
      if (!segment) return node.operations.size > 0 ? node : undefined;
      for (const next of nextOf(node, segment)) {
        const found = walk(next, at + 1);
        if (found) return found;
      }
      return undefined;
    };
    return { found: walk(this.#root, 0), depth };
  }

  /** The operation of a request; a HEAD asks for what a GET does. */
  find(method: HttpMethod, segments: readonly SegmentText[]): Operation | undefined {
    const { found } = this.search(segments);
    return found && operationOf(found, method);
  }

  /** Every operation whose path begins with these segments, with the path behind them. */
  below(
    segments: readonly SegmentText[],
  ): readonly { readonly operation: Operation; readonly rest: string }[] {
    const depth = segments.length;
    let nodes: readonly Node[] = [this.#root];
    for (const segment of segments) nodes = nodes.flatMap((node) => [...nextOf(node, segment)]);
    return nodes.flatMap((node) =>
      operationsIn(node).flatMap((operation) => {
        const rest = operation.path.split('/').slice(depth + 1);
        return rest.length === 0 || operation.isInternal ? [] : [{ operation, rest: rest.join('/') }];
      }),
    );
  }

  #add(operation: Operation): void {
    let node = this.#root;
    for (const part of operation.path.split('/').filter((one) => one !== '')) {
      if (part.startsWith('{')) {
        node.identifier ??= newNode();
        node = node.identifier;
        continue;
      }
      const next = node.names.get(part) ?? newNode();
      node.names.set(part, next);
      node = next;
    }
    node.path = operation.path;
    node.operations.set(operation.method, operation);
  }
}

/** The operation of a path for a method; a HEAD asks for what a GET does. */
export function operationOf({ operations }: KnownPath, method: HttpMethod): Operation | undefined {
  return operations.get(method) ?? (method === 'HEAD' ? operations.get('GET') : undefined);
}

function newNode(): Node {
  return { names: new Map(), identifier: undefined, path: '', operations: new Map() };
}

function* nextOf(node: Node, { text, isOpen }: SegmentText): Generator<Node> {
  const named = isOpen ? undefined : node.names.get(text);
  if (named) yield named;
  if (node.identifier && text !== '') yield node.identifier;
  if (isOpen) yield* node.names.values();
}

function operationsIn(node: Node): readonly Operation[] {
  const found: Operation[] = [];
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(...next.operations.values());
    waiting.push(...next.names.values(), ...(next.identifier ? [next.identifier] : []));
  }
  return found;
}
