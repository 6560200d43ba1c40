/** What Terraform's provider for OVHcloud makes of one kind of resource. */
export interface TerraformKind {
  /** The template of the resource's path. Only what is between the parameters counts, not what these are called. */
  readonly path: string;
  /** The provider's resource type. */
  readonly type: string;
  /** Attributes that hold an identifier of the path, by their names. */
  readonly identifiers: Readonly<Record<string, string>>;
  /** The parameters of the path that make the import id, joined by a slash. */
  readonly importId: readonly string[];
  /** Whether the spec is one attribute, or its fields are beside the identifiers. */
  readonly spec: 'target_spec' | 'flat';
  /** The spec's fields that the type takes, by the API's names. */
  readonly fields: readonly string[];
  /** Fields in whose place are those of their own fields that the type takes. */
  readonly lifted?: Readonly<Record<string, readonly string[]>>;
  /** Fields, or those in a lifted one, that list objects, of which an attribute lists one field: identifiers, URNs, actions. */
  readonly lists?: Readonly<Record<string, { readonly attribute: string; readonly of: string }>>;
  /** Fields that the type takes in blocks of their own, which aren't written: a resource that has one isn't copied. */
  readonly unwritten?: readonly string[];
}

const PLACE = ['region', 'availabilityZone'];

/**
 * Which resource of the provider `ovh/ovh` belongs to which path. The only place where paths of the API are named, because
 * no API document describes the provider. Types, attributes and import ids are those of the provider's documentation
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
    lifted: { location: PLACE },
    lists: { subnets: { attribute: 'subnet_ids', of: 'id' } },
  },
  {
    path: '/publicCloud/project/{projectId}/publicIp/floating/{floatingIpId}',
    type: 'ovh_cloud_floating_ip',
    identifiers: { service_name: 'projectId' },
    importId: ['projectId', 'floatingIpId'],
    spec: 'flat',
    fields: ['description', 'location'],
    lifted: { location: PLACE },
  },
  {
    path: '/publicCloud/project/{projectId}/storage/block/volume/{volumeId}',
    type: 'ovh_cloud_storage_block_volume',
    identifiers: { service_name: 'projectId' },
    importId: ['projectId', 'volumeId'],
    spec: 'flat',
    fields: ['name', 'size', 'volumeType', 'location', 'encryption', 'createFrom'],
    // The API’s volumes have a zone, too; the provider’s don’t.
    lifted: { location: ['region'] },
  },
  {
    path: '/iam/policy/{policyId}',
    type: 'ovh_iam_policy',
    identifiers: {},
    importId: ['policyId'],
    spec: 'flat',
    fields: [
      ...['name', 'description', 'identities', 'resources', 'permissions', 'permissionsGroups', 'expiredAt'],
    ],
    lifted: { permissions: ['allow', 'except', 'deny'] },
    lists: {
      resources: { attribute: 'resources', of: 'urn' },
      permissionsGroups: { attribute: 'permissions_groups', of: 'urn' },
      allow: { attribute: 'allow', of: 'action' },
      except: { attribute: 'except', of: 'action' },
      deny: { attribute: 'deny', of: 'action' },
    },
    unwritten: ['conditions'],
  },
];

/** What reads one kind of resource, or one kind of list. */
export interface TerraformSource {
  /** The template of the path that it reads. */
  readonly path: string;
  /** The provider's data source. */
  readonly type: string;
  /** Attributes that hold an identifier of the path, by their names. */
  readonly identifiers: Readonly<Record<string, string>>;
}

const PROJECT = '/publicCloud/project/{projectId}';
const inProject = { service_name: 'projectId' };

/**
 * Which data source of the same provider asks for which path (folder `docs/data-sources`). Those that take more than the path holds, or
 * show only a part of a list, are left out.
 */
export const TERRAFORM_SOURCES: readonly TerraformSource[] = [
  { path: '/iam/policy', type: 'ovh_iam_policies', identifiers: {} },
  { path: '/iam/policy/{policyId}', type: 'ovh_iam_policy', identifiers: { id: 'policyId' } },
  { path: '/iam/resourceGroup', type: 'ovh_iam_resource_groups', identifiers: {} },
  { path: '/iam/resourceGroup/{groupId}', type: 'ovh_iam_resource_group', identifiers: { id: 'groupId' } },
  { path: '/iam/permissionsGroup', type: 'ovh_iam_permissions_groups', identifiers: {} },
  { path: '/iam/permissionsGroup/{urn}', type: 'ovh_iam_permissions_group', identifiers: { urn: 'urn' } },
  { path: '/okms/resource/{okmsId}', type: 'ovh_okms_resource', identifiers: { id: 'okmsId' } },
  { path: `${PROJECT}/gateway`, type: 'ovh_cloud_gateways', identifiers: inProject },
  {
    path: `${PROJECT}/gateway/{gatewayId}`,
    type: 'ovh_cloud_gateway',
    identifiers: { ...inProject, id: 'gatewayId' },
  },
  { path: `${PROJECT}/publicIp/floating`, type: 'ovh_cloud_floating_ips', identifiers: inProject },
  {
    path: `${PROJECT}/publicIp/floating/{floatingIpId}`,
    type: 'ovh_cloud_floating_ip',
    identifiers: { ...inProject, id: 'floatingIpId' },
  },
  {
    path: `${PROJECT}/storage/block/volume/{volumeId}`,
    type: 'ovh_cloud_storage_block_volume',
    identifiers: { ...inProject, id: 'volumeId' },
  },
  { path: `${PROJECT}/compute/instance`, type: 'ovh_cloud_instances', identifiers: inProject },
  {
    path: `${PROJECT}/compute/instance/{instanceId}`,
    type: 'ovh_cloud_instance',
    identifiers: { ...inProject, id: 'instanceId' },
  },
  { path: `${PROJECT}/loadbalancer`, type: 'ovh_cloud_loadbalancers', identifiers: inProject },
  {
    path: `${PROJECT}/loadbalancer/{loadbalancerId}`,
    type: 'ovh_cloud_loadbalancer',
    identifiers: { ...inProject, id: 'loadbalancerId' },
  },
];
