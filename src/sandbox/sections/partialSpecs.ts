import { isJsonObject, type JsonObject } from '../../schema/openapi.js';
import type { Models } from '../data/models.js';

/**
 * A written value with the parts that only its read model has, as they were before: an update's model is smaller than the
 * model that is read, and what it can't say stays. Members of lists are known again by what identifies them, else by place.
 */
export function withUnwritable(
  models: Models,
  read: unknown,
  writable: unknown,
  before: unknown,
  written: unknown,
): unknown {
  const [shown, taken] = [models.of(read), models.of(writable)];
  if (shown === taken) return written;
  if (Array.isArray(written)) {
    const known: readonly unknown[] = Array.isArray(before) ? before : [];
    return written.map((one: unknown, index) =>
      withUnwritable(models, shown.items, taken.items, counterpart(known, one, index), one),
    );
  }
  if (!isJsonObject(written) || !isJsonObject(before)) return written;
  const fields = Object.entries(written).map(([name, value]): [string, unknown] => {
    const own = Object.hasOwn(before, name) ? before[name] : undefined;
    const [a, b] = [shown.properties.get(name), taken.properties.get(name)];
    return [name, a === undefined || b === undefined ? value : withUnwritable(models, a, b, own, value)];
  });
  const kept = Object.entries(before).filter(
    ([name]) => shown.properties.has(name) && taken.properties.size > 0 && !taken.properties.has(name),
  );
  return Object.fromEntries([...kept, ...fields]);
}

function counterpart(known: readonly unknown[], one: unknown, index: number): unknown {
  const key = isJsonObject(one) ? ['id', 'name', 'key'].find((name) => Object.hasOwn(one, name)) : undefined;
  if (key === undefined || !isJsonObject(one)) return known[index];
  return known.find((other) => isJsonObject(other) && other[key] === one[key]);
}

/**
 * Values of a body that no answer shows, by their place in it: its model has fields that the read model lacks. An absent or
 * null one keeps what there is, so it isn't among them.
 */
export function hiddenFields(
  models: Models,
  read: unknown,
  writable: unknown,
  body: JsonObject,
  place = '',
): Readonly<Record<string, unknown>> {
  const [shown, taken] = [models.of(read), models.of(writable)];
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
      const [a, b] = [shown.properties.get(name), taken.properties.get(name)];
      if (value === null || b === undefined || shown === taken) return [];
      if (a === undefined || models.of(b).isWriteOnly) return [[`${place}${name}`, value]];
      return isJsonObject(value) ? Object.entries(hiddenFields(models, a, b, value, `${place}${name}.`)) : [];
    }),
  );
}
