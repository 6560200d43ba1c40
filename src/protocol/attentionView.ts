import * as v from 'valibot';
import { moment, tone } from './look.js';
import { list, object } from './parsing.js';

/** Something that a waiting task needs to be given. */
const formField = object({
  /** Stable while the task waits. */
  key: v.string(),
  name: v.string(),
  description: v.optional(v.string()),
  isRequired: v.boolean(),
  /** `json`: a value that no simple question can ask for. */
  input: v.picklist(['text', 'secret', 'number', 'choice', 'choices', 'json']),
  /** Of `choice` and `choices`; a value is JSON text. */
  choices: list(object({ label: v.string(), value: v.string() })),
  /** What is there at first, as it is sent. */
  preset: v.optional(v.string()),
  /** What could be typed. */
  example: v.optional(v.string()),
});

/** A task that goes no further without a person. */
export const attentionView = object({
  key: v.string(),
  tone,
  title: v.string(),
  message: v.optional(v.string()),
  /** Why it failed, in the API's words. */
  reasons: list(v.string()),
  at: v.optional(moment),
  taskId: v.string(),
  /** Whether the task is a separate document. */
  opens: v.boolean(),
  /** Whether it goes on once it was answered. */
  waits: v.boolean(),
  /** What it needs to be given; absent while that isn't known. */
  form: v.optional(list(formField)),
  /** The field of the spec that it speaks of, as the API spells it. */
  field: v.optional(v.string()),
  /** Whether the spec can be edited. */
  hasSpec: v.boolean(),
  /** Whether the API has actions on a task. */
  hasActions: v.boolean(),
});

/** Something that a waiting task needs to be given. */
export type FormFieldView = v.InferOutput<typeof formField>;
/** A task that goes no further without a person. */
export type AttentionView = v.InferOutput<typeof attentionView>;
