import { keepAll } from '@parley/shared/models/retention.ts';
import type { ChatClient } from '../../chat-client/chat-client.ts';
import type { OutboxEntry } from '../../chat-client/outbox/entry.ts';
import { createSentMemory } from '../../chat-client/outbox/sent-here.ts';
import { createReporter } from '../../chat-client/reports/reporter.ts';
import { anEntry, anExport, anId } from './fake-data.ts';
import type { FakeRecord } from './fake-record.ts';

const performanceClock = { elapsed: () => performance.now() };

/** The client of a chat in memory. A message stays unsent until the test lets the server answer. */
export function fakeClient(chat: FakeRecord, size: number): ChatClient {
  const { store, asked, drafts, page, records } = chat;
  const lanes = (turn: (lane: readonly OutboxEntry[]) => readonly OutboxEntry[]) =>
    store.update((state) => ({
      ...state,
      outbox: new Map([...state.outbox].map(([id, lane]) => [id, turn(lane)])),
    }));
  const note = (text: string): Promise<void> => {
    asked.push(text);
    return Promise.resolve();
  };
  const headOf = (id: string) => records.get(id)?.at(-1)?.seq ?? 0;
  const rangesOf = (id: string) => store.get().conversations.get(id)?.timeline?.ranges ?? [];

  const memory = createSentMemory({ clock: { now: () => Date.now() }, storage: () => null });
  store.subscribe(() => memory.look(store.get()));

  return {
    state: store,
    checkUp: () => note('checkUp'),
    sentHere: (id) => memory.of(id),
    advances: async (_id, messageId) => [...(chat.advances.get(messageId) ?? [])],
    start: () => note('start'),
    flush: () => note('flush'),
    stop: () => note('stop'),
    register: ({ username }) => note(`register ${username}`),
    signIn: async ({ username }) => {
      await note(`signIn ${username}`);
      store.update((state) => ({ ...state, session: 'signedIn' }));
    },
    signOut: async (unsent) => {
      await note(`signOut ${unsent}`);
      store.update((state) => ({ ...state, session: 'signedOut', me: null }));
    },
    account: async () => ({
      sessions: async () => [...chat.sessions],
      endSession: async (id) => {
        await note(`endSession ${id}`);
        const at = chat.sessions.findIndex((session) => session.id === id);
        if (at >= 0) chat.sessions.splice(at, 1);
      },
      endOtherSessions: async () => {
        await note('endOtherSessions');
        return chat.sessions.splice(1).length;
      },
      changePassword: async (password, newPassword) => {
        await note(`changePassword ${password} ${newPassword}`);
        return chat.sessions.splice(1).length;
      },
      erase: async (password, messages) => {
        await note(`erase ${password} ${messages}`);
        store.update((state) => ({ ...state, session: 'signedOut', me: null }));
      },
    }),
    changeProfile: (displayName) => note(`changeProfile ${displayName}`),
    search: async ({ query }) => {
      await note(`search ${query}`);
      const found = [...chat.records.values()].flat().filter(({ content }) => content?.includes(query));
      const hits = found.map((message) => {
        const at = message.content?.indexOf(query) ?? 0;
        return { message, highlights: [[at, at + query.length] as [number, number]], before: null, after: null };
      });
      return { hits, next: null, complete: true };
    },
    searchHere: async ({ query }) => {
      const all = [...chat.records.values()].flat();
      const hits = all.flatMap((message) => {
        const at = message.content?.indexOf(query) ?? -1;
        if (at < 0) return [];
        return [{ message, highlights: [[at, at + query.length] as [number, number]], before: null, after: null }];
      });
      return { hits, next: null, searched: all.length, saved: all.length, unsaved: 0 };
    },
    findPeople: async (prefix) => [...store.get().users.values()].filter(({ username }) => username.startsWith(prefix)),
    open: async (id) => {
      await note(`open ${id}`);
      if (rangesOf(id).length === 0) page(id, Math.max(0, headOf(id) - size), headOf(id));
    },
    close: (id) => void note(`close ${id}`),
    readAhead: async () => undefined,
    trim: () => undefined,
    loadOlder: async (id) => {
      const [range] = rangesOf(id);
      await note(`loadOlder ${id}`);
      if (range) page(id, Math.max(0, range.from - size), range.upTo);
    },
    loadNewer: async (id) => {
      const [range] = rangesOf(id);
      await note(`loadNewer ${id}`);
      if (range) page(id, range.from, Math.min(headOf(id), range.upTo + size));
    },
    loadAround: async (id, seq) => {
      await note(`loadAround ${id} ${seq}`);
      page(id, Math.max(0, seq - size / 2), Math.min(headOf(id), seq + size / 2));
    },
    loadNewest: async (id) => {
      await note(`loadNewest ${id}`);
      page(id, Math.max(0, headOf(id) - size), headOf(id));
    },
    loadMoreConversations: () => note('loadMoreConversations'),
    newId: anId,
    send: async ({ id, conversationId, content }) => {
      await note(`send ${content}`);
      const lane = store.get().outbox.get(conversationId) ?? [];
      if (lane.some((entry) => entry.id === id)) return;
      store.update((state) => ({
        ...state,
        outbox: new Map(state.outbox).set(conversationId, [...lane, anEntry(conversationId, id, content)]),
      }));
    },
    retry: async (id) => {
      await note(`retry ${id}`);
      lanes((lane) => lane.map((entry) => (entry.id === id ? { ...entry, status: 'queued', failure: null } : entry)));
    },
    discard: async (id) => {
      await note(`discard ${id}`);
      lanes((lane) => lane.filter((entry) => entry.id !== id));
    },
    editUnsent: async (id, content) => {
      await note(`editUnsent ${content}`);
      lanes((lane) => lane.map((entry) => (entry.id === id ? { ...entry, content } : entry)));
    },
    canSend: () => ({ ok: true }),
    waiting: async () => [...store.get().outbox.values()].flat().length,
    drafts: {
      get: async (id) => drafts.get(id) ?? null,
      set: (id, draft) => void (draft.content.trim() === '' ? drafts.delete(id) : drafts.set(id, draft)),
      subscribe: () => () => {},
    },
    keepWhole: (_id, isKept) => note(`keepWhole ${isKept}`),
    keeping: {
      archiveForMe: (_id, archived) => note(`archiveForMe ${archived}`),
      archiveForAll: (_id, archived) => note(`archiveForAll ${archived}`),
      rules: async () => ({ own: null, instance: keepAll }),
      setRule: (_id, rule) => note(`setRule ${JSON.stringify(rule)}`),
      tryRule: async () => ({ archived: 12, removed: 3 }),
    },
    edit: (_id, _messageId, content) => note(`edit ${content}`),
    remove: (_id, messageId) => note(`remove ${messageId}`),
    markUnread: async (id, seq) => {
      await note(`markUnread ${seq}`);
      chat.markUnread(id, seq);
    },
    whyUnread: async (id) => {
      await note('whyUnread');
      return chat.whyUnread(id);
    },
    markRead: (id, seq) => {
      void note(`markRead ${seq}`);
      chat.change(id, (now) => ({
        ...now,
        summary: { ...now.summary, me: { ...now.summary.me, readSeq: seq, unread: { count: 0, atSeq: seq } } },
      }));
    },
    setTyping: (_id, active) => void note(`typing ${active}`),
    startDirect: async (userId) => {
      await note(`startDirect ${userId}`);
      return store.get().order[0] ?? '';
    },
    startGroup: async (title, userIds) => {
      await note(`startGroup ${title} ${userIds.length}`);
      return store.get().order[0] ?? '';
    },
    rename: (_id, title) => note(`rename ${title}`),
    addPeople: (_id, userIds) => note(`addPeople ${userIds.length}`),
    removePerson: (_id, userId) => note(`removePerson ${userId}`),
    leave: () => note('leave'),
    changeRole: (_id, _userId, role) => note(`changeRole ${role}`),
    reconnectNow: () => void note('reconnectNow'),
    exports: async () => ({
      start: async (conversationId, format) => {
        await note(`export ${format}`);
        return anExport(conversationId, format);
      },
      startMine: async () => {
        await note('export mine');
        return { ...anExport('', 'json'), conversationId: null, format: 'zip' };
      },
      list: async () => chat.kept,
      get: async () => chat.exported.at(-1) ?? anExport('', 'json'),
      cancel: (id) => note(`cancelExport ${id}`),
      link: async (id) => `/api/v1/exports/${id}/file?token=1`,
    }),
    askAsAdmin: async (route) => {
      await note(`askAsAdmin ${route.name}`);
      return chat.adminAnswers.get(route.name) as never;
    },
    consent: {
      agreed: () => chat.asked.at(-1) === 'agree true',
      agree: (yes) => void note(`agree ${yes}`),
    },
    reports: createReporter({
      clock: performanceClock,
      release: 'test',
      send: (report) => note(`report ${report.name}`),
    }),
    monitor: chat.monitor,
    cacheStatistics: () => ({ hits: 0, misses: 0, evictions: 0, expirations: 0, size: 0 }),
  };
}
