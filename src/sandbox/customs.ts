/** How a resource that a task works on answers a request to change it; sections differ. */
export const BUSY_CUSTOMS = [
  'conflict',
  'undesiredStatus',
  'currentTask',
  'wrongStatus',
  'locked',
  'queued',
] as const;
export type BusyCustom = (typeof BUSY_CUSTOMS)[number];

/** How the world answers, where real sections differ or where nothing public says how they do. */
export interface Customs {
  /** What a stale checksum is answered with. */
  conflictStatus: 409 | 412;
  /**
   * What a change of a busy resource is answered with: `409 …ResourceInInvalidState`, `409 …UndesiredObjectStatus`,
   * `409 …CurrentTaskAlreadyExists`, `400 …WrongServiceStatus`, `423`; or `queued`, which no real section does: it is
   * accepted and waits for the task.
   */
  whileBusy: BusyCustom;
  /** Whether refusals have `details` beside class and message. The real ones declare none. */
  errorDetails: boolean;
  /**
   * Whether answers and refusals name schema versions, and documents have theirs as `info.version`. Nothing public says
   * how the API names its versions: without this it doesn't, and each document is labelled `1.0`.
   */
  namesVersions: boolean;
  /** The version that an account has picked for requests that ask for none. */
  usualVersion: string | undefined;
  /** Whether a creation is planned before it begins, with a state and tasks that are null where they may be. */
  plansCreations: boolean;
  /** Whether an update leaves a resource OUT_OF_SYNC, without a task, for a while before it is READY. */
  outOfSync: 'never' | 'sometimes' | 'always';
  /** Whether the platform moves a checksum when a task ends, though the spec wasn't changed. */
  movesChecksums: boolean;
  /** Whether specs are kept in a form of the platform's own: what is empty is left out, and lists of plain values are sorted. */
  normalisesSpecs: boolean;
}

/** As strict as the cloud: tests name what they need kinder. */
export const DEFAULT_CUSTOMS: Customs = {
  conflictStatus: 409,
  whileBusy: 'conflict',
  errorDetails: false,
  namesVersions: false,
  usualVersion: undefined,
  plansCreations: true,
  outOfSync: 'sometimes',
  movesChecksums: true,
  normalisesSpecs: false,
};

/** A visitor of the demo finds all versions, though nothing public says how the API names them. */
export const DEMO_CUSTOMS: Partial<Customs> = { namesVersions: true };

/** Which customs a JSON object names; what is not one of their values is passed over. */
export function readCustoms(asked: Readonly<Record<string, unknown>>): Partial<Customs> {
  const { conflictStatus, whileBusy, usualVersion, outOfSync } = asked;
  const flags = [
    'errorDetails',
    'namesVersions',
    'plansCreations',
    'movesChecksums',
    'normalisesSpecs',
  ] as const;
  const busy = BUSY_CUSTOMS.find((one) => one === whileBusy);
  const sync = (['never', 'sometimes', 'always'] as const).find((one) => one === outOfSync);
  return {
    ...(conflictStatus === 409 || conflictStatus === 412 ? { conflictStatus } : {}),
    ...(busy ? { whileBusy: busy } : {}),
    ...(typeof usualVersion === 'string' ? { usualVersion } : {}),
    ...(usualVersion === null ? { usualVersion: undefined } : {}),
    ...(sync ? { outOfSync: sync } : {}),
    ...Object.fromEntries(
      flags.flatMap((name): [string, boolean][] => {
        const value = asked[name];
        return typeof value === 'boolean' ? [[name, value]] : [];
      }),
    ),
  };
}
