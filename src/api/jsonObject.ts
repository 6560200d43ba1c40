/** A JSON object whose members aren't checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value that was parsed from JSON is an object, and no list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
