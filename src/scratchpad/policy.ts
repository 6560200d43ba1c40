import type { HttpMethod } from '../api/api.js';
import { requiredActions, type Operation } from '../schema/catalogue.js';

/** A call whose rights are wanted. */
export interface PolicyCall {
  readonly method: HttpMethod;
  /** Below `/v2`, encoded; open ones mean any identifier. `undefined` where the path isn't one of API v2. */
  readonly segments: readonly PolicySegment[] | undefined;
  /** As it is written, for messages. */
  readonly label: string;
}

export interface PolicySegment {
  readonly text: string;
  readonly isOpen: boolean;
}

/** What is known of a call. */
export interface CallRights {
  readonly call: PolicyCall;
  /** `undefined` where no API document has it. */
  readonly operation: Operation | undefined;
  /** The URN of what it is called on, or of the nearest resource above that. */
  readonly urn: string | undefined;
}

/** A policy that allows calls, and what a person has to know of it. */
export interface LeastPolicy {
  /** The fields of the policy, as IAM takes them. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly actions: readonly string[];
  /** Types of resources that the policy covers entirely: no single resource is known that the calls are about. */
  readonly wholeTypes: readonly string[];
  /** Labels of calls whose rights are unknown, so that the policy may not allow them. */
  readonly unknown: readonly string[];
}

export interface PolicyWords {
  readonly name: string;
  readonly description: string;
  /** The region as URNs name it: `eu`. `undefined` where only known URNs can tell. */
  readonly region: string | undefined;
}

/** The smallest policy that allows the calls: the actions that they need, on the resources that they are about where these are known. */
export function leastPolicy(
  calls: readonly CallRights[],
  { name, description, region }: PolicyWords,
): LeastPolicy {
  const known = calls.filter(({ operation }) => operation !== undefined);
  const actions = distinct(known.flatMap(({ operation }) => requiredActions(operation)));
  const urns = distinct(
    known.flatMap(({ operation, urn }) =>
      urn !== undefined && requiredActions(operation).length > 0 ? [urn] : [],
    ),
  );
  const wholeTypes = distinct(
    known.flatMap(({ operation, urn }) => (urn === undefined ? requiredActions(operation).map(typeOf) : [])),
  );
  const place = region ?? /^urn:v1:([^:]+):/.exec(urns[0] ?? '')?.[1];
  const whole = place === undefined ? [] : wholeTypes.map((type) => `urn:v1:${place}:resource:${type}:*`);
  return {
    fields: {
      name,
      description,
      identities: [],
      resources: [...urns, ...whole].map((urn) => ({ urn })),
      permissions: { allow: actions.map((action) => ({ action })) },
    },
    actions,
    wholeTypes,
    unknown: distinct(calls.filter(({ operation }) => operation === undefined).map(({ call }) => call.label)),
  };
}

/** The type of resource that an action is for: `vps` of `vps:apiovh:reboot`. */
function typeOf(action: string): string {
  return action.split(':', 1).join('');
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
