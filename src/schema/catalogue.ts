import type { HttpMethod } from '../api/api.js';
import type { FieldOrder } from './fieldOrder.js';
import type { IsMarkedSecret } from './markedSecrets.js';
import type { WritableFields } from './writableFields.js';

/** A label that the API document puts on an operation, as it came: stability, for the most part. */
export interface Badge {
  readonly label: string;
  readonly color: string | undefined;
}

/** A right that an operation needs. */
export interface IamAction {
  readonly name: string;
  readonly required: boolean;
}

/** A parameter that the caller may choose (path, query or header), with its JSON Schema as the document has it. */
export interface OperationParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string | undefined;
  readonly schema: unknown;
}

/** When a deprecated operation ends and what replaces it. Moments are as the document writes them, so they may be no dates. */
export interface Retirement {
  readonly deprecatedAt: string | undefined;
  readonly deletedAt: string | undefined;
  /** The template of another operation's path, with or without its branch: `/v2/thing/{thingId}/part`. */
  readonly replacement: string | undefined;
}

/** How to call an operation, in one language. */
export interface CodeSample {
  readonly language: string;
  readonly label: string;
  readonly source: string;
}

/** One method of one path. */
export interface Operation {
  readonly method: HttpMethod;
  /** The path's template, for example `/publicCloud/project/{projectId}`. */
  readonly path: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly badges: readonly Badge[];
  readonly iamActions: readonly IamAction[];
  readonly parameters: readonly OperationParameter[];
  /** JSON Schema of the request body, `$ref`s still pointing into the document; `undefined` when it takes none. */
  readonly requestSchema: unknown;
  readonly responseSchema: unknown;
  readonly requestExamples: readonly { readonly name: string; readonly value: unknown }[];
  readonly isPaged: boolean;
  readonly isDeprecated: boolean;
  /** What the document says of the end of a deprecated operation; `undefined` when it says nothing more. */
  readonly retirement: Retirement | undefined;
  readonly codeSamples: readonly CodeSample[];
  /** "Internal use only": hidden unless the user asks for it. */
  readonly isInternal: boolean;
}

/** The query parameters without which an operation is refused. */
export function requiredQuery({ parameters }: Pick<Operation, 'parameters'>): readonly OperationParameter[] {
  return parameters.filter((one) => one.in === 'query' && one.required);
}

/** The names of the IAM actions without which an operation is refused. */
export function requiredActions(operation: Operation | undefined): readonly string[] {
  return (operation?.iamActions ?? []).filter(({ required }) => required).map(({ name }) => name);
}

/** A path that lists. */
export interface Collection {
  readonly kind: 'collection';
  /** For example `/publicCloud/project/{projectId}/rancher`. */
  readonly path: string;
  /** What comes after the parent's path, for example `rancher` or `reference/rancher/plan`. */
  readonly name: string;
  readonly list: Operation;
  readonly create: Operation | undefined;
  /** Absent when its members are rows without an address of their own (references, capabilities). */
  readonly item: Item | undefined;
  /** The field of a list member that goes into the item's path; `undefined` when members are bare strings or rows. */
  readonly identifier: string | undefined;
  /** The property of the answer that holds the members, where a page is an object; `undefined` where it is the list itself. */
  readonly itemsIn: string | undefined;
  /** Which places of a member's spec the document marks as secret, in the creation's body or in its item. */
  readonly isMarkedSecret: IsMarkedSecret;
}

/** A path with an identifier, or one fixed object (`parameter` undefined). */
export interface Item {
  readonly kind: 'item';
  readonly path: string;
  readonly name: string;
  readonly parameter: string | undefined;
  readonly read: Operation | undefined;
  readonly update: Operation | undefined;
  readonly remove: Operation | undefined;
  /**
   * What the update takes of its spec; anything when there is no update. The body is made for exactly this model: the API
   * refuses what it does not name.
   */
  readonly writable: WritableFields;
  /** What the creation takes of its spec; `undefined` where nothing can be created. */
  readonly creatable: WritableFields | undefined;
  /** How the update's body holds the spec: as `targetSpec`, or the body is the spec itself. */
  readonly bodyForm: 'target' | 'spec';
  /** What the update's body takes beside the spec and its checksum and answers hold: those are sent as they were read. */
  readonly around: WritableFields | undefined;
  /** Whether the update's body has the checksum that the change was made on. */
  readonly takesChecksum: boolean;
  /** Whether the update answers the resource as reading it does; else it is read again after an update. */
  readonly answersUpdate: boolean;
  /** The order in which the document names the fields of its spec. */
  readonly fieldOrder: FieldOrder;
  /** Which places of its spec, of its creation's too, and of the state that follows it, the document marks as secret. */
  readonly isMarkedSecret: IsMarkedSecret;
  /** Whether it answers a own `currentState` beside, as a rule, a `targetSpec`. */
  readonly isEnvelope: boolean;
  /** Whether its answers hold the spec as `targetSpec`. */
  readonly answersTarget: boolean;
  /** Sub-collections, `task` and `event` left out. */
  readonly collections: readonly Collection[];
  /** Objects under it without an identifier of their own. */
  readonly singletons: readonly Item[];
  /** Operations under it that belong to nothing with an address: POSTs that are no creation, a DELETE by a mere key. */
  readonly actions: readonly Operation[];
  readonly tasks: Collection | undefined;
  readonly events: Collection | undefined;
}

/** What a section offers at one schema version: the tree's structure before any resource is read. */
export interface Catalogue {
  /** For example `/iam` or `/dedicated/server`. */
  readonly section: string;
  readonly collections: readonly Collection[];
  readonly singletons: readonly Item[];
  /** Operations that belong to no item. */
  readonly actions: readonly Operation[];
  /** Every operation of the document, for the scratchpad's completions. */
  readonly operations: readonly Operation[];
}
