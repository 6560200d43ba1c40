import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  registerExporting,
  type ExportingOptions,
} from '../../../../../src/editor/spec/export/registerExporting.js';
import { terraformKind, terraformResource } from '../../../../../src/resource/terraformResource.js';
import { TERRAFORM_KINDS, type TerraformKind } from '../../../../../src/resource/terraformTable.js';
import type { ResourceAddress } from '../../../../../src/resource/address.js';
import { hclText } from '../../../../../src/resource/hcl.js';
import { fitsTemplate } from '../../../../../src/schema/pathTemplate.js';
import { readHcl } from '../../../resource/readHcl.js';
import { activating, clearScreen, commands, screen, Uri } from '../../fakeVscode.js';
import { taking } from '../../../resource/writableBuilder.js';
import { marks } from '../../../schema/markedSecrets.js';
import { itemKind } from '../../explorer/items.js';

const isSecret = (path: readonly unknown[]): boolean => path.at(-1) === 'password';
const parameters = ({ path }: TerraformKind): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
/** An address of the kind, each identifier the name of its parameter. */
const addressOf = (kind: TerraformKind): ResourceAddress => ({
  account: 'a',
  segments: kind.path.split('/').filter(Boolean).map((part) => part.replace(/^\{(.*)\}$/, '$1')), // prettier-ignore
});
const kindOf = (type: string): TerraformKind => {
  const kind = TERRAFORM_KINDS.find((one) => one.type === type);
  if (!kind) throw new Error(`no ${type}`);
  return kind;
};
const blocksOf = (type: string, spec: unknown): ReturnType<typeof readHcl> => {
  const kind = kindOf(type);
  const resource = terraformResource(kind, { address: addressOf(kind), name: 'One', spec, isSecret });
  return readHcl(resource ? hclText(resource) : '');
};

describe('the table of the provider', () => {
  it.each(TERRAFORM_KINDS)(
    'knows $type by its path, and imports it by parameters that the path has',
    (kind) => {
      expect(terraformKind(addressOf(kind))).toBe(kind);
      expect(parameters(kind)).toEqual(
        expect.arrayContaining([...kind.importId, ...Object.values(kind.identifiers)]),
      );
      expect(kind.fields).toEqual(expect.arrayContaining(Object.keys(kind.lifted ?? {})));
    },
  );

  it('has no path and no type twice', () => {
    expect(new Set(TERRAFORM_KINDS.map(({ type }) => type)).size).toBe(TERRAFORM_KINDS.length);
    for (const kind of TERRAFORM_KINDS) {
      expect(TERRAFORM_KINDS.filter(({ path }) => fitsTemplate(path, addressOf(kind).segments))).toHaveLength(
        1,
      );
    }
  });

  it('knows nothing of another path', () => {
    expect(terraformKind({ account: 'a', segments: ['zoo', 'animal', '1'] })).toBeUndefined();
  });
});

describe('a resource for the provider', () => {
  it('has its spec as one attribute where the provider wants that', () => {
    const spec = {
      name: 'x',
      plan: 'STANDARD',
      ipRestrictions: [{ cidrBlock: '10.0.0.0/8' }],
      unknownField: 1,
    };
    expect(blocksOf('ovh_cloud_project_rancher', spec)).toEqual([
      {
        header: ['resource', 'ovh_cloud_project_rancher', 'one'],
        body: {
          project_id: 'projectId',
          target_spec: { name: 'x', plan: 'STANDARD', ip_restrictions: [{ cidr_block: '10.0.0.0/8' }] },
        },
      },
      {
        header: ['import'],
        body: { to: { reference: 'ovh_cloud_project_rancher.one' }, id: 'projectId/rancherId' },
      },
    ]);
  });

  it('has its fields beside the identifiers where the provider wants that, references as identifiers', () => {
    const spec = {
      name: 'x',
      description: null,
      location: { region: 'GRA1', availabilityZone: null },
      externalGateway: { enabled: true, model: 'S' },
      subnets: [{ id: 's1' }, { id: 's2' }],
    };
    expect(blocksOf('ovh_cloud_gateway', spec)[0]?.body).toEqual({
      service_name: 'projectId',
      name: 'x',
      region: 'GRA1',
      external_gateway: { enabled: true, model: 'S' },
      subnet_ids: ['s1', 's2'],
    });
  });
});

it.each([
  ['ovh_cloud_storage_block_volume', { region: 'GRA1' }],
  ['ovh_cloud_gateway', { region: 'GRA1', availability_zone: 'a' }],
  ['ovh_cloud_floating_ip', { region: 'GRA1', availability_zone: 'a' }],
])('a resource of type %s has no attribute of its place that its type lacks', (type, place) => {
  const location = { region: 'GRA1', availabilityZone: 'a', country: 'fr' };
  expect(blocksOf(type, { location })[0]?.body).toEqual({ service_name: 'projectId', ...place });
});

describe('an IAM policy for the provider', () => {
  const policy = {
    name: 'readers',
    identities: ['urn:v1:eu:identity:user:a'],
    resources: [{ urn: 'urn:v1:eu:resource:vps:*', resource: null }],
    permissions: { allow: [{ action: 'vps:apiovh:get' }], except: [], deny: null },
    permissionsGroups: [{ urn: 'urn:v1:eu:permissionsGroup:ovh:vps-ro' }],
    readOnly: false,
  };

  it('lists its URNs and its actions', () => {
    const [block, imported] = blocksOf('ovh_iam_policy', policy);
    expect(block?.body).toEqual({
      name: 'readers',
      identities: ['urn:v1:eu:identity:user:a'],
      resources: ['urn:v1:eu:resource:vps:*'],
      allow: ['vps:apiovh:get'],
      except: [],
      permissions_groups: ['urn:v1:eu:permissionsGroup:ovh:vps-ro'],
    });
    expect(imported?.body).toMatchObject({ id: 'policyId' });
  });

  it('is not copied with conditions, since it would allow more without them', () => {
    expect(blocksOf('ovh_iam_policy', { ...policy, conditions: null })).toHaveLength(2);
    expect(blocksOf('ovh_iam_policy', { ...policy, conditions: { operator: 'MATCH' } })).toEqual([]);
  });
});

describe('Copy as Terraform', () => {
  const rancher = kindOf('ovh_cloud_project_rancher');
  const reportFailure = vi.fn<(failure: unknown) => void>();
  const copy = (address: ResourceAddress): Promise<unknown> =>
    commands.executeCommand('ovhApi.resource.copyAsTerraform', { kind: 'item', address });

  beforeEach(() => {
    clearScreen();
    reportFailure.mockReset();
    const item = itemKind({
      path: rancher.path,
      name: 'rancher',
      parameter: 'rancherId',
      writable: taking(['name', 'plan'], { version: 'api' }),
      isMarkedSecret: marks(['name']),
    });
    const targetSpec = { name: 'CANARY', plan: 'STANDARD', version: '2.0' };
    const connection = {
      schemas: { forPath: () => Promise.resolve({ item }) },
      api: { request: () => Promise.resolve({ text: JSON.stringify({ targetSpec, currentState: {} }) }) },
    };
    const options = {
      connections: { get: () => connection },
      known: { nameOf: () => 'My Rancher' },
      reportFailure,
    };
    registerExporting(options as unknown as ExportingOptions);
  });

  it('leaves out what only the API sets, and makes variables of secrets', async () => {
    await copy(addressOf(rancher));
    expect(reportFailure).not.toHaveBeenCalled();
    expect(screen.clipboard).not.toContain('CANARY');
    const [variable, resource] = readHcl(screen.clipboard);
    expect(variable?.header).toEqual(['variable', 'name']);
    expect(resource?.header).toEqual(['resource', 'ovh_cloud_project_rancher', 'my_rancher']);
    expect(resource?.body).toHaveProperty('target_spec', {
      name: { reference: 'var.name' },
      plan: 'STANDARD',
    });
    expect(screen.messages.at(-1)?.text).toBe(
      'My Rancher was copied as Terraform. Its secrets are variables: name.',
    );
  });

  it('is offered in editors of resources that the provider has', () => {
    const offered = (path: string): unknown => {
      activating.fire({ document: { uri: Uri.from({ scheme: 'ovhapi', path }) } });
      return screen.contexts.get('ovhApi.hasTerraform');
    };
    expect(offered('/a/iam/policy/1.spec/readers.json')).toBe(true);
    expect(offered('/a/iam/log/1.spec/log.json')).toBe(false);
    activating.fire(undefined);
    expect(screen.contexts.get('ovhApi.hasTerraform')).toBe(false);
  });

  it('says so where the provider has nothing, and offers other forms', async () => {
    const asked: unknown[] = [];
    screen.commands.set('ovhApi.scratchpad.copyAs', (node) => asked.push(node));
    screen.press = (_, buttons) => buttons[0];
    const address = { account: 'a', segments: ['zoo', 'animal', '1'] };
    await copy(address);
    expect(screen.messages).toEqual([
      {
        severity: 'information',
        text: 'No known resource of the Terraform provider ovh/ovh matches My Rancher.',
        detail: undefined,
        buttons: ['Copy Request As…'],
      },
    ]);
    expect(asked).toEqual([{ kind: 'item', address }]);
    expect(screen.clipboard).toBe('');
  });
});
