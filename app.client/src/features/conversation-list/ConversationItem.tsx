import { memo } from 'react';
import { shortMoment } from '../../chat/moments.ts';
import { conversationName, facesOf, firstName, listNames, otherPerson } from '../../chat/names.ts';
import { useConversation } from '../../chat/use-conversations.ts';
import { useDraftPreview } from '../../chat/use-draft.ts';
import { usePresence, useTyping } from '../../chat/use-people.ts';
import { type Preview, usePreview } from '../../chat/use-preview.ts';
import { useMe } from '../../chat/use-session.ts';
import { Avatar, AvatarPair } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { DraftMark } from '../../ui/rail/DraftMark.tsx';
import { RailItem } from '../../ui/rail/RailItem.tsx';
import { Spoken } from '../../ui/Spoken.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { isForTheBrowser } from './is-for-the-browser.ts';

interface ConversationItemProps {
  id: string;
  here: boolean;
  /** The list is one stop of the tabulator: this is the item that has it. */
  stop: boolean;
  now: number;
  /** Opens it. */
  onGo: (id: string) => void;
  /** Asks why it is unread. */
  onWhy: (id: string) => void;
}

/** One conversation in the list. It alone renders when something happens in it. */
export const ConversationItem = memo(function ConversationItem({
  id,
  here,
  stop,
  now,
  onGo,
  onWhy,
}: ConversationItemProps) {
  const conversation = useConversation(id);
  const me = useMe()?.id;
  const preview = usePreview(id);
  const draft = useDraftPreview(id, here);
  const typing = useTyping(id);
  const other = conversation ? otherPerson(conversation.summary, me) : null;
  const presence = usePresence(other?.id ?? null);
  if (!conversation || !preview) return null;
  const { summary } = conversation;
  // What is open is being read, unless it was marked.
  const stays = summary.me.unreadMarkSeq !== null;
  const unread = here && !stays ? 0 : summary.me.unread.count;
  const when = summary.lastMessage?.createdAt ?? summary.lastChangeAt;
  const faces = facesOf(summary, me);
  return (
    <RailItem
      // A link of its own: the router's would render every line anew whenever one goes somewhere.
      href={`/c/${id}`}
      data-conversation={id}
      tabIndex={stop ? 0 : -1}
      here={here}
      unread={unread > 0 || stays}
      onClick={(event) => {
        if (isForTheBrowser(event)) return;
        event.preventDefault();
        // The number itself is asked what it counts; the rest of the line opens the conversation.
        if ((event.target as Element).closest('.ui-badge')) onWhy(id);
        else onGo(id);
      }}
      face={
        other ? (
          <Avatar
            name={other.displayName}
            seed={other.id}
            size="large"
            presence={presence?.online ? 'active' : 'away'}
            label="active"
            decorative={!presence?.online}
          />
        ) : (
          <AvatarPair people={faces.map((person) => ({ name: person.displayName, seed: person.id }))} />
        )
      }
      name={conversationName(summary, me)}
      time={shortMoment(when, now)}
      dateTime={when}
      preview={
        typing.length > 0 ? (
          <span>{`${listNames(typing.map(firstName))} ${typing.length === 1 ? 'is' : 'are'} writing`}</span>
        ) : (
          <PreviewLine preview={preview} draft={draft} />
        )
      }
      count={unread > 0 ? <Badge count={unread} /> : stays ? <Badge count="marked" /> : undefined}
    />
  );
});

function PreviewLine({ preview, draft }: { preview: Preview; draft: string | null }) {
  // What is unsent needs its author more than what is not finished.
  if (draft !== null && preview.status !== 'failed' && preview.status !== 'sending') {
    return (
      <>
        <DraftMark />
        {draft}
      </>
    );
  }
  return (
    <>
      {preview.status && <Tick state={preview.status} small />}
      {preview.by === null ? preview.text : <Spoken by={preview.by}>{preview.text}</Spoken>}
    </>
  );
}
