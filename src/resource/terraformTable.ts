/** What Terraform's provider for OVHcloud makes of one kind of resource. */
export interface TerraformKind {
  /** The template of the resource's path. Only what stands between the parameters counts, not what these are called. */
  readonly path: string;
  /** The provider's resource type. */
  readonly type: string;
  /** Attributes that hold an identifier of the path, by their names. */
  readonly identifiers: Readonly<Record<string, string>>;
  /** The parameters of the path that make the import id, joined by a slash. */
  readonly importId: readonly string[];
  /** Whether the spec is one attribute, or its fields stand beside the identifiers. */
  readonly spec: 'target_spec' | 'flat';
  /** The spec's fields that the type takes, by the API's names. */
  readonly fields: readonly string[];
  /** Fields whose own fields stand in their place. */
  readonly lifted?: readonly string[];
  /** Fields that list references by `id`, and the attributes that list these identifiers. */
  readonly idLists?: Readonly<Record<string, string>>;
}

/**
 * Which resource of the provider `ovh/ovh` stands for which path. The only place where paths of the API are named, because
 * no API document tells of the provider. Types, attributes and import ids are those of the provider's documentation
 * (https://registry.terraform.io/providers/ovh/ovh/latest/docs, folder `docs/resources` of github.com/ovh/terraform-provider-ovh);
 * paths and the fields of the API are those that the provider's source asks for. What is in doubt there is left out here.
 */
export const TERRAFORM_KINDS: readonly TerraformKind[] = [
  {
    path: '/publicCloud/project/{projectId}/rancher/{rancherId}',
    type: 'ovh_cloud_project_rancher',
    identifiers: { project_id: 'projectId' },
    importId: ['projectId', 'rancherId'],
    spec: 'target_spec',
    fields: ['name', 'plan', 'version', 'iamAuthEnabled', 'ipRestrictions'],
  },
  {
    path: '/vrackServices/resource/{vrackServicesId}',
    type: 'ovh_vrackservices',
    identifiers: {},
    importId: ['vrackServicesId'],
    spec: 'target_spec',
    fields: ['subnets'],
  },
  {
    path: '/domain/name/{domainName}',
    type: 'ovh_domain_name',
    identifiers: { domain_name: 'domainName' },
    importId: ['domainName'],
    spec: 'target_spec',
    fields: ['dnsConfiguration'],
  },
  {
    path: '/publicCloud/project/{projectId}/gateway/{gatewayId}',
    type: 'ovh_cloud_gateway',
    identifiers: { service_name: 'projectId' },
    importId: ['projectId', 'gatewayId'],
    spec: 'flat',
    fields: ['name', 'description', 'location', 'externalGateway', 'subnets'],
    lifted: ['location'],
    idLists: { subnets: 'subnet_ids' },
  },
  {
    path: '/publicCloud/project/{projectId}/publicIp/floating/{floatingIpId}',
    type: 'ovh_cloud_floating_ip',
    identifiers: { service_name: 'projectId' },
    importId: ['projectId', 'floatingIpId'],
    spec: 'flat',
    fields: ['description', 'location'],
    lifted: ['location'],
  },
  {
    path: '/publicCloud/project/{projectId}/storage/block/volume/{volumeId}',
    type: 'ovh_cloud_storage_block_volume',
    identifiers: { service_name: 'projectId' },
    importId: ['projectId', 'volumeId'],
    spec: 'flat',
    fields: ['name', 'size', 'volumeType', 'location', 'encryption', 'createFrom'],
    lifted: ['location'],
  },
];
