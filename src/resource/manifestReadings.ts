import type { ApiResponse } from '../api/api.js';
import { isNotFound } from '../api/failureKind.js';
import { addressOf, toApiPath } from './address.js';
import type { Manifest } from './manifest.js';
import type { PlanOptions } from './manifestPlan.js';

/** What was read of the resources of a file's manifests, by their paths. */
export type Readings = Map<string, Reading>;

interface Reading {
  /** The schema version that the manifest named. */
  readonly version: string | undefined;
  /** Rejects where the resource wasn't found. */
  readonly response: Promise<ApiResponse>;
}

/** The path of a manifest's resource, encoded as `toApiPath` does. */
export function pathOf({ kind, id = '' }: Manifest): string {
  const { segments } = addressOf('', kind);
  return toApiPath({ account: '', segments: [...segments, id] });
}

/** The API, but that a manifest's resource which was read already isn't read again. */
export function readingOnce(
  api: PlanOptions['api'],
  manifest: Manifest,
  readings: Readings,
): PlanOptions['api'] {
  const path = pathOf(manifest);
  return {
    account: api.account,
    request: (request) => {
      const known = readings.get(path);
      if (known) return known.response;
      const reading = { version: manifest.version, response: api.request(request) };
      readings.set(path, reading);
      reading.response.catch((failure: unknown) => {
        if (!isNotFound(failure) && readings.get(path) === reading) readings.delete(path);
      });
      return reading.response;
    },
  };
}
