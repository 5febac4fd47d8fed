import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../chat-client/outbox/drafts.ts';
import { ChatProvider } from './ChatContext.tsx';
import { onSlowDisk, unsent } from './draft.fixture.ts';
import { createFakeChat, type FakeChat } from './testing/fake-chat.ts';
import { asMe, aUser } from './testing/fake-data.ts';
import { useDraft } from './use-draft.ts';

const ana = aUser('Ana Lopes');
let chat: FakeChat;

const wrapper = ({ children }: { children: ReactNode }) => <ChatProvider client={chat.client}>{children}</ChatProvider>;

beforeEach(() => {
  chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
});
afterEach(cleanup);

describe('a draft', () => {
  const ready = async (id: string) => {
    const draft = renderHook(() => useDraft(id), { wrapper });
    // What was kept has been read by then: the fake has it at hand.
    await act(async () => {});
    return draft.result;
  };

  it('comes back, and leaves the composer only when it is written down', async () => {
    const id = chat.add({ people: [ana] });
    chat.drafts.set(id, { id: chat.client.newId(), content: 'half a th' });
    const draft = await ready(id);
    expect(draft.current.content).toBe('half a th');
    act(() => draft.current.change('half a thought'));
    const written = onSlowDisk(chat);
    let sent: Promise<boolean> = Promise.resolve(false);
    act(() => {
      sent = draft.current.send();
    });
    expect(draft.current.content).toBe('half a thought');
    await act(async () => {
      written();
      await sent;
    });
    expect(draft.current.content).toBe('');
    expect(unsent(chat, id)).toEqual(['half a thought']);
  });

  it('stays, with its id, when it cannot be written down', async () => {
    const id = chat.add({ people: [ana] });
    const draft = await ready(id);
    const ids: string[] = [];
    const send = chat.client.send;
    chat.client.send = async (message) => {
      ids.push(message.id);
      if (ids.length === 1) throw new Error('full');
      return send(message);
    };
    act(() => draft.current.change('words'));
    await act(async () => expect(await draft.current.send()).toBe(false));
    expect(draft.current.content).toBe('words');
    await act(async () => expect(await draft.current.send()).toBe(true));
    expect(ids[1]).toBe(ids[0]);
    expect(draft.current.content).toBe('');
  });

  it('is sent once, however often Enter is hit, and what is typed meanwhile is another message', async () => {
    const id = chat.add({ people: [ana] });
    const draft = await ready(id);
    act(() => draft.current.change('one'));
    await act(async () => {
      const first = draft.current.send();
      const again = draft.current.send();
      draft.current.change('onetwo');
      await Promise.all([first, again]);
    });
    expect(unsent(chat, id)).toEqual(['one']);
    expect(draft.current.content).toBe('two');
    await act(async () => void (await draft.current.send()));
    expect(unsent(chat, id)).toEqual(['one', 'two']);
    const ids = chat.store
      .get()
      .outbox.get(id)
      ?.map((entry) => entry.id);
    expect(new Set(ids).size).toBe(2);
  });

  it('does not change under an input method that composes: what was sent leaves when it has ended', async () => {
    const id = chat.add({ people: [ana] });
    const draft = await ready(id);
    const written = onSlowDisk(chat);
    act(() => draft.current.change('one'));
    let sent: Promise<boolean> = Promise.resolve(false);
    act(() => {
      sent = draft.current.send();
      draft.current.compose(true);
      draft.current.change('oneに');
    });
    await act(async () => written());
    await vi.waitFor(() => expect(unsent(chat, id)).toEqual(['one']));
    expect(draft.current.content).toBe('oneに');
    // Closed now, the page comes back without what was sent.
    expect(chat.drafts.get(id)?.content).toBe('に');
    act(() => draft.current.change('one日本'));
    expect(chat.drafts.get(id)?.content).toBe('日本');
    await act(async () => {
      draft.current.compose(false);
      await sent;
    });
    expect(draft.current.content).toBe('日本');
    expect(chat.drafts.get(id)?.content).toBe('日本');
  });

  it('leaves at once when it is sent with a word that the keyboard of a phone has not ended', async () => {
    const id = chat.add({ people: [ana] });
    const draft = await ready(id);
    act(() => {
      draft.current.compose(true);
      draft.current.change('one');
    });
    await act(async () => expect(await draft.current.send()).toBe(true));
    expect(unsent(chat, id)).toEqual(['one']);
    expect(draft.current.content).toBe('');
  });

  it('does not come back by the end of a composition that was told after it was sent', async () => {
    const id = chat.add({ people: [ana] });
    const draft = await ready(id);
    act(() => {
      draft.current.compose(true);
      draft.current.change('one');
    });
    await act(async () => void (await draft.current.send()));
    act(() => draft.current.compose(false, 'one'));
    expect(unsent(chat, id)).toEqual(['one']);
    expect(draft.current.content).toBe('');
  });

  it('goes on with what is typed in another tab while it is written down', async () => {
    const id = chat.add({ people: [ana] });
    let tell = (_: string, __: Draft) => {};
    chat.client.drafts.subscribe = (listener) => {
      tell = listener;
      return () => {};
    };
    const draft = await ready(id);
    const written = onSlowDisk(chat);
    let sent: Promise<boolean> = Promise.resolve(false);
    act(() => draft.current.change('one'));
    act(() => {
      sent = draft.current.send();
    });
    // The other tab still shows the first words when it is typed there, under their id.
    act(() => tell(id, { id: chat.client.newId(), content: 'two' }));
    await act(async () => {
      written();
      await sent;
    });
    expect(unsent(chat, id)).toEqual(['one']);
    expect(draft.current.content).toBe('two');
    expect(chat.drafts.get(id)?.content).toBe('two');
  });

  it('is cut where Enter was hit, however long the disk takes and however fast one types on', async () => {
    const id = chat.add({ people: [ana] });
    const draft = await ready(id);
    const send = chat.client.send;
    chat.client.send = async (message) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return send(message);
    };
    let text = '';
    const type = (more: string) => {
      text += more;
      draft.current.change(text);
    };
    await act(async () => {
      type('one');
      const first = draft.current.send();
      type('two');
      const second = draft.current.send();
      type('th');
      await first;
      text = text.slice('one'.length);
      type('ree');
      const third = draft.current.send();
      type('and so on');
      await Promise.all([second, third]);
    });
    expect(unsent(chat, id)).toEqual(['one', 'two', 'three']);
    expect(draft.current.content).toBe('and so on');
  });
});
