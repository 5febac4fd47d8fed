import { randomUUID } from 'node:crypto';
import type { ConversationSummary } from '@parley/shared/models/conversation.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgres } from '../../database/connection.ts';
import { codeIn, conversationIn, startDirect, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let cy: TestPerson;

// What the requests ask of the database inside their transactions.
const asked: string[] = [];
const listening: typeof openPostgres = (options) => {
  const db = openPostgres(options);
  return {
    ...db,
    query(sql, binds, tx) {
      if (tx !== undefined) asked.push(sql);
      return db.query(sql, binds, tx);
    },
  };
};
const quiet = { heartbeatEvery: 3_600_000, sweepEvery: 3_600_000 };

beforeAll(async () => {
  chat = await startTestService({ parts: { openDatabase: listening, realtimeTimings: quiet } });
  [ada, bob, cy] = [await chat.register('Ada'), await chat.register('Bob'), await chat.register('Cy')];
});
afterAll(() => chat.close());

const direct = (id: string, { me }: TestPerson) => ({ kind: 'direct', id, userId: me.id });

describe('starting a direct conversation', () => {
  it('is one conversation a pair, whoever starts it and however often', async () => {
    const id = randomUUID();
    const first = await ada.api.post('/conversations', direct(id, bob));
    expect(first.status).toBe(201);
    expect(conversationIn(first)).toMatchObject({
      asOf: 1,
      joinedSeq: 1,
      summary: {
        conversation: { id, kind: 'direct', title: null, createdBy: ada.me.id },
        participantCount: 2,
        people: [{ id: bob.me.id, displayName: 'Bob' }],
        peer: { userId: bob.me.id, deliveredSeq: 1, readSeq: 1 },
        lastMessage: { kind: 'system', event: { type: 'created' } },
        me: { role: 'member', unread: { count: 0, atSeq: 1 } },
      },
    });
    const again = await ada.api.post('/conversations', direct(id, bob));
    expect([again.status, conversationIn(again).summary.conversation.id]).toEqual([200, id]);
    const theirs = await bob.api.post('/conversations', direct(randomUUID(), ada));
    expect([theirs.status, conversationIn(theirs).summary.conversation.id]).toEqual([200, id]);
  });

  it('is one conversation also when both start it in the same moment, twenty times over', async () => {
    for (let round = 0; round < 20; round++) {
      const [one, other] = await Promise.all([chat.register('One'), chat.register('Other')]);
      const answers = await Promise.all([
        one.api.post('/conversations', direct(randomUUID(), other)),
        other.api.post('/conversations', direct(randomUUID(), one)),
        one.api.post('/conversations', direct(randomUUID(), other)),
        other.api.post('/conversations', direct(randomUUID(), one)),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 201]);
      expect(new Set(answers.map((answer) => conversationIn(answer).summary.conversation.id)).size).toBe(1);
    }
  });

  it('needs somebody else who exists', async () => {
    expect(codeIn(await ada.api.post('/conversations', direct(randomUUID(), ada)))).toBe('VALIDATION_FAILED');
    const nobody = { kind: 'direct', id: randomUUID(), userId: randomUUID() };
    expect((await ada.api.post('/conversations', nobody)).status).toBe(404);
  });
});

describe('starting a group', () => {
  it('makes its owner and its members, each once, and says the same to a repetition', async () => {
    const id = randomUUID();
    const body = { kind: 'group', id, title: ' Crew ', userIds: [bob.me.id, cy.me.id, bob.me.id, ada.me.id] };
    const answers = await Promise.all([1, 2, 3].map(() => ada.api.post('/conversations', body)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
    const answer = conversationIn(answers[0] ?? { body: null });
    expect(answer.summary.conversation.title).toBe('Crew');
    expect(answer.participants.map(({ user, role }) => [user.displayName, role]).toSorted()).toEqual([
      ['Ada', 'owner'],
      ['Bob', 'member'],
      ['Cy', 'member'],
    ]);
  });

  it('refuses an id that names another conversation, and tells nothing of it', async () => {
    const id = await startGroup(ada, []);
    const other = { kind: 'group', id, title: 'Another', userIds: [] };
    const [mine, theirs] = [await ada.api.post('/conversations', other), await bob.api.post('/conversations', other)];
    expect([mine.status, theirs.status]).toEqual([422, 422]);
    expect(theirs.text).not.toContain('Crew');
    expect(codeIn(theirs)).toBe('ID_TAKEN');
  });

  it('is empty-handed when somebody invited does not exist', async () => {
    const id = randomUUID();
    const body = { kind: 'group', id, title: 'Ghosts', userIds: [bob.me.id, randomUUID()] };
    expect((await ada.api.post('/conversations', body)).status).toBe(404);
    expect((await ada.api.get(`/conversations/${id}`)).status).toBe(404);
  });
});

describe('the list of conversations', () => {
  const listOf = async ({ api }: TestPerson, query = '') => (await api.get(`/conversations${query}`)).body;

  it('comes in pages, the last changed first, each conversation once', async () => {
    const dora = await chat.register('Dora');
    const ids: string[] = [];
    for (let index = 0; index < 35; index++) ids.unshift(await startGroup(dora, [], `Group ${index}`));
    const first = (await listOf(dora)) as { conversations: { conversation: { id: string } }[]; next: string };
    const second = (await listOf(dora, `?cursor=${first.next}`)) as typeof first;
    expect([first.conversations.length, second.conversations.length, second.next]).toEqual([30, 5, null]);
    expect([...first.conversations, ...second.conversations].map(({ conversation }) => conversation.id)).toEqual(ids);
  });

  it('takes as many statements for thirty lines as for ten', async () => {
    const eve = await chat.register('Eve');
    // The fewest of a few goes: what the service writes by itself meanwhile only adds to them.
    const statements = async (lines: number) => {
      let fewest = Number.POSITIVE_INFINITY;
      for (let go = 0; go < 5; go++) {
        asked.length = 0;
        const answer = (await listOf(eve)) as { conversations: unknown[] };
        expect(answer.conversations.length).toBe(lines);
        fewest = Math.min(fewest, asked.length);
      }
      return fewest;
    };
    for (let index = 0; index < 10; index++) await startGroup(eve, [ada, bob], `Ten ${index}`);
    const ten = await statements(10);
    for (let index = 0; index < 20; index++) await startGroup(eve, [ada, cy], `Thirty ${index}`);
    expect(ten).toBeGreaterThan(0);
    expect(await statements(30)).toBe(ten);
  });

  it('shows the last message, who wrote it and how many are unread', async () => {
    const [finn, gil] = [await chat.register('Finn'), await chat.register('Gil')];
    const id = await startDirect(finn, gil);
    for (const content of ['one', 'two']) {
      await finn.api.post(`/conversations/${id}/messages`, { id: randomUUID(), content });
    }
    expect(await listOf(gil)).toMatchObject({
      conversations: [
        {
          conversation: { id },
          head: 3,
          lastMessage: { content: 'two', senderId: finn.me.id },
          me: { unread: { count: 2 } },
        },
      ],
    });
    expect(await listOf(finn)).toMatchObject({ conversations: [{ me: { unread: { count: 0 } } }] });
  });

  it('shows those who are in as they came, whoever spoke last, and beside them whom the last message names', async () => {
    const id = await startGroup(ada, [cy]);
    await ada.api.post(`/conversations/${id}/participants`, { userIds: [bob.me.id] });
    const shown = async () => {
      const { conversations } = (await listOf(ada)) as { conversations: ConversationSummary[] };
      return conversations.find(({ conversation }) => conversation.id === id)?.people.map((user) => user.displayName);
    };
    expect(await shown()).toEqual(['Cy', 'Bob']);
    await cy.api.post(`/conversations/${id}/messages`, { id: randomUUID(), content: 'hello' });
    expect(await shown()).toEqual(['Cy', 'Bob']);
    await ada.api.delete(`/conversations/${id}/participants/${cy.me.id}`);
    expect(await shown()).toEqual(['Bob', 'Cy']);
  });

  it('refuses a cursor that it never gave', async () => {
    for (const cursor of ['x', 'W10', '%00', Buffer.from('["2020-01-01T00:00:00Z","x"]').toString('base64url')]) {
      expect((await ada.api.get(`/conversations?cursor=${cursor}`)).status).toBe(400);
    }
  });
});
