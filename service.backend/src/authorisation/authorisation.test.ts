import { randomUUID } from 'node:crypto';
import { clientEvents } from '@parley/shared/contract/events.ts';
import { pathOf } from '@parley/shared/contract/route.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../realtime/device.fixture.ts';
import type { ApiAnswer } from '../testing/api.ts';
import { codeIn } from '../testing/conversations.ts';
import { startTestService, type TestService } from '../testing/service.ts';
import { eventTable } from './event-table.ts';
import type { Question, RouteRow } from './route-row.ts';
import { routeTable } from './route-table.ts';
import { type Asker, askers, bringCast, type Cast, makeWorld, type SignedIn, type World, withExport } from './world.ts';

let chat: TestService;
let cast: Cast;
let shared: World;
let said: readonly Said[];

beforeAll(async () => {
  chat = await startTestService();
  cast = await bringCast(chat);
  shared = await withExport(await makeWorld(cast));
  const document = (await chat.anonymous.get('/openapi.json')).body as { paths: Record<string, Record<string, Said>> };
  said = Object.values(document.paths).flatMap((methods) => Object.values(methods));
});
afterAll(() => chat.close());

interface Said {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

/** What the document of the API says of an answer; null where it says nothing. */
const saidOf = (name: RouteRow['route'], status: number): string | null =>
  said.find(({ operationId }) => operationId === name)?.responses[status]?.description ?? null;

const routeOf = (name: RouteRow['route']) => {
  const route = routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`${name} is no route`);
  return route;
};

function ask(
  people: Cast,
  name: RouteRow['route'],
  { params = {}, query, body }: Question,
  asker: Asker,
): Promise<ApiAnswer> {
  const route = routeOf(name);
  const api = asker === 'nobody' ? chat.anonymous : people[asker].api;
  const path = pathOf(route, params) + (query === undefined ? '' : `?${new URLSearchParams(query)}`);
  return api.send(route.method, path, body === undefined ? {} : { body: JSON.stringify(body) });
}

// Everything that an outsider can see of an answer, but for what names the request, and what is left after the one before.
const seenIn = ({ status, text, headers }: ApiAnswer) => ({
  status,
  text: text.replace(/"requestId":"[^"]+"/, ''),
  headers: [...headers].filter(([name]) => !['x-request-id', 'date', 'ratelimit'].includes(name)),
});

describe('the matrix of routes', () => {
  it('has a row for every route, and every route is mounted', () => {
    expect([...new Set(routeTable.map(({ route }) => route))].toSorted()).toEqual(
      routes.map(({ name }) => name).toSorted(),
    );
  });

  it.each(routeTable)('$route: $what', async (row) => {
    const told = await Promise.all(
      askers.map(async (asker) => {
        const people = row.ends ? await bringCast(chat) : cast;
        // The chief changes nothing in it.
        const world = row.fresh && asker !== 'chief' ? await makeWorld(people) : shared;
        const answer = await ask(people, row.route, row.ask(world, asker), asker);
        expect(saidOf(row.route, answer.status)).toContain(String(codeIn(answer) ?? ''));
        // Whatever the status: no word of the group to who is not in it.
        if (['nobody', 'outsider', 'former', 'chief'].includes(asker)) expect(answer.text).not.toContain(world.canary);
        return answer.status;
      }),
    );
    expect(told).toEqual([...row.expected, row.chief ?? row.expected[1]]);
  });

  const about = routeTable.filter(({ route }) => routeOf(route).path.includes(':conversationId'));
  it.each(about)('$route: $what: a stranger cannot tell the group from nothing', async (row) => {
    const question = row.ask(shared, 'outsider');
    const nothing = { ...question, params: { ...question.params, conversationId: randomUUID() } };
    expect(seenIn(await ask(cast, row.route, question, 'outsider'))).toEqual(
      seenIn(await ask(cast, row.route, nothing, 'outsider')),
    );
  });
});

describe('the matrix of events', () => {
  const connect = (asker: SignedIn): Promise<Device> =>
    openDevice(chat.url, { cookie: cast[asker].cookie, origin: chat.url });
  const signedIn = askers.filter((asker) => asker !== 'nobody');

  it('has a row for every event', () => {
    expect([...new Set(eventTable.map(({ event }) => event))].toSorted()).toEqual(Object.keys(clientEvents).toSorted());
  });

  it('lets nobody in without a session', async () => {
    await expect(openDevice(chat.url, { origin: chat.url })).rejects.toThrow('UNAUTHENTICATED');
  });

  it.each(eventTable)('$event: $what', async (row) => {
    const told: unknown[] = [];
    for (const asker of signedIn) {
      const device = await connect(asker);
      const answer = await device.ask(row.event, row.say(shared, asker));
      const nothing = { ...shared, conversationId: randomUUID() };
      const random = await device.ask(row.event, row.say(nothing, asker));
      device.close();
      told.push(answer.status ?? answer.code ?? 'ok');
      if (!['outsider', 'former', 'chief'].includes(asker)) continue;
      expect(JSON.stringify(answer)).not.toContain(shared.canary);
      if (asker !== 'former') expect(withoutRequest(answer)).toBe(withoutRequest(random));
    }
    expect(told).toEqual([...row.expected, row.expected[0]]);
  });

  it('moves nobody who is not in', async () => {
    const rows = await chat.db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM participants WHERE conversation_id = $id AND user_id = ANY($ids::uuid[])
         AND (left_seq IS NULL OR delivered_seq > 1)`,
      { id: shared.conversationId, ids: [shared.cast.outsider.me.id, shared.cast.former.me.id] },
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});

const withoutRequest = (answer: object): string => JSON.stringify(answer).replace(/"requestId":"[^"]*"/, '');
