import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { codeIn, startDirect, startGroup } from '../../testing/conversations.ts';
import { startTestService, type TestPerson, type TestService } from '../../testing/service.ts';
import { backfillOf, contentsOf, say, search, searchAll } from './search.fixture.ts';

let chat: TestService;
let ada: TestPerson;
let bob: TestPerson;
let eve: TestPerson;
let pier: string;

beforeAll(async () => {
  chat = await startTestService();
  [ada, bob, eve] = [await chat.register('Ada'), await chat.register('Bob'), await chat.register('Eve')];
  pier = await startGroup(ada, [bob], 'Pier 4');
  const direct = await startDirect(ada, bob);
  await say(ada, pier, 'The ferry leaves at dawn, see https://example.org/ferry');
  await say(bob, pier, 'and the pilot?');
  await say(bob, pier, 'Der Lotse wartet im Hafen; PLT-3699');
  await say(ada, direct, 'two ferries, one pilot');
  await say(bob, direct, '明日東京へ行く');
});

afterAll(() => chat?.close());

describe('a search', () => {
  it('finds what was said in all of my conversations, the newest first', async () => {
    expect(contentsOf(await search(ada, 'ferry'))).toEqual([
      'two ferries, one pilot',
      'The ferry leaves at dawn, see https://example.org/ferry',
    ]);
    expect(contentsOf(await search(ada, 'plt-3699'))).toEqual(['Der Lotse wartet im Hafen; PLT-3699']);
    expect(contentsOf(await search(ada, '東京'))).toEqual(['明日東京へ行く']);
    expect(contentsOf(await search(ada, 'otse'))).toEqual(['Der Lotse wartet im Hafen; PLT-3699']);
  });

  it('tells where in the text, and what was said before and after', async () => {
    const { hits, complete, next } = await search(ada, 'PILOT', { conversationId: pier });
    expect(hits.map(({ highlights, before, after }) => [highlights, before?.text, after?.text])).toEqual([
      [[[8, 13]], 'The ferry leaves at dawn, see https://example.org/ferry', 'Der Lotse wartet im Hafen; PLT-3699'],
    ]);
    expect(next).toBeNull();
    await vi.waitFor(async () => expect((await search(ada, 'pilot')).complete).toBe(true), 15_000);
    expect(complete).toBeTypeOf('boolean');
  });

  it('puts what fits better first, where that is asked for', async () => {
    expect(contentsOf(await search(ada, 'ferry', { order: 'best' }))).toEqual([
      'The ferry leaves at dawn, see https://example.org/ferry',
      'two ferries, one pilot',
    ]);
  });

  it('knows authors, conversations, links and days', async () => {
    expect(contentsOf(await search(ada, `pilot from:${bob.me.username}`))).toEqual(['and the pilot?']);
    expect(contentsOf(await search(ada, 'pilot in:"pier 4"'))).toEqual(['and the pilot?']);
    expect(contentsOf(await search(ada, `pilot in:@${bob.me.username}`))).toEqual(['two ferries, one pilot']);
    expect(contentsOf(await search(ada, 'has:link'))).toEqual([
      'The ferry leaves at dawn, see https://example.org/ferry',
    ]);
    expect(contentsOf(await search(ada, 'pilot on:today -in:"Pier 4"'))).toEqual(['two ferries, one pilot']);
    expect(contentsOf(await search(ada, 'pilot before:yesterday'))).toEqual([]);
    expect(contentsOf(await search(bob, 'is:unread is:mine'))).toEqual([]);
    expect(contentsOf(await search(ada, 'is:unread 行'))).toEqual(['明日東京へ行く']);
  });

  it('finds what was sent at once, an edited message by its new words alone, and no deleted one', async () => {
    const id = await say(bob, pier, 'a lanternfish');
    const path = `/conversations/${pier}/messages/${id}`;
    expect(contentsOf(await search(ada, 'lanternfish'))).toEqual(['a lanternfish']);
    expect((await search(ada, 'lanternfish is:edited')).hits).toEqual([]);
    await bob.api.patch(path, { content: 'a swordfish', version: 1 });
    expect((await search(ada, 'lanternfish')).hits).toEqual([]);
    expect(contentsOf(await search(ada, 'swordfish is:edited'))).toEqual(['a swordfish']);
    await bob.api.delete(path);
    expect((await search(ada, 'swordfish')).hits).toEqual([]);
    expect(await chat.db.query("SELECT FROM message_search WHERE folded LIKE '%fish%'")).toEqual([]);
  });

  it('finds what was written before there was search, whatever was done to it meanwhile', async () => {
    const [kept, gone] = [await say(bob, pier, 'an old hawser'), await say(bob, pier, 'a hawser that goes')];
    await chat.db.query('DELETE FROM message_search');
    await chat.db.query('UPDATE search_progress SET version = 0, walk = 0');
    expect(await search(ada, 'hawser')).toEqual({ hits: [], next: null, complete: false });
    await bob.api.delete(`/conversations/${pier}/messages/${gone}`);
    await backfillOf(chat.db).run();
    const { hits, complete } = await search(ada, 'hawser');
    expect([hits.map(({ message }) => message.id), complete]).toEqual([[kept], true]);
    await bob.api.delete(`/conversations/${pier}/messages/${kept}`);
  });

  it('writes a job down only when something is left to do', async () => {
    let added = 0;
    const backfill = backfillOf(chat.db, () => added++);
    const id = await say(bob, pier, 'a late hawser');
    await backfill.run();
    await backfill.begin();
    expect(added).toBe(0);
    await chat.db.query("DELETE FROM message_search WHERE folded = 'a late hawser'");
    await backfill.begin();
    expect(added).toBe(1);
    await bob.api.delete(`/conversations/${pier}/messages/${id}`);
    await backfill.begin();
    expect(added).toBe(1);
  });

  it.each(['newest', 'best'])('gives every hit once, page by page: %s', async (order) => {
    const whole = await searchAll(ada, '-nothing', { order });
    const paged = await searchAll(ada, '-nothing', { order, limit: '2' });
    expect(whole).toHaveLength(5);
    expect(paged).toEqual(whole);
  });

  it('says where a query is wrong', async () => {
    const answer = await ada.api.get('/messages/search?query=pilot%20on%3Amonday');
    expect(answer.status).toBe(400);
    expect(codeIn(await ada.api.get('/messages/search?query=%00'))).toBe('QUERY_INVALID');
    expect(answer.body).toMatchObject({
      error: { code: 'QUERY_INVALID', details: { reason: 'no_day', from: 6, to: 15 } },
    });
    for (const [name, value] of [
      ['cursor', 'bm9uZQ'],
      ['zone', 'Nowhere/City'],
      ['order', 'worst'],
      ['limit', '51'],
    ]) {
      const refused = await ada.api.get(`/messages/search?query=x&${name}=${value}`);
      expect([name, refused.status, codeIn(refused)]).toEqual([name, 400, 'VALIDATION_FAILED']);
    }
  });

  it.each(["a'b", '\\', '%', '_', '$user', "'; DROP TABLE users; --", '"\'"', '🚢', '->', '\ud83d', '**', 'a\0b'])(
    'takes %j for a text like any other',
    async (query) => {
      expect((await search(ada, query)).hits).toEqual([]);
    },
  );
});

describe('a page of hits', () => {
  it('bears fewer of long messages, and leads on to all of them', async () => {
    const logs = await startGroup(ada, [], 'Logs');
    const long = (name: number) => `wreckage ${name} ${'of the last storm '.repeat(880)}`;
    for (let name = 0; name < 9; name += 1) await say(ada, logs, long(name));
    const { hits, next } = await search(ada, 'wreckage', { limit: '50' });
    expect(hits.reduce((sum, { message }) => sum + (message.content?.length ?? 0), 0)).toBeLessThan(65_536);
    expect([hits.length, next === null]).toEqual([4, false]);
    const all = await searchAll(ada, 'wreckage', { limit: '50' });
    expect(contentsOf({ hits: all })).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0].map(long));
    expect(contentsOf({ hits: await searchAll(ada, 'wreckage', { order: 'best' }) }).toSorted()).toEqual(
      contentsOf({ hits: all }).toSorted(),
    );
  });
});

describe('what somebody may not see', () => {
  it('is not found, counted or named by those who are not in', async () => {
    expect(await search(eve, 'ferry')).toEqual(await search(eve, 'nothing-like-it'));
    expect(codeIn(await eve.api.get(`/messages/search?query=ferry&conversationId=${pier}`))).toBe('NOT_FOUND');
    expect((await search(eve, 'in:"Pier 4"')).hits).toEqual([]);
  });

  it('is not found, nor shown beside a hit, by one who came later and was not given it, and by one who left', async () => {
    const group = await startGroup(ada, [bob], 'Late');
    await say(ada, group, 'buoy before');
    await chat.db.query(`UPDATE conversations SET history_policy = 'since_join' WHERE id = $group`, { group });
    await ada.api.post(`/conversations/${group}/participants`, { userIds: [eve.me.id] });
    await say(ada, group, 'buoy after');
    const { hits } = await search(eve, 'buoy');
    expect(hits.map(({ message, before }) => [message.content, before])).toEqual([['buoy after', null]]);
    const { next } = await search(bob, 'buoy', { limit: '1' });
    await ada.api.delete(`/conversations/${group}/participants/${bob.me.id}`);
    expect((await search(bob, 'buoy')).hits).toEqual([]);
    expect((await search(bob, 'buoy', { limit: '1', cursor: next ?? '' })).hits).toEqual([]);
  });
});
