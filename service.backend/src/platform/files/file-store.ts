import type { Readable } from 'node:stream';

/** Where files lie: a folder now, anything that keeps named bytes later. A name is the caller's, and without folders. */
export interface FileStore {
  /** Keeps all of it, or nothing. Resolves with its size. */
  write(name: string, content: AsyncIterable<string | Uint8Array>, signal: AbortSignal): Promise<number>;
  /** null when there is no such file. */
  open(name: string): Promise<{ readonly bytes: number; readonly content: Readable } | null>;
  /** Removing what is not there is no failure. */
  remove(name: string): Promise<void>;
  /** Removes what is older than this: whatever nobody remembers. */
  removeOlderThan(milliseconds: number): Promise<void>;
}
