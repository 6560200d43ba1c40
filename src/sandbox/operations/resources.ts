import { isJsonObject } from '../../schema/openapi.js';
import { act } from './actions.js';
import { emptyAnswer, successOf, type Call, type CallAnswer } from './call.js';
import { missingPart } from '../world/collections.js';
import type { Edition } from '../sections/editions.js';
import { readList } from './lists.js';
import { Refusal } from '../answers/refusal.js';
import { pathOf, type RouteMatch } from '../sections/routes.js';
import { answerTask } from './taskInputs.js';
import { Validation } from '../sections/validation.js';
import type { World } from '../world/world.js';
import { create, remove, update } from './writes.js';

export interface ResourceRequest {
  readonly edition: Edition;
  readonly method: string;
  /** The path's segments below the branch, decoded. */
  readonly values: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
  readonly cursor: string | undefined;
  readonly size: string | undefined;
  /** Called with the rights that the operation needs, before anything is looked at. */
  readonly authorize: (actions: readonly string[]) => void;
}

/** Answers every path and method of the documents. */
export class Resources {
  readonly #world: World;
  readonly #validations = new WeakMap<Edition, Validation>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Throws a `Refusal` for what doesn't exist or isn't allowed. */
  answer(request: ResourceRequest): CallAnswer {
    const { edition, method, values, query } = request;
    const match = edition.routes.match(values);
    if (!match) {
      throw new Refusal(
        404,
        'Client::NotFound',
        `${pathOf(values)} is no path of version ${edition.version}`,
      );
    }
    const operation = match.route.operations.get(method);
    if (!operation) throw notAllowed(method, match);
    request.authorize(requiredActions(operation.raw['x-iam-actions']));
    const { route } = match;
    const missing = missingPart(this.#world.collections, edition, route, values);
    if (missing) throw new Refusal(404, 'Client::NotFound', `There is no ${missing.kind} ${missing.id}`);
    const validation = this.#validation(edition);
    validation.checkQuery(operation, query);
    const body = method === 'GET' ? {} : validation.readBody(operation, request.body);
    const { cursor, size } = request;
    return this.#run({
      edition,
      route,
      operation,
      method,
      values,
      path: pathOf(values),
      query,
      body,
      cursor,
      size,
    });
  }

  #run(call: Call): CallAnswer {
    const { route, method, edition, path, values } = call;
    if (method === 'GET') return this.#read(call);
    if (route.kind === 'task' && method === 'PUT') return answerTask(this.#world, call);
    if (method === 'POST' && route.kind === 'collection' && route.item)
      return create(this.#world, call, route.item);
    if (route.kind !== 'item' && route.kind !== 'object') return act(this.#world, call);
    const subject = { edition, route, path, id: values.at(-1) ?? '' };
    if (method === 'PUT' || method === 'PATCH') return update(this.#world, call, subject);
    return method === 'DELETE' ? remove(this.#world, call, subject) : act(this.#world, call);
  }

  #read(call: Call): CallAnswer {
    const { edition, route, path, values, operation } = call;
    const success = successOf(call);
    if (operation.responseSchema === undefined) return emptyAnswer(success);
    const { status } = success;
    const id = values.at(-1) ?? '';
    switch (route.kind) {
      case 'item':
      case 'object':
        return { status, body: this.#world.representation.show(edition, route, path, id) };
      case 'task': {
        const owner = edition.routes.above(route, 2);
        const ownerPath = pathOf(values.slice(0, -2));
        const body = owner && this.#world.history.task(edition, owner, ownerPath, route.schema, id);
        if (body === undefined)
          throw new Refusal(404, 'Client::NotFound', `There is no ${values.at(-2) ?? ''} ${id}`);
        return { status, body };
      }
      default:
        return readList(this.#world, call);
    }
  }

  #validation(edition: Edition): Validation {
    let validation = this.#validations.get(edition);
    if (!validation) {
      validation = new Validation(edition.models);
      this.#validations.set(edition, validation);
    }
    return validation;
  }
}

function notAllowed(method: string, { route }: RouteMatch): Refusal {
  const allow = [...route.operations.keys()].join(', ');
  return new Refusal(
    405,
    'Client::MethodNotAllowed',
    `${method} is not allowed here, ${allow} is`,
    { allow },
    { allow },
  );
}

/** The rights that a caller has to have. */
function requiredActions(actions: unknown): readonly string[] {
  if (!Array.isArray(actions)) return [];
  return actions.flatMap((action: unknown) =>
    isJsonObject(action) && typeof action.name === 'string' && action.required !== false ? [action.name] : [],
  );
}
