import { act, cleanup, render, renderHook, screen } from '@testing-library/react';
import { type ReactNode, useRef } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatProvider, useChatClient } from './ChatContext.tsx';
import { createFakeChat, type FakeChat } from './testing/fake-chat.ts';
import { aParticipant, asMe, aUser } from './testing/fake-data.ts';
import { useConversationSections, useUnreadTotal } from './use-conversations.ts';
import { useReaders } from './use-delivery.ts';
import { useMessages } from './use-messages.ts';
import { usePresence, useTyping } from './use-people.ts';

const ana = aUser('Ana Lopes');
const ben = aUser('Ben Ito');
let chat: FakeChat;

const wrapper = ({ children }: { children: ReactNode }) => <ChatProvider client={chat.client}>{children}</ChatProvider>;

beforeEach(() => {
  chat = createFakeChat(asMe(aUser('Nora Lindqvist')));
});
afterEach(cleanup);

/** Shows the words of one conversation and how often it was rendered. */
function Conversation({ id }: { id: string }) {
  const { rows } = useMessages(id);
  const renders = useRef(0);
  renders.current += 1;
  return (
    <section aria-label={id} data-renders={renders.current}>
      {rows.map((row) => (
        <p key={row.id}>{row.message ? `sent ${row.message.content}` : `sending ${row.entry?.content}`}</p>
      ))}
    </section>
  );
}

describe('the chat context', () => {
  it('is missed loudly outside of its provider', () => {
    expect(() => renderHook(() => useChatClient())).toThrow('useChatClient must be used inside <ChatProvider>');
  });

  it('renders nothing in one conversation for a message in another', async () => {
    const [one, other] = [chat.add({ people: [ana] }), chat.add({ people: [ben] })];
    await act(async () => void (await Promise.all([chat.client.open(one), chat.client.open(other)])));
    render(
      <>
        <Conversation id={one} />
        <Conversation id={other} />
      </>,
      { wrapper },
    );
    const before = screen.getByLabelText(other).dataset.renders;
    act(() => void chat.say(one, ana.id, 'hello'));
    expect(screen.getByLabelText(one).textContent).toBe('sent hello');
    expect(screen.getByLabelText(other).dataset.renders).toBe(before);
  });

  it('keeps the element that said sending when the server answers', async () => {
    const id = chat.add({ people: [ana] });
    render(<Conversation id={id} />, { wrapper });
    await act(async () => {
      await chat.client.open(id);
      await chat.client.send({ id: chat.client.newId(), conversationId: id, content: 'one' });
    });
    const element = screen.getByText('sending one');
    act(() => chat.answer(id));
    expect(element.isConnected).toBe(true);
    expect(element.textContent).toBe('sent one');
  });

  it('counts what is unread and keeps the open conversation where it is', () => {
    const quiet = chat.add({ people: [ana], messages: [{ content: 'old' }] });
    const loud = chat.add({ people: [ben], messages: [{ content: 'new' }, { content: 'newer' }], readSeq: 0 });
    const total = renderHook(() => useUnreadTotal(), { wrapper });
    const sections = renderHook(({ held }: { held: string | null }) => useConversationSections(held), {
      wrapper,
      initialProps: { held: null as string | null },
    });
    expect(total.result.current).toBe(2);
    expect(sections.result.current).toEqual({ unread: [loud], rest: [quiet], archived: [] });
    sections.rerender({ held: loud });
    act(() => chat.client.markRead(loud, 2));
    expect(total.result.current).toBe(0);
    expect(sections.result.current.unread).toEqual([loud]);
    sections.rerender({ held: null });
    expect(sections.result.current.unread).toEqual([]);
  });

  it('does not list a direct conversation that somebody opened and wrote nothing in', () => {
    const id = chat.add({ people: [ana] });
    chat.change(id, (now) => {
      const conversation = { ...now.summary.conversation, createdBy: ana.id };
      return { ...now, summary: { ...now.summary, conversation } };
    });
    const sections = (held: string | null) =>
      renderHook(() => useConversationSections(held), { wrapper }).result.current;
    expect(sections(null).rest).toEqual([]);
    expect(sections(id).unread).toEqual([id]);
    act(() => chat.change(id, (now) => ({ ...now, summary: { ...now.summary, head: 2 } })));
    expect(sections(null).rest).toEqual([id]);
  });

  it('says of nobody that they have read what was said before they came', () => {
    const id = chat.add({
      people: [ana, ben],
      messages: [{ content: 'one' }, { content: 'two' }, { content: 'three' }],
    });
    chat.page(id, 0, 3);
    const me = chat.store.get().me?.id ?? '';
    const at = (joinedSeq: number, readSeq: number) => ({ joinedSeq, readSeq, deliveredSeq: readSeq });
    chat.change(id, (now) => ({
      ...now,
      participants: new Map([
        [ana.id, aParticipant(ana, at(2, 2))],
        [ben.id, aParticipant(ben, at(1, 2))],
      ]),
    }));
    const rows = (chat.store.get().conversations.get(id)?.timeline?.rows ?? []).map((message) => ({
      id: message.id,
      entry: null,
      message: { ...message, senderId: me },
    }));
    const readers = renderHook(() => useReaders(id, rows), { wrapper });
    expect([...readers.result.current.values()].flat().map(({ id: userId }) => userId)).toEqual([ben.id]);
  });

  it('takes nobody who has left for writing', () => {
    const id = chat.add({ people: [ana, ben] });
    chat.store.update((state) => ({ ...state, typing: new Map([[id, [ana.id, ben.id]]]) }));
    const typing = renderHook(() => useTyping(id), { wrapper });
    const leave = new Map([[ana.id, aParticipant(ana, { leftSeq: 2 })]]);
    act(() => chat.change(id, (now) => ({ ...now, participants: leave })));
    expect(typing.result.current.map(({ id: userId }) => userId)).toEqual([ben.id]);
  });

  it('knows who writes, without oneself, and nobody’s presence while offline', () => {
    const id = chat.add({ people: [ana, ben] });
    const me = chat.store.get().me?.id ?? '';
    chat.store.update((state) => ({
      ...state,
      typing: new Map([[id, [ana.id, me]]]),
      presences: new Map([[ana.id, { userId: ana.id, online: true, lastSeenAt: null }]]),
    }));
    const typing = renderHook(() => useTyping(id), { wrapper });
    const presence = renderHook(() => usePresence(ana.id), { wrapper });
    expect(typing.result.current.map(({ id: userId }) => userId)).toEqual([ana.id]);
    expect(presence.result.current?.online).toBe(true);
    act(() => chat.store.update((now) => ({ ...now, connection: { ...now.connection, phase: 'offline' } })));
    expect(presence.result.current).toBeNull();
  });
});
