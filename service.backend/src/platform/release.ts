import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Names what runs, without anybody having to name it: two builds that differ have different names. */
export function releaseOf(file: string): string {
  return `server-${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 10)}`;
}
