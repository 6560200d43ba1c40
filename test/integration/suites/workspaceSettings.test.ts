import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { firstCluster } from '../../support/anotherClient.js';
import { activateExtension, forget, requests, until } from '../cloud.js';
import { otherClient, specUri } from '../documents.js';

describe('the settings of a workspace', () => {
  const arrived: string[] = [];
  const elsewhere = createServer(({ url = '' }, response) => {
    arrived.push(url);
    response.end('{}');
  }).on('connect', ({ url = '' }, socket) => {
    arrived.push(url);
    socket.destroy();
  });
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const file = vscode.Uri.joinPath(folder!.uri, '.vscode', 'settings.json');
  let earlier: Uint8Array | undefined;

  before(async () => {
    await activateExtension();
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    earlier = await Promise.resolve(vscode.workspace.fs.readFile(file)).catch(() => undefined);
  });
  after(async () => {
    elsewhere.close();
    if (earlier) await vscode.workspace.fs.writeFile(file, earlier);
    else await vscode.workspace.fs.delete(file);
  });

  it('lead no request to another endpoint or through a proxy, and take no account away', async () => {
    const origin = `http://127.0.0.1:${String((elsewhere.address() as AddressInfo).port)}`;
    const settings = {
      'ovhApi.endpoint': origin,
      'ovhApi.origin': origin,
      'ovhApi.accounts': [{ id: 'evil', endpoint: { origin } }],
      'ovhApi.environmentCredentials': 'ignore',
      'http.proxy': origin,
      'http.proxySupport': 'override',
      'http.proxyStrictSSL': false,
    };
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(settings)));
    await until(() => vscode.workspace.getConfiguration('ovhApi').get('endpoint') === origin);

    const uri = specUri(await firstCluster(otherClient()));
    await forget();
    assert.ok((await vscode.workspace.fs.readFile(uri)).length > 0);
    assert.ok((await requests('GET')).length > 0);
    assert.deepEqual(arrived, []);
  });
});
