import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from './data-folder.ts';

it('tells the backend of every request whose it is: nginx gives a location with a header of its own none of the others', () => {
  const conf = readFileSync(join(checkout, 'deploy', 'nginx', 'parley.conf'), 'utf8');
  const [forAll = '', ...locations] = conf.split(/^ {4}location /m);
  for (const header of ['Host $http_host', 'X-Forwarded-For $remote_addr', 'Connection $connection_upgrade'])
    expect(forAll).toContain(`    proxy_set_header ${header};\n`);
  expect(locations.length).toBeGreaterThan(2);
  expect(locations.filter((one) => one.includes('proxy_set_header'))).toEqual([]);
});
