import { beginsLike, segmentsOf, templateValues } from '../schema/pathTemplate.js';
import type { ResourceAddress } from './address.js';
import { isJsonObject } from '../api/jsonObject.js';
import { hclLabel, withVariables, type HclResource } from './hcl.js';
import type { IsSecretField } from './secretFields.js';
import { TERRAFORM_KINDS, type TerraformKind } from './terraformTable.js';

/** The provider's resource for an address; `undefined` when none is known. */
export function terraformKind(address: ResourceAddress): TerraformKind | undefined {
  const { segments } = address;
  return TEMPLATES.find(({ parts }) => parts.length === segments.length && beginsLike(parts, segments))?.kind;
}

/** Every row of a list is looked up here. */
const TEMPLATES = TERRAFORM_KINDS.map((kind) => ({ kind, parts: segmentsOf(kind.path) }));

/** What of a resource goes into its blocks. */
export interface ExportedSpec {
  readonly address: ResourceAddress;
  /** What a person calls it. */
  readonly name: string;
  /** The spec's value, without what only the API sets. */
  readonly spec: unknown;
  readonly isSecret: IsSecretField;
}

/** A resource's spec in the attributes of the provider's resource; `undefined` where it has what isn't written. */
export function terraformResource(kind: TerraformKind, exported: ExportedSpec): HclResource | undefined {
  const whole = isJsonObject(exported.spec) ? exported.spec : {};
  if (kind.unwritten?.some((name) => (whole[name] ?? null) !== null)) return undefined;
  const values = templateValues(kind.path, exported.address.segments);
  const { spec, variables } = withVariables(takenFields(kind, exported.spec), exported.isSecret);
  const fields = isJsonObject(spec) ? spec : {};
  const identifiers = Object.entries(kind.identifiers).map(([name, from]): readonly [string, unknown] => [
    name,
    values.get(from),
  ]);
  return {
    type: kind.type,
    label: hclLabel(exported.name),
    attributes: {
      ...Object.fromEntries<unknown>(identifiers),
      ...(kind.spec === 'flat' ? flatAttributes(kind, fields) : { target_spec: fields }),
    },
    variables,
    importId: kind.importId.map((name) => values.get(name) ?? '').join('/'),
  };
}

function takenFields({ fields }: TerraformKind, spec: unknown): Readonly<Record<string, unknown>> {
  const held = isJsonObject(spec) ? spec : {};
  return Object.fromEntries(fields.flatMap((name) => (name in held ? [[name, held[name]]] : [])));
}

function flatAttributes(
  { lifted = {}, lists = {} }: TerraformKind,
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const flat = Object.entries(fields).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
    const taken = lifted[name];
    if (!taken) return [[name, value]];
    return isJsonObject(value) ? Object.entries(value).filter(([own]) => taken.includes(own)) : [];
  });
  return Object.fromEntries(
    flat.flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
      const list = lists[name];
      if (!list) return [[name, value]];
      if (!Array.isArray(value)) return [];
      return [[list.attribute, value.map((one: unknown) => (isJsonObject(one) ? one[list.of] : one))]];
    }),
  );
}
