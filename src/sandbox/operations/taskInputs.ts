import { isJsonObject } from '../../schema/openapi.js';
import { emptyAnswer, successOf, type Call, type CallAnswer } from './call.js';
import type { Edition } from '../sections/editions.js';
import type { Work } from '../world/reconciler.js';
import type { TaskRecord } from '../world/records.js';
import { Refusal } from '../answers/refusal.js';
import { pathOf, type Route } from '../sections/routes.js';
import type { World } from '../world/world.js';
import type { Subject } from './call.js';

/** Begins a task on a resource; it waits for the person where that is its turn and its section's tasks can take an answer. */
export function beginWork(world: World, { edition, route, path }: Subject, work: Work): TaskRecord {
  const { reconciler } = world;
  const inputs = reconciler.waitingNext > 0 ? inputNames(edition, route) : [];
  if (inputs.length > 0) reconciler.waitingNext -= 1;
  return reconciler.begin(world.records.touch(path), inputs.length > 0 ? { ...work, inputs } : work);
}

/** What tasks of a resource may ask a person for: nothing where they take no answer. */
function inputNames({ models, routes }: Edition, owner: Route): readonly string[] {
  const schema = routes.historyOf(owner, 'tasks')?.item?.operations.get('PUT')?.requestSchema;
  const inputs = models.property(schema, 'inputs');
  if (inputs === undefined) return [];
  const { properties } = models.of(inputs);
  if (properties.size > 0) return [...properties.keys()];
  const values = enumInName(models.document.schemas, isJsonObject(schema) ? schema.$ref : undefined);
  return values ?? ['confirmation'];
}

/** A map's keys are in the name of its model only: `…map.<enum>.any`. */
function enumInName(
  schemas: Readonly<Record<string, unknown>>,
  name: unknown,
): readonly string[] | undefined {
  if (typeof name !== 'string') return undefined;
  for (const [model, schema] of Object.entries(schemas)) {
    if (!isJsonObject(schema) || !Array.isArray(schema.enum) || !name.includes(`.map.${model}.`)) continue;
    return schema.enum.filter((value) => typeof value === 'string');
  }
  return undefined;
}

/** Answers `PUT …/task/{taskId}`. Throws a `Refusal` unless the task waits and everything that it asks for is answered. */
export function answerTask(world: World, call: Call): CallAnswer {
  const { edition, route, values, operation, body } = call;
  const owner = edition.routes.above(route, 2);
  const path = pathOf(values.slice(0, -2));
  const id = values.at(-1) ?? '';
  const task = owner && world.history.taskRecord(edition, owner, path, id);
  if (!owner || !task) throw new Refusal(404, 'Client::NotFound::TaskNotFound', `There is no task ${id}`);
  const asked = task.inputs;
  if (!asked) {
    throw new Refusal(400, 'Client::BadRequest::WrongTaskStatus', 'This task does not wait for an input');
  }
  checkInputs(asked, isJsonObject(body.inputs) ? body.inputs : {});
  world.reconciler.resume(task);
  const success = successOf(call);
  if (operation.responseSchema === undefined) return emptyAnswer(success);
  return {
    status: success.status,
    body: world.history.task(edition, owner, path, operation.responseSchema, id),
  };
}

function checkInputs(asked: readonly string[], inputs: Readonly<Record<string, unknown>>): void {
  const missing = asked.filter((name) => !Object.hasOwn(inputs, name) || isBlank(inputs[name]));
  const others = Object.keys(inputs).filter((name) => !asked.includes(name));
  const problems = [
    ...missing.map((name) => `inputs.${name} is missing`),
    ...others.map((name) => `inputs.${name} is not expected here`),
  ];
  if (problems.length > 0) {
    throw new Refusal(400, 'Client::BadRequest::InvalidInputs', problems.join('; '));
  }
}

function isBlank(value: unknown): boolean {
  return value === null || value === '';
}
