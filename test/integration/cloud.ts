import * as vscode from 'vscode';
import { sandboxControl } from '../../src/sandbox/testing/controlClient.js';
import type { SandboxControl } from '../../src/sandbox/testing/controlClient.js';
import { forgetRequests, seenRequests } from '../support/seenRequests.js';
import type { SeenRequest } from '../support/seenRequests.js';

const address = process.env.OVHAPI_SUITE_CONTROL ?? '';
const extensionId = 'ovhcloud-api-explorer.ovhcloud-api-explorer';

/** The extension under test, activated. @throws Error when it is not installed. */
export async function activateExtension(): Promise<vscode.Extension<unknown>> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not installed.`);
  await extension.activate();
  return extension;
}

/** What makes the sandbox behave otherwise. */
export function control(): SandboxControl {
  return sandboxControl(address);
}

/** The requests of one method that reached the sandbox since `forget`. */
export async function requests(method: string): Promise<readonly SeenRequest[]> {
  return (await seenRequests(address)).filter((request) => request.method === method);
}

/** Makes the sandbox forget the requests that it has seen. */
export function forget(): Promise<void> {
  return forgetRequests(address);
}

/** Waits until a fact holds, asking again and again; a suite's own time limit ends it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
