/** A JSON object whose members aren't checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value that was parsed from JSON is an object, and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return isContainer(value) && !Array.isArray(value);
}

/** Whether a value that was parsed from JSON is an object or a list. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A list as it is; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
