/** What the file system refuses, in words: which file, why, and what the user can do; exit code 2, never a stack. */

import { statSync } from 'node:fs';
import { FinR1Error, InputError } from './errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EBUSY: 'something else is using it',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else stands at this path',
  EFBIG: 'the file would be too large',
  EIO: 'the device failed',
  EISDIR: 'it is a folder, not a file',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  ENOTEMPTY: 'a folder with content stands at this path',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
};

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return String(error.code);
}

/** Why the file system refused; undefined for an error of another kind. */
export function reasonOf(error: unknown): string | undefined {
  const code = codeOf(error);
  return code === undefined ? undefined : reasons[code];
}

/** Whether something stands at `path`. @throws InputError where this user may not look, which does not mean that nothing is there. */
export function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw readFailure(path, error);
  }
}

/** The error to throw when `path` could not be read; an error that is not the file system's is given back as it is. */
export function readFailure(path: string, error: unknown): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  return new InputError(`${path} cannot be read: ${reason}`, {
    code: 'unreadable',
    hint: 'Check the path, and that this user may read it.',
    cause: error,
  });
}

/** The error to throw when `path` could not be written; an error that is not the file system's is given back as it is. */
export function writeFailure(path: string, error: unknown): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT'
    ? diskFull(path, reason, error)
    : new FinR1Error('unwritable', `${path} cannot be written: ${reason}`, {
        exitCode: 2,
        hint: 'Make it writable for this user, or name another place.',
        cause: error,
      });
}

/** For writers that report a full disk in their own way. */
export function diskFull(path: string, reason = 'the disk is full', cause?: unknown): FinR1Error {
  return new FinR1Error('disk-full', `${path} cannot be written: ${reason}`, {
    exitCode: 2,
    hint: 'Make room and run the same command again: a run goes on from its last checkpoint.',
    cause,
  });
}

/** An error of the file system that nobody put into words where it happened; undefined for an error of another kind. */
export function unforeseenFileFailure(error: unknown): FinR1Error | undefined {
  const reason = reasonOf(error);
  if (reason === undefined || !(error instanceof Error)) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'a file';
  const doing = 'syscall' in error ? ` (${String(error.syscall)})` : '';
  return new FinR1Error('file', `${path}: ${reason}${doing}`, {
    exitCode: 2,
    hint: 'Check the path, and that this user may use it.',
    cause: error,
  });
}
