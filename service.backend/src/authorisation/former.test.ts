import { randomUUID } from 'node:crypto';
import { pathOf } from '@parley/shared/contract/route.ts';
import { routes } from '@parley/shared/contract/routes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Device, openDevice } from '../realtime/device.fixture.ts';
import { startTestService, type TestService } from '../testing/service.ts';
import { eventTable } from './event-table.ts';
import type { RouteRow } from './route-row.ts';
import { routeTable } from './route-table.ts';
import { bringCast, makeWorld, type World, withExport } from './world.ts';

let chat: TestService;
let world: World;
let device: Device;

beforeAll(async () => {
  chat = await startTestService();
  world = await withExport(await makeWorld(await bringCast(chat)));
  const { cookie } = world.cast.former;
  device = await openDevice(chat.url, { cookie, origin: chat.url });
  await device.next('hello');
});
afterAll(async () => {
  device.close();
  await chat.close();
});

/** What is asked of the group, and what would list it; what makes something new is another answer each time. */
const ofTheGroup = routeTable.filter(({ route: name }) => {
  const path = routes.find((route) => route.name === name)?.path ?? '';
  const isListing = /^(sync|messages|conversations)\./.test(name) && name !== 'conversations.create';
  return path.includes(':conversationId') || isListing;
});

async function toldTo(row: RouteRow): Promise<string> {
  const { params = {}, query, body } = row.ask(world, 'former');
  const route = routes.find(({ name }) => name === row.route);
  if (route === undefined) throw new Error(`${row.route} is no route`);
  const path = pathOf(route, params) + (query === undefined ? '' : `?${new URLSearchParams(query)}`);
  const answer = await world.cast.former.api.send(
    route.method,
    path,
    body === undefined ? {} : { body: JSON.stringify(body) },
  );
  return `${answer.status} ${answer.text.replace(/"(requestId|serverTime)":"[^"]*"/g, '')}`;
}

async function allThatIsTold(): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const row of ofTheGroup) told[`${row.route}: ${row.what}`] = await toldTo(row);
  for (const row of eventTable) {
    const answer = await device.ask(row.event, row.say(world, 'former'));
    told[`${row.event}: ${row.what}`] = JSON.stringify(answer).replace(/"requestId":"[^"]*"/g, '');
  }
  return told;
}

/** Everything that can happen in a group. */
async function liveOn(): Promise<void> {
  const { owner, admin, member, target, guest } = world.cast;
  const path = `/conversations/${world.conversationId}`;
  const receipt = { epoch: world.epoch, readSeq: 6, deliveredSeq: 6 };
  const answers = [
    await owner.api.post(`${path}/messages`, { id: randomUUID(), content: `${world.canary} goes on` }),
    await target.api.patch(`${path}/messages/${world.messageOfTarget}`, { content: 'other', version: 1 }),
    await member.api.delete(`${path}/messages/${world.messageOf('member')}`),
    await member.api.put(`${path}/receipt`, receipt),
    await owner.api.patch(path, { title: `${world.canary} anew` }),
    await owner.api.post(`${path}/participants`, { userIds: [guest.me.id] }),
    await owner.api.patch(`${path}/participants/${member.me.id}`, { role: 'admin' }),
    await owner.api.delete(`${path}/participants/${admin.me.id}`),
    await member.api.put(`${path}/retention`, { rule: { archiveAfterDays: 3, deleteAfterDays: null } }),
    await owner.api.put(`${path}/archive`, { archived: true }),
  ];
  expect(answers.map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
}

describe('whoever left a group', () => {
  it('is told the same of it for ever, whatever happens there, and hears nothing', async () => {
    const before = await allThatIsTold();
    const heard = device.all('event').length;
    await liveOn();
    expect(await allThatIsTold()).toEqual(before);
    expect(device.all('event')).toHaveLength(heard);
    expect([...device.all('receipt'), ...device.all('inbox'), ...device.all('typing')]).toEqual([]);
  });
});
