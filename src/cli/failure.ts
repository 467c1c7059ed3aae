import type { Findings } from '../index.ts';

/** Something that kept a command, or a part of it, from being carried out: exit code 2. */
export interface Failure {
  /** One full sentence in plain text; may quote what strangers wrote. */
  readonly message: string;
  readonly hint: string | undefined;
  /** The same with its place in a file, where there is one. */
  readonly findings: Findings | undefined;
}

/** As much as could be done, and what could not. */
export interface Attempt<T> {
  readonly value: T;
  readonly failures: readonly Failure[];
}

export const exitCodes = { fine: 0, findings: 1, refused: 2, bug: 70, interrupted: 130, terminated: 143 } as const;

export function failure(message: string, hint?: string): Failure {
  return { message, hint, findings: undefined };
}

/** Nothing could be done. */
export function refused(...failures: readonly Failure[]): Attempt<undefined> {
  return { value: undefined, failures };
}

/** What the system said, in words: `permission denied`. What the system did not say is a bug of ours and goes on. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return reasons[code] ?? code;
}

/** The system's name of an error, `ENOENT`; undefined when it is none of the system's. */
export function codeOf(error: unknown): string | undefined {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError ? String(error.code) : undefined;
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the quota is used up',
  EEXIST: 'something with that name is in the way',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENXIO: 'nobody is at its other end',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
};
