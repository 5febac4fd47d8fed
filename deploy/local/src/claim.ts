import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from './failure.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

/** What the holder of a folder wrote down about himself, for those who come later. */
export type Holder = {
  readonly holder: ProcessIdentity;
  /** Where a person finds what runs here, once it can be found. */
  readonly address?: string;
  /** Processes that the holder started and that outlive it when it is killed. */
  readonly children?: readonly ProcessIdentity[];
};

/** A folder held by this process. */
export type Claim = {
  /** The holder before us, who died without letting go. */
  readonly left: Holder | undefined;
  note(details: Omit<Holder, 'holder'>): void;
  release(): void;
};

/** Who holds the folder that `file` stands for: somebody who runs, or nobody. */
export function holderOf(file: string): Holder | undefined {
  const found = read(file);
  return found !== undefined && isRunning(found.holder) ? found : undefined;
}

/**
 * Takes a folder for this process alone; fails when a running process has it. A dead one's claim is taken over and
 * shown, because what it started may still run.
 */
export function claim(file: string, inUse: (holder: Holder) => string): Claim {
  const me = identify(process.pid);
  if (me === undefined) throw new Error('A process that does not find itself.');
  mkdirSync(dirname(file), { recursive: true });
  const left = read(file);
  if (left !== undefined && isRunning(left.holder)) throw new Failure(inUse(left));
  rmSync(file, { force: true });
  const draft = (holder: Holder) => {
    const path = `${file}.${process.pid}`;
    writeFileSync(path, JSON.stringify(holder));
    return path;
  };
  take(draft({ holder: me }), file, inUse);
  return {
    left,
    note: (details) => renameSync(draft({ holder: me, ...details }), file),
    release: () => rmSync(file, { force: true }),
  };
}

/** A link is made whole or not at all: nobody ever reads half a claim, and only one of two gets it. */
function take(draft: string, file: string, inUse: (holder: Holder) => string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    // Two started in the same moment, and the other was first.
    const first = error instanceof Error && 'code' in error && error.code === 'EEXIST' ? read(file) : undefined;
    throw first === undefined ? error : new Failure(inUse(first));
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(file: string): Holder | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isHolder(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'holder' in value && isIdentity(value.holder);
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'started' in value
  );
}
