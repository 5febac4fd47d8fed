import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { boardFiles } from './boards.ts';

// `npm run observe:boards`: writes the dashboards that Grafana is given.

for (const { file, json } of boardFiles()) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, json);
  console.log(file);
}
