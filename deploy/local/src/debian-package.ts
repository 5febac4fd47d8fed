import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { findProgram } from './find-program.ts';
import { cacheFolder } from './folders.ts';
import { runProgram } from './run-program.ts';

/** What is unpacked, and what a person is told where that cannot be done. */
export type Unpacking = { readonly name: string; readonly packages: readonly string[]; readonly missing: string };

/** Debian's packages unpacked into the cache folder, for which one need not be root; the folder they lie in. */
export async function unpackDebian({ name, packages, missing }: Unpacking): Promise<string> {
  const folder = join(cacheFolder(), `${name}-${process.arch}`);
  if (existsSync(folder)) return folder;
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
    const unpacked = join(work, name);
    for (const archive of readdirSync(work).filter((file) => file.endsWith('.deb'))) {
      const done = await runProgram(dpkg, ['-x', join(work, archive), unpacked]);
      if (done.code !== 0) throw new Failure(`${missing}\n${done.output}`);
    }
    // Two runs may unpack at once: the second finds it there.
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
