import { createHash } from 'node:crypto';
import type { StackFrame } from '@parley/shared/models/report.ts';

/** An error after its stack was read in our own terms. */
export interface Grouped {
  readonly side: 'client' | 'server';
  readonly name: string;
  readonly message: string;
  readonly frames: readonly StackFrame[];
}

const isOurs = ({ file }: StackFrame): boolean => !/node_modules\/|^node:|^elsewhere$/.test(file);

const stepOf = ({ file, fn, line }: StackFrame): string => `${file} ${fn === '' ? line : fn}`;

/** Where in our code it was thrown, for people. */
export function placeOf(frames: readonly StackFrame[]): string {
  const frame = frames.find(isOurs) ?? frames[0];
  return frame === undefined ? 'unknown' : `${frame.fn === '' ? '' : `${frame.fn}, `}${frame.file}:${frame.line}`;
}

/**
 * What makes two errors one: the side, the kind, the words and the innermost steps in our own code. By function rather than
 * by line where one is known, so that the next release meets the same error under the same name.
 */
export function fingerprintOf({ side, name, message, frames }: Grouped): string {
  const ours = frames.filter(isOurs);
  const steps = (ours.length > 0 ? ours : frames).slice(0, 3).map(stepOf);
  return createHash('sha256')
    .update(JSON.stringify([side, name, message, ...steps]))
    .digest('hex')
    .slice(0, 16);
}
