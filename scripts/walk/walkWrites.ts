import { ApiClient } from '../../src/api/apiClient.js';
import type { Api } from '../../src/api/api.js';
import { endpointOf } from '../../src/api/endpoints.js';
import { ApiError } from '../../src/api/errors.js';
import { failureKind } from '../../src/api/failureKind.js';
import { toApiPath, type ResourceAddress } from '../../src/resource/address.js';
import { conditionOf } from '../../src/resource/condition.js';
import { mergeSpecTexts } from '../../src/resource/merge.js';
import { readSnapshot } from '../../src/resource/snapshot.js';
import { specValue } from '../../src/resource/spec.js';
import { rebase, type SpecBase } from '../../src/resource/specBase.js';
import { isSameSpec } from '../../src/resource/sameSpec.js';
import { ChangedMeanwhile, writeSpec } from '../../src/resource/writeSpec.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import type { Item } from '../../src/schema/catalogue.js';
import { isJsonObject, type JsonObject } from '../../src/schema/openapi.js';
import { SchemaSource } from '../../src/schema/schemaSource.js';
import { fieldChanger, type ChangedSpec, type FieldChanger } from './changeField.js';
import { updatableResources } from './updatableItems.js';

/** What saving a resource of each kind came to. */
export interface WritesOutcome {
  readonly saved: number;
  /** A line for each resource that could not be saved: its path and why. */
  readonly failures: readonly string[];
}

interface Subject {
  readonly sandbox: Sandbox;
  readonly api: Api;
  readonly item: Item;
  readonly address: ResourceAddress;
  readonly query: Readonly<Record<string, string>>;
  readonly changer: FieldChanger;
}

const STEP_MS = 1_000;
/** More than any task of the sandbox takes. */
const MOST_STEPS = 120;

/**
 * Serves documents strictly, and lets the extension's own code open, change and save one resource of each kind that can be
 * updated, follow it to its end, and save it once more after another client's change.
 */
export async function walkWrites(documents: readonly string[]): Promise<WritesOutcome> {
  const sandbox = await startSandbox({ documents, resources: 3, clock: 'manual' });
  const api = new ApiClient({
    account: {
      id: 'walk',
      label: 'walk',
      endpoint: endpointOf(new URL(sandbox.api).origin),
      credential: 'signature',
    },
    schemaVersion: () => undefined,
    credential: () => Promise.resolve({ kind: 'signature', ...sandbox.credentials }),
  });
  try {
    const schemas = new SchemaSource({ api, version: () => undefined });
    const failures: string[] = [];
    let saved = 0;
    for (const { path } of await schemas.sections()) {
      const { document, catalogue } = await schemas.section(path);
      for (const { item, address, query } of await updatableResources(api, document, catalogue)) {
        const failure = address
          ? await failureOf(() =>
              saveTwice({ sandbox, api, item, address, query, changer: fieldChanger(document, item) }),
            )
          : 'no resource of this kind was found';
        if (failure === undefined) saved += 1;
        else failures.push(`${item.path}: ${failure}`);
      }
    }
    return { saved, failures };
  } finally {
    await api.close();
    await sandbox.stop();
  }
}

async function failureOf(run: () => Promise<void>): Promise<string | undefined> {
  try {
    await run();
    return undefined;
  } catch (failure) {
    if (failure instanceof ApiError) {
      return `${failure.request.method} ${String(failure.status)} ${failure.class ?? ''} ${failure.message}`;
    }
    return failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
  }
}

async function saveTwice(subject: Subject): Promise<void> {
  await followToEnd(subject);
  const opened = await open(subject);
  const first = changed(subject, opened, 1);
  await writeSpec(subject.api, opened, first.text);
  await followToEnd(subject);
  const base = await open(subject);
  expectTaken(subject, base, first);
  const second = changed(subject, base, 2);
  const theirs = subject.changer.change(objectOf(base.text), 3, [second.field]);
  if (theirs && !isHidden(subject, theirs.field)) {
    await subject.sandbox.client.changeResource(toApiPath(subject.address), {
      [theirs.field]: theirs.value,
    });
    await followToEnd(subject);
    const merged = await saveOverTheirs(subject, base, second);
    await followToEnd(subject);
    if (isSameSpec(specValue((await open(subject)).text), specValue(merged))) return;
    throw new Error('the API answers another spec than the merged one');
  }
  await writeSpec(subject.api, base, second.text);
  await followToEnd(subject);
  expectTaken(subject, await open(subject), second);
}

/** The save must notice the other client's change, and goes through once both are merged. Returns the merged spec. */
async function saveOverTheirs(subject: Subject, base: SpecBase, mine: ChangedSpec): Promise<string> {
  try {
    await writeSpec(subject.api, base, mine.text);
  } catch (failure) {
    if (!(failure instanceof ChangedMeanwhile) && failureKind(failure).kind !== 'conflict') throw failure;
    const theirs = await open(subject);
    const { text } = mergeSpecTexts(base.text, theirs.text, mine.text, 'mine');
    await writeSpec(subject.api, theirs, text);
    return text;
  }
  throw new Error('the save overwrote the change of another client');
}

async function open({ api, item, address, query }: Subject): Promise<SpecBase> {
  const response = await api.request({ method: 'GET', path: toApiPath(address), query });
  return rebase({ address, item, query }, response);
}

function changed({ changer }: Subject, { text }: SpecBase, turn: number): ChangedSpec {
  const change = changer.change(objectOf(text), turn);
  if (!change) throw new Error('the schema allows no change of this spec');
  return change;
}

/** Lets the cloud's time pass until it is done with the resource. */
async function followToEnd({ sandbox, api, item, address, query }: Subject): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { resource, tasks } = await readSnapshot(api, item, address, undefined, query);
    const { kind, word } = conditionOf(resource, tasks);
    if (kind === 'done') return;
    if (kind === 'failed' || kind === 'waitingForYou') throw new Error(`it ended in ${word ?? kind}`);
    await sandbox.client.step(STEP_MS);
  }
  throw new Error('it did not come to an end');
}

function expectTaken(subject: Subject, { text }: SpecBase, { field, value }: ChangedSpec): void {
  if (isHidden(subject, field)) return;
  if (isSameSpec(objectOf(text)[field], specValue(JSON.stringify(value)))) return;
  throw new Error(`the API answers another ${field} than was saved`);
}

/** Whether nothing tells what a field was set to. */
function isHidden({ item }: Subject, field: string): boolean {
  return item.writable.writeOnly.has(field);
}

function objectOf(text: string): JsonObject {
  const value = specValue(text);
  return isJsonObject(value) ? value : {};
}
