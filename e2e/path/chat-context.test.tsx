import './screen.ts';
import { startGroup } from '@parley/backend/testing/conversations.ts';
import { Boundary } from '@parley/client/app/Boundary.tsx';
import { ChatProvider } from '@parley/client/chat/ChatContext.tsx';
import { useConversation, useConversationList } from '@parley/client/chat/use-conversations.ts';
import { useMessages } from '@parley/client/chat/use-messages.ts';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { type ReactNode, useRef } from 'react';
import { MemoryRouter } from 'react-router';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { closeDevices, type Device } from './device.ts';
import { opened, openStage, type Stage, soon } from './stage.ts';

// What the context gives to a screen, over the real client and the real service.

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  cleanup();
  await closeDevices();
});
afterAll(() => stage.service.close());

/** One conversation as a screen shows it: how it stands, its words, and how often it was drawn. */
function Pane({ id, mayShow = () => true }: { id: string; mayShow?: (words: string) => boolean }) {
  const { rows, started, hasOlder } = useMessages(id);
  const loading = useConversation(id)?.loading;
  const draws = useRef(0);
  draws.current += 1;
  const words = rows.flatMap(({ message }) => (message?.kind === 'text' ? [message.content ?? ''] : []));
  if (!words.every(mayShow)) throw new Error('these words cannot be shown');
  const state = started ? (loading?.older ? 'loading older' : hasOlder ? 'more above' : 'whole') : 'loading';
  return (
    <section aria-label={id} data-state={state} data-draws={draws.current}>
      {words.join(' | ')}
    </section>
  );
}

const List = () => <p role="status">{useConversationList().status}</p>;
const show = ({ chat }: Pick<Device, 'chat'>, children: ReactNode) =>
  render(
    <MemoryRouter>
      <ChatProvider client={chat}>{children}</ChatProvider>
    </MemoryRouter>,
  );
const pane = (id: string) => screen.getByLabelText(id);

describe('ChatContext', () => {
  it('should handle multiple conversation state correctly', async () => {
    const { ada, bob, device } = stage;
    const groups = [await startGroup(ada, [bob], 'One'), await startGroup(ada, [bob], 'Other')] as const;
    const [one, other] = groups;
    const [a, b] = [await device(ada), await device(bob)];
    await Promise.all(groups.map((id) => opened(id, a, b)));
    show(
      a,
      groups.map((id) => <Pane key={id} id={id} />),
    );
    await b.say(one, 'for one');
    await soon(() => expect(pane(one).textContent).toBe('for one'));
    // Quiet again: whatever its own receipts drew is drawn.
    await soon(() => expect(a.unsent(one)).toEqual([]));
    const drawn = pane(other).dataset.draws;
    await b.say(one, 'and more');
    await soon(() => expect(pane(one).textContent).toBe('for one | and more'));
    expect(pane(other).dataset.draws).toBe(drawn);
    await b.say(other, 'for the other');
    await soon(() => expect(pane(other).textContent).toBe('for the other'));
    expect(pane(one).textContent).toBe('for one | and more');
  });

  it('should implement proper error boundaries', async () => {
    const { ada, bob, device } = stage;
    const groups = [await startGroup(ada, [bob], 'Fine'), await startGroup(ada, [bob], 'Breaks')] as const;
    const [fine, breaks] = groups;
    const [a, b] = [await device(ada), await device(bob)];
    await Promise.all(groups.map((id) => opened(id, a, b)));
    let isMended = false;
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    show(
      a,
      <>
        <Boundary
          broken={({ again, report }) => (
            <button type="button" onClick={again} title={report}>
              Show it again
            </button>
          )}
        >
          <Pane id={breaks} mayShow={(words) => isMended || words !== 'unshowable'} />
        </Boundary>
        <Pane id={fine} />
      </>,
    );
    await b.say(breaks, 'unshowable');
    const again = await screen.findByRole('button', { name: 'Show it again' }, { timeout: 30_000 });
    // What broke is reported, without a word that somebody wrote.
    expect(again.title).toContain('at Pane');
    expect(again.title).not.toContain('unshowable');
    await b.say(fine, 'goes on');
    await soon(() => expect(pane(fine).textContent).toBe('goes on'));
    isMended = true;
    await userEvent.click(again);
    await soon(() => expect(pane(breaks).textContent).toBe('unshowable'));
    expect(again.isConnected).toBe(false);
    complaints.mockRestore();
  });

  it('should manage loading states appropriately', async () => {
    const { ada, bob, device } = stage;
    const group = await startGroup(ada, [bob], 'Long');
    const post = (index: number) =>
      bob.api.post(`/conversations/${group}/messages`, { id: crypto.randomUUID(), content: `line ${index}` });
    for (let index = 0; index < 60; index += 1) await post(index);

    const held: (() => void)[] = [];
    let isHolding = true;
    const a = await device(ada, {
      async http({ path }, send) {
        const isAsked = path.endsWith('/conversations') || path.endsWith('/sync') || path.endsWith('/messages');
        if (isHolding && isAsked) await new Promise<void>((resolve) => held.push(resolve));
        return send();
      },
    });
    const release = () => {
      isHolding = false;
      for (const go of held.splice(0)) go();
    };
    show(
      a,
      <>
        <List />
        <Pane id={group} />
      </>,
    );
    expect(screen.getByRole('status').textContent).toBe('loading');
    const opening = a.chat.open(group);
    await soon(() => expect(held.length).toBeGreaterThan(0));
    expect(pane(group).dataset.state).toBe('loading');
    release();
    await opening;
    await soon(() => expect(screen.getByRole('status').textContent).toBe('ready'));
    await soon(() => expect(pane(group).dataset.state).toBe('more above'));

    isHolding = true;
    const older = a.chat.loadOlder(group);
    await soon(() => expect(pane(group).dataset.state).toBe('loading older'));
    release();
    await older;
    await soon(() => expect(pane(group).dataset.state).toBe('whole'));
    expect(pane(group).textContent?.split(' | ')).toHaveLength(60);
  });
});
