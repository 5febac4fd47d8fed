import { join } from 'node:path';
import { unpackDebian } from '../debian-package.ts';
import { findProgram } from '../find-program.ts';

const debian = {
  name: 'prometheus',
  packages: ['prometheus'],
  missing:
    'Prometheus is missing, and with it promtool: install it (Debian: apt-get install prometheus; macOS: brew install prometheus). The rules were not tested.',
};

/** `prometheus` or `promtool` of this machine, or from Debian's package unpacked into the cache folder. */
export async function prometheusProgram(name: 'prometheus' | 'promtool'): Promise<string> {
  return findProgram([name]) ?? join(await unpackDebian(debian), 'usr', 'bin', name);
}
