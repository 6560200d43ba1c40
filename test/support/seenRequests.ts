/** A request that reached the sandbox, as its control API tells it. */
export interface SeenRequest {
  readonly method: string;
  /** The path without the query, from the root: `/v2/…`. */
  readonly path: string;
  /** As it was sent, with its question mark; empty when there was none. */
  readonly query: string;
  /** The `X-Schemas-Version` that it carried. */
  readonly schemaVersion?: string;
  readonly status: number;
  readonly body: string;
}

/** All requests that reached the sandbox so far, the first one first. */
export async function seenRequests(control: string): Promise<readonly SeenRequest[]> {
  const response = await fetch(`${control}/requests`);
  return (await response.json()) as readonly SeenRequest[];
}

/** Makes the sandbox forget which requests it has seen. */
export async function forgetRequests(control: string): Promise<void> {
  await fetch(`${control}/requests`, { method: 'DELETE' });
}
