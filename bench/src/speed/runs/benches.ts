import type { Bench } from './bench.ts';
import { cache } from './cache/cache.ts';
import { client } from './client/client.ts';
import { fanout } from './fanout.ts';
import { growth } from './growth/growth.ts';
import { history } from './history.ts';
import { keep } from './keep.ts';
import { limits } from './limits.ts';
import { list } from './list.ts';
import { memory } from './memory.ts';
import { search } from './search.ts';
import { send } from './send.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';

/** All of them, in the order in which a whole run goes. */
export const benches: readonly Bench[] = [
  limits,
  send,
  fanout,
  history,
  list,
  search,
  keep,
  storm,
  memory,
  start,
  client,
  cache,
  growth,
];
