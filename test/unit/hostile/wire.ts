import type { ApiClientOptions } from '../../../src/api/apiClient.js';
import type { ApiClient } from '../../../src/api/apiClient.js';
import { detailsForCopy } from '../../../src/api/failureDetails.js';
import { describeFailure } from '../../../src/editor/shell/describeFailure.js';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';
import { connect, type TestClient } from '../api/loopback.js';

/** The product's client, signed in to a sandbox; its pauses pass at once. */
export function clientOf(sandbox: Sandbox, options: Partial<ApiClientOptions> = {}): TestClient {
  return connect(new URL(sandbox.api).origin, {
    as: { kind: 'signature', ...sandbox.credentials },
    startAt: Date.now(),
    ...options,
  });
}

/** What a person is told of a failure, and what they would copy of it. */
export function told(failure: unknown): { readonly sentence: string; readonly details: string } {
  return { sentence: describeFailure(failure).message, details: detailsForCopy(failure) };
}

/** All items of a list. */
export async function drain(client: ApiClient, path: string): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const page of client.pages({ path, size: 10 })) items.push(...page.items);
  return items;
}

/** What a promise came to: its value, or its failure. */
export async function outcome(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise;
  } catch (failure) {
    return failure;
  }
}
