import { randomUUID } from 'node:crypto';
import { Problem } from '@parley/shared/contract/problem.ts';
import { pathOf } from '@parley/shared/contract/route.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { writeCursor } from '../platform/cursor.ts';
import { startTestService, type TestService } from '../testing/service.ts';
import type { RouteRow } from './route-row.ts';
import { routeTable } from './route-table.ts';
import { bringCast, makeWorld, type World } from './world.ts';

/** What the document of the API says of one route. */
const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })),
  responses: z.record(z.string(), z.object({ description: z.string() })),
});
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

let chat: TestService;
let world: World;
let operations: ReadonlyMap<string, z.infer<typeof Operation>>;

beforeAll(async () => {
  chat = await startTestService();
  world = await makeWorld(await bringCast(chat));
  const { paths } = Document.parse((await chat.anonymous.get('/openapi.json')).body);
  const all = Object.values(paths).flatMap((methods) => Object.values(methods));
  operations = new Map(all.map((operation) => [operation.operationId, operation]));
});
afterAll(() => chat.close());

/** What nobody means, and somebody sends. */
const oddities: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  1e300,
  '',
  'a\u0000b',
  '\ud800',
  '\u202eabc',
  `'";--%_\\`,
  '../../etc/passwd',
  '0000-01-01T00:00:00Z',
  writeCursor(['0000-01-01T00:00:00Z', randomUUID()]),
  randomUUID().toUpperCase(),
  '\u{1f4a5}'.repeat(600),
  [[]],
  { constructor: { prototype: 1 } },
];

/** The value with something else at each of its places, and with one key more at the top. */
function* spoilt(value: unknown, odd: unknown): Generator<unknown> {
  yield odd;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) for (const other of spoilt(item, odd)) yield value.with(at, other);
    return;
  }
  for (const [key, item] of Object.entries(value))
    for (const other of spoilt(item, odd)) yield { ...value, [key]: other };
  yield { ...value, unasked: odd };
}

const written = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value));

const atOnce = 20;

interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A good question, spoilt in one place in every way. */
function* badQuestions(row: RouteRow): Generator<Asked> {
  const good = row.ask(world, routeOf(row).access === 'admin' ? 'chief' : 'owner');
  const { params = {}, query = {}, body } = good;
  const known = (place: string) =>
    (operations.get(row.route)?.parameters ?? []).filter((one) => one.in === place).map(({ name }) => name);
  for (const odd of oddities) {
    const text = written(odd);
    for (const name of known('path')) yield { params: { ...params, [name]: text }, query, body };
    for (const name of known('query')) yield { params, query: { ...query, [name]: text }, body };
    if (body !== undefined) for (const other of spoilt(body, odd)) yield { params, query, body: other };
  }
}

function routeOf({ route: name }: RouteRow) {
  const route = routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`${name} is no route`);
  return route;
}

const rows = [...new Map(routeTable.map((row) => [row.route, row])).values()].filter((row) => !row.ends);

it.each(rows)('$route answers whatever it is asked as the document of the API says', async (row) => {
  const route = routeOf(row);
  const asker = world.cast[route.access === 'admin' ? 'chief' : 'owner'];
  const said = operations.get(row.route)?.responses ?? {};

  async function ask({ params, query, body }: Asked): Promise<void> {
    const path = `${pathOf(route, params)}?${new URLSearchParams(query)}`;
    const options = body === undefined ? {} : { body: JSON.stringify(body) };
    const { status, body: answer } = await asker.api.send(route.method, path, options);
    const what = `${status} for ${decodeURIComponent(path).slice(0, 200)} ${options.body?.slice(0, 300)}`;
    expect(status, what).toBeLessThan(500);
    const code = status < 400 ? '' : `\`${Problem.parse(answer).error.code}\``;
    // An empty name is another path, which may be none of this route's.
    if (Object.values(params).includes('')) return;
    expect(said[status]?.description, what).toContain(code);
  }

  const questions = [...badQuestions(row)];
  for (let at = 0; at < questions.length; at += atOnce) await Promise.all(questions.slice(at, at + atOnce).map(ask));
});
