import * as vscode from 'vscode';
import { refuseReadOnly } from '../../../api/cloudWrite.js';
import { isJsonObject, type JsonObject } from '../../../api/jsonObject.js';
import { parentAddress, toApiPath, type ResourceAddress } from '../../../resource/address.js';
import { ExactNumber } from '../../../resource/exactNumber.js';
import { isLarge, TooLargeAtOnce } from '../../../resource/jsonTree.js';
import { secretFieldsOf, type IsSecretField } from '../../../resource/secretFields.js';
import { Slices } from '../../../resource/slices.js';
import { printingWholeSpec, readSpecValue } from '../../../resource/spec.js';
import { mayWrite } from '../../../resource/specPrinter.js';
import type { FieldPath } from '../../../resource/specDiff.js';
import type { Connection } from '../../connections/connections.js';
import { stoppable } from '../../shell/stoppable.js';

/** Where a copy of a resource is made, and what of it is known. */
export interface Copy {
  readonly collection: ResourceAddress;
  readonly known: JsonObject;
  /** The fields whose values aren't those of the resource. */
  readonly renamed: readonly string[];
}

/** Fields by which people know a resource: a copy has another one. */
const NAMES = ['name', 'displayName', 'label'];

/**
 * What a copy of a resource would be created with: what its creation takes, without identifiers, secrets and what only the API sets, and
 * with other names. Throws `TypeError` where nothing can be created beside it, `TooLargeAtOnce` where the draft would hold up everybody
 * else, and what reading throws.
 */
export async function readCopy(connection: Connection, address: ResourceAddress): Promise<Copy> {
  const path = toApiPath(address);
  refuseReadOnly(connection.api.account, { method: 'POST', path });
  const { item } = await connection.schemas.forPath(path);
  const collection = parentAddress(address);
  const creatable = item?.creatable;
  if (!creatable || !collection)
    throw new TypeError(
      vscode.l10n.t('Resources can’t be created in {0}.', collection ? toApiPath(collection) : path),
    );
  const title = vscode.l10n.t('Reading {0}…', address.segments.at(-1) ?? '');
  const response = await stoppable(title, (signal) =>
    connection.api.request({ method: 'GET', path, signal, priority: 'user' }),
  );
  const slices = new Slices();
  const text = await slices.through(printingWholeSpec(response.text, item));
  if (isLarge(text)) throw new TooLargeAtOnce();
  const spec = await slices.through(readSpecValue(text));
  const fields = Object.entries(isJsonObject(spec) ? spec : {}).filter(
    ([name]) => mayWrite(creatable, name) && name !== item.parameter,
  );
  const shown = withoutSecrets(Object.fromEntries(fields), secretFieldsOf(item), []);
  return { collection, ...withOtherNames(isJsonObject(shown) ? shown : {}) };
}

/** Nothing is in a place that is left out: a draft asks for what is required. */
function withoutSecrets(value: unknown, isSecret: IsSecretField, path: FieldPath): unknown {
  if (Array.isArray(value)) return value.map((one, index) => withoutSecrets(one, isSecret, [...path, index]));
  if (!isJsonObject(value) || value instanceof ExactNumber) return value;
  const kept = Object.entries(value).flatMap(([name, one]) => {
    const place = [...path, name];
    return one === null || isSecret(place, one)
      ? []
      : [[name, withoutSecrets(one, isSecret, place)] as const];
  });
  return Object.fromEntries(kept);
}

function withOtherNames(shown: JsonObject): Pick<Copy, 'known' | 'renamed'> {
  const names = NAMES.flatMap((name) => {
    const value = shown[name];
    return typeof value === 'string' && value !== '' ? [[name, `${value}-copy`] as const] : [];
  });
  return { known: { ...shown, ...Object.fromEntries(names) }, renamed: names.map(([name]) => name) };
}
