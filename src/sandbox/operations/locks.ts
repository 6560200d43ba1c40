import type { BusyCustom } from '../customs.js';
import { Refusal } from '../answers/refusal.js';
import type { World } from '../world/world.js';
import type { Subject } from './call.js';

/** How each custom says that something goes on: status, class, message. */
const BUSY: Readonly<Record<Exclude<BusyCustom, 'queued'>, readonly [number, string, string]>> = {
  conflict: [
    409,
    'Client::Conflict::ResourceInInvalidState',
    'Resource cannot be modified in its current state',
  ],
  undesiredStatus: [
    409,
    'Client::Conflict::UndesiredObjectStatus',
    'The status of this object does not allow this change',
  ],
  currentTask: [
    409,
    'Client::Conflict::CurrentTaskAlreadyExists',
    'Another task is under way on this resource',
  ],
  wrongStatus: [
    400,
    'Client::BadRequest::WrongServiceStatus',
    'The status of this service does not allow this change',
  ],
  locked: [423, 'Client::Locked::ResourceLocked', 'This resource is locked until its task has ended'],
};

/** Throws a `Refusal` when something goes on with a resource that keeps a change out, in the words of the world's custom. */
export function checkLock(world: World, { path }: Subject): void {
  const status = world.records.get(path)?.status;
  const { whileBusy } = world.customs;
  const isBusy = whileBusy !== 'queued' && world.reconciler.isBusy(path);
  if (status !== 'DELETING' && status !== 'SUSPENDED' && !isBusy) return;
  throw new Refusal(...BUSY[whileBusy === 'queued' ? 'conflict' : whileBusy]);
}

/** Throws a `Refusal` for a second deletion, or when something else goes on. */
export function checkDeletion(world: World, subject: Subject): void {
  if (world.records.get(subject.path)?.status === 'DELETING') {
    throw new Refusal(
      409,
      'Client::Conflict::ResourceAlreadyBeingDeleted',
      'Resource is already being deleted',
    );
  }
  checkLock(world, subject);
}

/**
 * Throws a `Refusal` for a checksum that is not the resource's. None, or an empty one where a model lets it be left out,
 * writes regardless of what happened meanwhile.
 */
export function checkChecksum(world: World, { path }: Subject, checksum: unknown): void {
  const current = world.representation.checksum(path);
  if (checksum === undefined || checksum === '' || checksum === current) return;
  const message = 'The resource has changed since this checksum was read: read it again.';
  const details = { checksum: `is now ${current}` };
  throw world.customs.conflictStatus === 409
    ? new Refusal(409, 'Client::Conflict::ChecksumMismatch', message, details)
    : new Refusal(412, 'Client::PreconditionFailed::ChecksumMismatch', message, details);
}
