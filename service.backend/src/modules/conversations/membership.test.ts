import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiAnswer } from '../../testing/api.ts';
import { codeIn, conversationIn, rolesIn, startDirect, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let cy: TestPerson;
let dan: TestPerson;
let id: string;

beforeAll(async () => {
  chat = await startTestService();
  [ada, bob] = [await chat.register('Ada'), await chat.register('Bob')];
  [cy, dan] = [await chat.register('Cy'), await chat.register('Dan')];
});
afterAll(() => chat.close());
beforeEach(async () => {
  id = await startGroup(ada, [bob, cy]);
});

const at = (person: TestPerson) => `/conversations/${id}/participants/${person.me.id}`;
const add = (who: TestPerson, ...people: TestPerson[]) =>
  who.api.post(`/conversations/${id}/participants`, { userIds: people.map(({ me }) => me.id) });
const role = (who: TestPerson, whose: TestPerson, to: string) => who.api.patch(at(whose), { role: to });
const remove = (who: TestPerson, whom: TestPerson) => who.api.delete(at(whom));
const get = (who: TestPerson) => who.api.get(`/conversations/${id}`);
const events = async (who: TestPerson) => {
  const page = (await who.api.get(`/conversations/${id}/messages`)).body as { messages: { event: unknown }[] };
  return page.messages.map(({ event }) => event);
};

describe('coming', () => {
  it('is told in the timeline, once for each, and not again for who is in', async () => {
    const answer = await add(ada, dan, bob, dan);
    expect(answer.status).toBe(200);
    expect(rolesIn(answer)).toEqual({ Ada: 'owner', Bob: 'member', Cy: 'member', Dan: 'member' });
    expect(conversationIn(await get(dan))).toMatchObject({ joinedSeq: 2, asOf: 2, summary: { me: { readSeq: 2 } } });
    expect((await add(ada, dan)).status).toBe(200);
    expect(await events(ada)).toEqual([
      { type: 'created', title: 'Crew' },
      { type: 'joined', userId: dan.me.id },
    ]);
  });

  it('again is another membership, with a beginning of its own', async () => {
    await remove(ada, cy);
    expect((await get(cy)).status).toBe(404);
    await add(ada, cy);
    expect(conversationIn(await get(cy))).toMatchObject({
      joinedSeq: 3,
      summary: { me: { role: 'member', readSeq: 3 } },
    });
  });

  it('ends at a thousand, also when many are invited at once', async () => {
    const names = Array.from({ length: 1000 }, () => randomUUID());
    await chat.db.query(
      `INSERT INTO users (id, username, display_name, email, password_hash)
       SELECT id, 'extra-' || id, 'Extra', 'e@example.org', '-' FROM unnest($names::uuid[]) AS extra(id)`,
      { names },
    );
    await chat.db.query(
      `INSERT INTO participants (conversation_id, user_id, role, joined_seq, visible_from_seq, delivered_seq, read_seq, rev)
       SELECT $id, extra, 'member', 1, 0, 1, 1, 1 FROM unnest($names::uuid[]) AS extra`,
      { id, names: names.slice(0, 990) },
    );
    const invited = names.slice(990);
    const invite = async (userId: string): Promise<ApiAnswer> => {
      const answer = await ada.api.post(`/conversations/${id}/participants`, { userIds: [userId] });
      // A machine that is busy asks to come again, and one does.
      return answer.status === 503 ? invite(userId) : answer;
    };
    const answers = await Promise.all(invited.map(invite));
    expect(answers.filter(({ status }) => status === 200).length).toBe(7);
    expect(answers.filter((answer) => codeIn(answer) === 'QUOTA_EXCEEDED').length).toBe(3);
  });
});

describe('going', () => {
  it('may be repeated, also by who is out already', async () => {
    expect((await remove(bob, bob)).status).toBe(204);
    expect((await remove(bob, bob)).status).toBe(204);
    expect((await remove(ada, bob)).status).toBe(204);
    expect(await events(ada)).toEqual([
      { type: 'created', title: 'Crew' },
      { type: 'left', userId: bob.me.id },
    ]);
    expect((await get(bob)).status).toBe(404);
    expect((await remove(bob, cy)).status).toBe(404);
  });

  it('keeps an owner while there are people', async () => {
    expect(codeIn(await remove(ada, ada))).toBe('LAST_OWNER');
    expect(codeIn(await role(ada, ada, 'member'))).toBe('LAST_OWNER');
    await role(ada, bob, 'owner');
    expect((await remove(ada, ada)).status).toBe(204);
    expect(rolesIn(await get(bob))).toEqual({ Bob: 'owner', Cy: 'member' });
  });

  it('lets the last one turn off the light', async () => {
    await remove(ada, bob);
    await remove(ada, cy);
    expect((await remove(ada, ada)).status).toBe(204);
  });

  it('lets one of two owners go when both leave in the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      id = await startGroup(ada, [bob, cy]);
      await role(ada, bob, 'owner');
      const statuses = (await Promise.all([remove(ada, ada), remove(bob, bob)])).map(({ status }) => status);
      expect(statuses.toSorted()).toEqual([204, 409]);
      expect(Object.values(rolesIn(await get(cy))).toSorted()).toEqual(['member', 'owner']);
    }
  });
});

describe('roles', () => {
  it('let admins make admins of members and step down, and no more', async () => {
    await add(ada, dan);
    await role(ada, bob, 'admin');
    expect((await role(bob, cy, 'admin')).status).toBe(200);
    expect((await role(bob, cy, 'admin')).status).toBe(200);
    expect(
      [await role(bob, cy, 'member'), await role(bob, dan, 'owner'), await role(bob, ada, 'member')].map(codeIn),
    ).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect([await remove(bob, cy), await remove(bob, ada), await remove(bob, dan)].map(({ status }) => status)).toEqual(
      [403, 403, 204],
    );
    expect((await role(bob, bob, 'member')).status).toBe(200);
    expect(codeIn(await role(bob, bob, 'admin'))).toBe('FORBIDDEN');
    expect(codeIn(await add(bob, dan))).toBe('FORBIDDEN');
  });

  it('are for those who are in', async () => {
    await remove(ada, bob);
    expect((await role(ada, bob, 'admin')).status).toBe(404);
    expect((await role(ada, dan, 'admin')).status).toBe(404);
    expect((await remove(ada, dan)).status).toBe(404);
  });
});

describe('a right that is taken away while its use waits', () => {
  it('is gone: what is asked before the lock is asked again after it', async () => {
    await role(ada, bob, 'admin');
    const { db } = chat;
    const waiting = await db.transaction(async (tx) => {
      await db.query('SELECT FROM conversations WHERE id = $id FOR NO KEY UPDATE', { id }, tx);
      const uses = [add(bob, dan), remove(bob, cy)];
      await vi.waitFor(async () => {
        const blocked = await db.query('SELECT FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0');
        expect(blocked.length).toBe(2);
      }, 10_000);
      await db.query(
        'UPDATE participants SET left_seq = 2 WHERE conversation_id = $id AND user_id = $userId',
        { id, userId: bob.me.id },
        tx,
      );
      return uses;
    });
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe('a name', () => {
  it('changes once, and is told', async () => {
    const path = `/conversations/${id}`;
    const renamed = conversationIn(await ada.api.patch(path, { title: 'Ship' }));
    expect(renamed.summary.conversation).toMatchObject({ title: 'Ship', rev: 2 });
    expect(conversationIn(await ada.api.patch(path, { title: 'Ship' })).asOf).toBe(2);
    expect(codeIn(await cy.api.patch(path, { title: 'Mine' }))).toBe('FORBIDDEN');
    expect(await events(cy)).toEqual([
      { type: 'created', title: 'Crew' },
      { type: 'renamed', title: 'Ship' },
    ]);
  });
});

describe('a direct conversation', () => {
  it('has two people and no title, for ever', async () => {
    id = await startDirect(ada, bob);
    const answers = [
      await add(ada, cy),
      await remove(ada, bob),
      await remove(ada, ada),
      await role(ada, bob, 'owner'),
      await ada.api.patch(`/conversations/${id}`, { title: 'Us' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409]);
  });
});
