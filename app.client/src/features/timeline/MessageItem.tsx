import type { Message } from '@parley/shared/models/message.ts';
import type { User } from '@parley/shared/models/user.ts';
import { memo, type ReactNode, useRef, useState } from 'react';
import { writtenLate } from '../../chat/late-words.ts';
import { fullMoment, numberOf, timeOf } from '../../chat/moments.ts';
import { useDeliveryStatus, useDeliveryWords } from '../../chat/use-delivery.ts';
import type { MessageRow as Row } from '../../chat/use-messages.ts';
import { useUser } from '../../chat/use-people.ts';
import { useMe } from '../../chat/use-session.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { MessageRow } from '../../ui/line/MessageRow.tsx';
import { Readers } from '../../ui/line/Readers.tsx';
import { RowHead } from '../../ui/line/RowHead.tsx';
import { Tick, type TickState } from '../../ui/Tick.tsx';
import { saidAt } from './arrange.ts';
import { FailedWords } from './FailedWords.tsx';
import { StoryCard } from './later.ts';
import { DeletedWords, MessageWords } from './MessageWords.tsx';
import { RowActions, type RowDoings } from './RowActions.tsx';
import { useLongPress } from './use-long-press.ts';

/** What a row asks its line to do; stable, so that a row renders for its own sake alone. */
export interface LineDoings {
  readonly edit: (row: Row) => void;
  readonly remove: (row: Row) => void;
  readonly markUnread: (row: Row) => void;
  readonly copyText: (row: Row) => void;
  readonly copyLink: (row: Row) => void;
}

interface MessageItemProps {
  row: Row;
  head: boolean;
  /** The first number between the row before and this one that has no row of its own. */
  skippedFrom: number | null;
  stop: boolean;
  target: boolean;
  readers: readonly User[] | undefined;
  doings: LineDoings;
}

/** One message, from the moment it is written to the day it is deleted: always the same element. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { row, head, skippedFrom, stop, target, readers, doings } = props;
  const { message, entry } = row;
  const me = useMe();
  const authorId = message?.senderId ?? me?.id ?? null;
  const own = authorId === me?.id;
  const author = useUser(authorId);
  const name = own ? 'You' : (author?.displayName ?? 'Somebody');
  const content = message ? message.content : (entry?.amendment?.kind === 'edit' ? entry.amendment : entry)?.content;
  const leaving = message === null && entry?.amendment?.kind === 'delete';
  const failed = message === null && (entry?.status === 'failed' || entry?.status === 'doubtful');
  const [near, setNear] = useState(false);
  const [focused, setFocused] = useState(false);
  const [menu, setMenu] = useState(false);
  const [story, setStory] = useState(false);
  const late = message && writtenLate(message);
  const press = useLongPress(() => setMenu(true));
  const at = saidAt(row);
  const edited = message?.editedAt != null;

  const words: ReactNode =
    content == null || leaving ? (
      <DeletedWords />
    ) : (
      <MessageWords content={content} edited={edited} late={head || !message ? null : lateInGroup(message)} />
    );
  return (
    <MessageRow
      role="article"
      aria-label={`${name} at ${timeOf(at)}${late ? `, ${late}` : ''}: ${content ?? 'deleted'}${edited ? ', edited' : ''}`}
      data-row={row.id}
      tabIndex={stop ? 0 : -1}
      number={message ? numberOf(message.seq) : undefined}
      // For a pointer alone: whole dates are dear, and most rows are never pointed at.
      numberTitle={message && near ? numberTitle(message, skippedFrom) : undefined}
      own={own}
      state={message ? 'set' : failed ? 'failed' : 'unsent'}
      target={target}
      head={
        head && (
          <RowHead
            name={name}
            time={timeOf(at)}
            dateTime={new Date(at).toISOString()}
            timeTitle={near ? fullMoment(at) : undefined}
            late={late ?? undefined}
            lateTitle={message?.composedAt ? lateTitle(message.composedAt, message.createdAt) : undefined}
          />
        )
      }
      face={head && !own && authorId !== null && <Avatar name={name} seed={authorId} decorative />}
      end={
        (own || readers) && (
          <RowEnd row={row} own={own} failed={failed} readers={readers} stop={stop} story={story} onStory={setStory} />
        )
      }
      tools={
        (near || menu || focused) && (
          <RowActions open={menu} onOpenChange={setMenu} {...offered(row, own, doings, setStory)} />
        )
      }
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
      onPointerLeave={() => setNear(false)}
      {...press}
      // Not when a row only passes under a pointer that rests: while somebody scrolls, that is every row.
      onPointerMove={(event) => {
        press.onPointerMove(event);
        setNear(true);
      }}
    >
      {failed && entry ? (
        <FailedWords entry={entry} onEdit={() => doings.edit(row)} onDelete={() => doings.remove(row)}>
          {words}
        </FailedWords>
      ) : (
        words
      )}
    </MessageRow>
  );
});

function RowEnd({
  row,
  own,
  failed,
  readers,
  stop,
  story,
  onStory,
}: Pick<MessageItemProps, 'row' | 'readers' | 'stop'> & {
  own: boolean;
  failed: boolean;
  story: boolean;
  onStory: (open: boolean) => void;
}) {
  const tick = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  wasAsked.current ||= story;
  const mine = own && row.message?.content != null ? row.message : null;
  const status = useDeliveryStatus(mine);
  const label = useDeliveryWords(mine);
  const state: TickState | null = row.message ? status : failed ? 'failed' : 'sending';
  return (
    <>
      {state && own && (
        <>
          <Tick
            ref={tick}
            state={state}
            tabIndex={stop ? 0 : -1}
            aria-haspopup="dialog"
            aria-expanded={story}
            onClick={() => onStory(!story)}
            {...(label ? { label } : {})}
          />
          {wasAsked.current && <StoryCard row={row} open={story} onOpenChange={onStory} anchor={tick} />}
        </>
      )}
      {readers && (
        <Readers
          people={readers.map((user) => ({ name: user.displayName, seed: user.id }))}
          label={`Read up to here: ${readers.map((user) => user.displayName).join(', ')}`}
        />
      )}
    </>
  );
}

/** A row without a head has no time beside it: both are said. */
function lateInGroup(message: Message): string | null {
  const late = writtenLate(message);
  return late && `${late}, sent ${timeOf(message.createdAt)}`;
}

const lateTitle = (composedAt: string, createdAt: string): string =>
  `Written ${fullMoment(composedAt)}, as the device says that wrote it. On the record since ${fullMoment(createdAt)}.`;

function numberTitle({ createdAt, seq }: Message, skippedFrom: number | null): string {
  if (skippedFrom === null) return fullMoment(createdAt);
  const between =
    skippedFrom === seq - 1
      ? `${numberOf(skippedFrom)} is an edit or another change.`
      : `${numberOf(skippedFrom)} to ${numberOf(seq - 1)} are edits and other changes.`;
  return `${fullMoment(createdAt)}. ${between}`;
}

function offered(row: Row, own: boolean, doings: LineDoings, setStory: (open: boolean) => void): RowDoings {
  const { message, entry } = row;
  const hasWords = message ? message.content !== null : entry?.amendment?.kind !== 'delete';
  return {
    onCopyText: hasWords ? () => doings.copyText(row) : undefined,
    onCopyLink: message ? () => doings.copyLink(row) : undefined,
    onMarkUnread: message ? () => doings.markUnread(row) : undefined,
    onStory: own && hasWords ? () => setStory(true) : undefined,
    onEdit: own && hasWords ? () => doings.edit(row) : undefined,
    onDelete: own && hasWords ? () => doings.remove(row) : undefined,
  };
}
