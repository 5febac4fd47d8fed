import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@parley/local/data-folder.ts';
import { Failure, runCommand } from '@parley/local/failure.ts';
import { readBaseline } from '../measure/baseline.ts';
import { curvesIn } from './curves.ts';
import { pictureOf } from './picture.ts';

// `npm run bench:plots`: draws what `npm run bench:growth -- --keep` has kept.
await runCommand(async () => {
  const curves = curvesIn(readBaseline(() => readFileSync(join(checkout, 'docs', 'baseline.json'), 'utf8')));
  if (curves.length === 0) throw new Failure('Nothing is kept to draw: npm run bench:growth -- --keep');
  const file = join(checkout, 'docs', 'images', 'growth.svg');
  writeFileSync(file, pictureOf(curves));
  console.log(`${curves.length} curves in ${file}`);
  return 0;
});
