import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { findProgram } from './find-program.ts';
import { cacheFolder } from './folders.ts';
import { runProgram } from './run-program.ts';

/** How to run a Redis: its program, and where its libraries lie when the system does not have them. */
export type RedisProgram = { readonly file: string; readonly libraries?: string };

const packages = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblua5.1-0', 'liblzf1', 'lua-cjson', 'lua-bitop'];
const missing =
  'Redis is missing: install redis-server (Debian: apt-get install redis-server; macOS: brew install redis), or set REDIS_URL.';

/** The Redis of this machine, or Debian's package unpacked into the cache folder, for which one need not be root. */
export async function redisProgram(): Promise<RedisProgram> {
  const installed = findProgram(['redis-server']);
  if (installed !== undefined) return { file: installed };
  const folder = join(cacheFolder(), `redis-${process.arch}`);
  if (!existsSync(folder)) await unpack(folder);
  const libraries = readdirSync(join(folder, 'usr', 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
    .map((entry) => join(folder, 'usr', 'lib', entry.name));
  return { file: join(folder, 'usr', 'bin', 'redis-server'), libraries: libraries.join(':') };
}

async function unpack(folder: string): Promise<void> {
  const [apt, dpkg] = [findProgram(['apt-get']), findProgram(['dpkg'])];
  if (apt === undefined || dpkg === undefined) throw new Failure(missing);
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    const lists = join(work, 'apt');
    const own = [`Dir::State=${lists}`, `Dir::Cache=${lists}`].flatMap((option) => ['-o', option]);
    const download = (options: string[]) => runProgram(apt, [...options, 'download', ...packages], { cwd: work });
    // A fresh machine has no package lists, and only root may fetch them into the system: then into our own folder.
    if ((await download([])).code !== 0) {
      mkdirSync(join(lists, 'lists', 'partial'), { recursive: true });
      await runProgram(apt, [...own, 'update'], { cwd: work });
      const again = await download(own);
      if (again.code !== 0) throw new Failure(`${missing}\n${again.output}`);
    }
    const unpacked = join(work, 'redis');
    for (const archive of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      const done = await runProgram(dpkg, ['-x', join(work, archive), unpacked]);
      if (done.code !== 0) throw new Failure(`${missing}\n${done.output}`);
    }
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
