import { describe, expect, test } from 'vitest';
import { findCredential, type FoundSource } from '../../../src/api/credentialSources.js';

const keys = (name: string): string =>
  `application_key=${name}-ak\napplication_secret=${name}-as\nconsumer_key=${name}-ck\n`;
const find = (
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<FoundSource | undefined> =>
  findCredential({
    env,
    files: ['/etc/ovh.conf', '/home/me/.ovh.conf', './ovh.conf'],
    readFile: (path) => Promise.resolve(files[path]),
  });

describe('the credential of the official clients', () => {
  test('is not there when nothing is configured, or only a part of it', async () => {
    expect(await find({})).toBeUndefined();
    expect(
      await find({ './ovh.conf': '[ovh-eu]\napplication_key=a\napplication_secret=b\n' }),
    ).toBeUndefined();
    expect(await find({}, { OVH_CLIENT_ID: 'a' })).toBeUndefined();
  });

  test('is that of the endpoint that is named, Europe when none is', async () => {
    const text = `[ovh-eu]\n${keys('eu')}\n[ovh-ca]\n${keys('ca')}`;
    expect(await find({ '/etc/ovh.conf': text })).toMatchObject({
      endpoint: { name: 'ovh-eu' },
      credential: {
        kind: 'signature',
        applicationKey: 'eu-ak',
        applicationSecret: 'eu-as',
        consumerKey: 'eu-ck',
      },
    });
    expect(await find({ '/etc/ovh.conf': `[default]\nendpoint=ovh-ca\n${text}` })).toMatchObject({
      endpoint: { name: 'ovh-ca' },
      credential: { applicationKey: 'ca-ak' },
    });
  });

  test('is that of a region whose endpoint is written as the address of its console', async () => {
    const address = 'https://api.eu.ovhcloud.com/v2';
    for (const section of [address, 'ovh-eu']) {
      const text = `[default]\nendpoint=${address}\n[${section}]\n${keys('eu')}`;
      expect(await find({ './ovh.conf': text }), section).toMatchObject({
        endpoint: { name: 'ovh-eu', origin: 'https://eu.api.ovh.com' },
        credential: { applicationKey: 'eu-ak', consumerKey: 'eu-ck' },
      });
    }
    const both = `[default]\nendpoint=${address}\n[ovh-eu]\naccess_token=t\n[${address}]\n${keys('own')}`;
    expect(await find({ './ovh.conf': both })).toMatchObject({ credential: { applicationKey: 'own-ak' } });
  });

  test('is looked for in the system, the home and the working folder, later ones winning key by key', async () => {
    const found = await find({
      '/etc/ovh.conf': `[default]\nendpoint=ovh-us\n[ovh-us]\n${keys('etc')}`,
      '/home/me/.ovh.conf': `[ovh-us]\nconsumer_key=home-ck\n`,
      './ovh.conf': `[ovh-us]\napplication_key=here-ak\n`,
    });
    expect(found).toMatchObject({
      endpoint: { name: 'ovh-us' },
      credential: { applicationKey: 'here-ak', applicationSecret: 'etc-as', consumerKey: 'home-ck' },
      places: ['/etc/ovh.conf', './ovh.conf', '/home/me/.ovh.conf'],
    });
  });

  test('is taken from variables before files, which are named by their names', async () => {
    const found = await find(
      { './ovh.conf': `[ovh-ca]\n${keys('ca')}` },
      { OVH_ENDPOINT: 'ovh-ca', OVH_CONSUMER_KEY: 'env-ck', OVH_APPLICATION_KEY: '' },
    );
    expect(found).toMatchObject({
      credential: { applicationKey: 'ca-ak', consumerKey: 'env-ck' },
      places: ['OVH_ENDPOINT', './ovh.conf', 'OVH_CONSUMER_KEY'],
    });
    expect(JSON.stringify(found?.places)).not.toContain('env-ck');
  });

  test.each([
    [
      { OVH_CLIENT_ID: 'a', OVH_CLIENT_SECRET: 'b' },
      { kind: 'serviceAccount', clientId: 'a', clientSecret: 'b' },
    ],
    [{ OVH_ACCESS_TOKEN: 't' }, { kind: 'token', accessToken: 't' }],
  ])('may be of another kind: %j', async (env, credential) => {
    expect((await find({}, env as never))?.credential).toEqual(credential);
  });

  test('is of one kind only', async () => {
    const files = { './ovh.conf': `[ovh-eu]\n${keys('eu')}` };
    await expect(find(files, { OVH_ACCESS_TOKEN: 't' })).rejects.toThrow(TypeError);
  });

  test('may be for an address, whose section has its dots', async () => {
    const address = 'https://api.example.com:8443/v2';
    const found = await find({
      './ovh.conf': `[default]\nendpoint=${address}\n[${address}]\n${keys('own')}`,
    });
    expect(found).toMatchObject({
      endpoint: { name: 'custom', origin: 'https://api.example.com:8443' },
      credential: { applicationKey: 'own-ak' },
    });
  });

  test('does not go in clear text to another machine', async () => {
    const env = { OVH_ENDPOINT: 'http://api.example.com', OVH_ACCESS_TOKEN: 't' };
    await expect(find({}, env)).rejects.toThrow(TypeError);
  });

  test.each([
    ['abc;def#ghi', 'abc;def#ghi'],
    ['abc ; a comment', 'abc'],
    ['abc # a comment', 'abc'],
    ['abc\\ndef', 'abc\\ndef'],
    ['"abc;d # e"', 'abc;d # e'],
  ])('keeps semicolons and hashes that belong to a value: %s', async (written, read) => {
    const found = await find({ './ovh.conf': `; a;comment\n[ovh-eu]\r\n#b#c\naccess_token = ${written}\n` });
    expect(found?.credential).toEqual({ kind: 'token', accessToken: read });
  });

  test('is found behind a byte order mark', async () => {
    const found = await find({
      './ovh.conf': '\uFEFF[default]\nendpoint=ovh-ca\n[ovh-ca]\naccess_token=t\n',
    });
    expect(found).toMatchObject({ endpoint: { name: 'ovh-ca' }, credential: { accessToken: 't' } });
  });

  test('is not made of what every object has', async () => {
    const text = '[default]\nendpoint=__proto__\n[__proto__]\naccess_token=t\n';
    expect(await find({ './ovh.conf': text })).toBeUndefined();
    expect(({} as Record<string, unknown>).access_token).toBeUndefined();
  });
});
