import type { Excerpt, Hit } from '@parley/shared/contract/search.routes.ts';
import { dayName, fullMoment, numberOf, timeOf } from '../../chat/moments.ts';
import { conversationName } from '../../chat/names.ts';
import { useChatState } from '../../chat/use-chat-state.ts';
import { useToday } from '../../chat/use-now.ts';
import { useUsers } from '../../chat/use-people.ts';
import { useMe } from '../../chat/use-session.ts';
import { Spoken } from '../../ui/Spoken.tsx';
import { moveAmongHits } from './move-among-hits.ts';
import { foundPieces } from './pieces.ts';

interface HitsProps {
  readonly hits: readonly Hit[];
  readonly onJump: (conversationId: string, seq: number) => void;
}

/** Runs of hits of one conversation, in the order they came: grouping moves none of them. */
function runsOf(hits: readonly Hit[]): Hit[][] {
  const runs: Hit[][] = [];
  for (const hit of hits) {
    const run = runs.at(-1);
    if (run?.[0]?.message.conversationId === hit.message.conversationId) run.push(hit);
    else runs.push([hit]);
  }
  return runs;
}

/** What was found, under the names of the conversations; each hit leads to its place. */
export function SearchHits({ hits, onJump }: HitsProps) {
  const conversations = useChatState((state) => state.conversations);
  const me = useMe()?.id;
  const nameOf = (id: string) => {
    const summary = conversations.get(id)?.summary;
    return summary ? conversationName(summary, me) : 'A conversation';
  };
  return runsOf(hits).map((run) => {
    const [first] = run;
    if (!first) return null;
    const { conversationId, seq } = first.message;
    return (
      <section key={`${conversationId} ${seq}`} className="search-run" aria-label={nameOf(conversationId)}>
        <h3>{nameOf(conversationId)}</h3>
        <ol>
          {run.map((hit) => (
            <li key={hit.message.id}>
              <FoundLine hit={hit} onJump={onJump} />
            </li>
          ))}
        </ol>
      </section>
    );
  });
}

function FoundLine({ hit: { message, highlights, before, after }, onJump }: { hit: Hit; onJump: HitsProps['onJump'] }) {
  const users = useUsers();
  const today = useToday();
  const { conversationId, seq, senderId, createdAt, content } = message;
  const sender = (id: string) => users.get(id)?.displayName ?? 'Somebody';
  const context = (excerpt: Excerpt | null) =>
    excerpt && (
      <small dir="auto">
        <Spoken by={sender(excerpt.senderId)}>{excerpt.text}</Spoken>
      </small>
    );
  return (
    <button type="button" className="search-hit" onKeyDown={moveAmongHits} onClick={() => onJump(conversationId, seq)}>
      {context(before)}
      <span className="search-number">{numberOf(seq)}</span>
      <span className="search-who">
        <b>{sender(senderId)}</b>
        <time dateTime={createdAt} title={fullMoment(createdAt)}>
          {dayName(createdAt, today)} {timeOf(createdAt)}
        </time>
      </span>
      <span className="search-words" dir="auto">
        {foundPieces(content ?? '', highlights).map(({ from, text, found }) =>
          found ? <mark key={from}>{text}</mark> : <span key={from}>{text}</span>,
        )}
      </span>
      {context(after)}
    </button>
  );
}
