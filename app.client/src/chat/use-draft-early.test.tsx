import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('a draft that has not been read yet', () => {
  it('goes on behind what was kept, where somebody types before the disk has answered', async () => {
    const id = chat.add({ people: [ana] });
    const kept = { id: chat.client.newId(), content: 'half a th' };
    let answer = () => {};
    chat.client.drafts.get = () =>
      new Promise((resolve) => {
        answer = () => resolve(kept);
      });
    const { result } = renderHook(() => useDraft(id), { wrapper });
    act(() => result.current.change('ought'));
    await act(async () => answer());
    expect(result.current.content).toBe('half a thought');
    expect(chat.drafts.get(id)).toEqual({ id: kept.id, content: 'half a thought' });
  });

  it('puts what was kept before what an input method chose, where that is told by its end alone', async () => {
    const id = chat.add({ people: [ana] });
    chat.drafts.set(id, { id: chat.client.newId(), content: 'half a th' });
    const { result } = renderHook(() => useDraft(id), { wrapper });
    await act(async () => {
      result.current.compose(true);
      result.current.change('に');
    });
    expect(result.current.content).toBe('に');
    await act(async () => result.current.compose(false, '日本'));
    expect(result.current.content).toBe('half a th日本');
  });

  /** A composer over a kept draft that the disk hands out when it is told to. */
  function beforeItsDraft(id: string) {
    const kept = { id: chat.client.newId(), content: 'half a th' };
    chat.drafts.set(id, kept);
    let answer = () => {};
    chat.client.drafts.get = () =>
      new Promise((resolve) => {
        answer = () => resolve(kept);
      });
    return { kept, ...renderHook(() => useDraft(id), { wrapper }), answer: () => act(async () => answer()) };
  }

  it.each(['before', 'after'])(
    'comes back once what was sent before it was read has left: written down %s',
    async (when) => {
      const id = chat.add({ people: [ana] });
      const { kept, result, answer } = beforeItsDraft(id);
      const written = onSlowDisk(chat);
      act(() => result.current.change('hello'));
      let sent: Promise<boolean> = Promise.resolve(false);
      act(() => {
        sent = result.current.send();
        result.current.change('helloought');
      });
      if (when === 'after') await answer();
      expect(result.current.content).toBe('helloought');
      await act(async () => {
        written();
        expect(await sent).toBe(true);
      });
      if (when === 'before') await answer();
      expect(unsent(chat, id)).toEqual(['hello']);
      expect(result.current.content).toBe('half a thought');
      expect(chat.drafts.get(id)).toEqual({ id: kept.id, content: 'half a thought' });
    },
  );

  it('is kept although something was sent before it was read, and the conversation left', async () => {
    const id = chat.add({ people: [ana] });
    const { kept, result, answer, unmount } = beforeItsDraft(id);
    act(() => result.current.change('hello'));
    await act(async () => void (await result.current.send()));
    unmount();
    await answer();
    expect(unsent(chat, id)).toEqual(['hello']);
    expect(chat.drafts.get(id)).toEqual(kept);
  });

  it('comes back before what is composed, once the words before that have left', async () => {
    const id = chat.add({ people: [ana] });
    const { kept, result, answer } = beforeItsDraft(id);
    const written = onSlowDisk(chat);
    act(() => result.current.change('hello'));
    let sent: Promise<boolean> = Promise.resolve(false);
    act(() => {
      sent = result.current.send();
      result.current.compose(true);
      result.current.change('helloに');
    });
    await act(async () => written());
    await answer();
    await act(async () => {
      result.current.compose(false, 'hello日本');
      expect(await sent).toBe(true);
    });
    expect(unsent(chat, id)).toEqual(['hello']);
    expect(result.current.content).toBe('half a th日本');
    expect(chat.drafts.get(id)).toEqual({ id: kept.id, content: 'half a th日本' });
  });
});
