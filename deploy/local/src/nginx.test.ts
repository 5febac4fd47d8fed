import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from './data-folder.ts';

const read = (...path: string[]) => readFileSync(join(checkout, 'deploy', ...path), 'utf8');
const conf = read('nginx', 'parley.conf');

it('tells the backend of every request whose it is: nginx gives a location with a header of its own none of the others', () => {
  const [forAll = '', ...locations] = conf.split(/^ {4}location /m);
  for (const header of ['Host $http_host', 'X-Forwarded-For $remote_addr', 'Connection $connection_upgrade'])
    expect(forAll).toContain(`    proxy_set_header ${header};\n`);
  expect(locations.length).toBeGreaterThan(2);
  expect(locations.filter((one) => one.includes('proxy_set_header'))).toEqual([]);
});

it('writes down of a request nothing that somebody typed: neither what stands behind the question mark nor where it came from', () => {
  const [format = ''] = /^log_format parley .*?;$/ms.exec(conf) ?? [];
  const said = format.match(/\$\w+/g) ?? [];
  expect(said).toContain('$uri');
  expect(
    said.filter((name) => /^\$(request|request_uri|args|query_string|arg_|http_|cookie_|request_body)/.test(name)),
  ).toEqual(['$request_method', '$request_time']);
  expect(conf.match(/access_log .*;/g)).toEqual(['access_log /var/log/nginx/access.log parley;']);
  // Below this level nginx writes the whole line of the request that failed.
  expect(conf.match(/error_log .*;/g)).toEqual(['error_log /var/log/nginx/error.log crit;']);
});

it('holds the sockets of thousands: with what its image allows, five hundred of them are all there are connections for', () => {
  expect(read('backend.Dockerfile')).toContain('COPY deploy/nginx/nginx.conf /etc/nginx/nginx.conf\n');
  const main = read('nginx', 'nginx.conf');
  const number = (name: string) => Number(new RegExp(`^ *${name} (\\d+);$`, 'm').exec(main)?.[1]);
  // One to the person and one to the backend.
  expect(number('worker_connections') / 2).toBeGreaterThanOrEqual(8_000);
  expect(number('worker_rlimit_nofile')).toBeGreaterThan(number('worker_connections'));
  expect(main).toContain('include /etc/nginx/conf.d/*.conf;');
});
