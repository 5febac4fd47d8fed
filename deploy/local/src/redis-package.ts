import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unpackDebian } from './debian-package.ts';
import { findProgram } from './find-program.ts';

/** How to run a Redis: its program, and where its libraries lie when the system does not have them. */
export type RedisProgram = { readonly file: string; readonly libraries?: string };

const debian = {
  name: 'redis',
  packages: ['redis-server', 'redis-tools', 'libjemalloc2', 'liblua5.1-0', 'liblzf1', 'lua-cjson', 'lua-bitop'],
  missing:
    'Redis is missing: install redis-server (Debian: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL.',
};

/** The Redis of this machine, or Debian's package unpacked into the cache folder, for which one need not be root. */
export async function redisProgram(): Promise<RedisProgram> {
  const installed = findProgram(['redis-server']);
  if (installed !== undefined) return { file: installed };
  const folder = await unpackDebian(debian);
  const libraries = readdirSync(join(folder, 'usr', 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
    .map((entry) => join(folder, 'usr', 'lib', entry.name));
  return { file: join(folder, 'usr', 'bin', 'redis-server'), libraries: libraries.join(':') };
}
