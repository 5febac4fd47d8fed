import { Copy } from 'lucide-react';
import type { Station } from '../../chat/story.ts';
import type { MessageRow } from '../../chat/use-messages.ts';
import { useStory } from '../../chat/use-story.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { useWorld } from '../../ui/World.tsx';
import './story.css';

/** How one message came to be where it is: dashed and warm with its author, solid from its number on. */
export function MessageStory({ row }: { row: MessageRow }) {
  const { copy, toasts } = useWorld();
  const { story, unknown } = useStory(row);
  const put = async () => {
    const copied = await copy(row.id);
    toasts.show({ text: copied ? 'Name of the message copied.' : 'The browser did not let it be copied.' });
  };
  return (
    <div className="story">
      <h2>{story.title}</h2>
      <ol>
        {story.stations.map((station) => (
          <Stop key={station.title} station={station} />
        ))}
      </ol>
      {unknown && <p className="story-unknown">Since when could not be asked just now.</p>}
      <footer>
        <span>{row.message ? 'Stored once' : 'Kept on this device'}</span>
        <code>{row.id.slice(0, 13)}</code>
        <Button variant="quiet" onClick={() => void put()}>
          <Copy />
          Copy
        </Button>
      </footer>
    </div>
  );
}

/** Nobody wants to read more faces than these; the rest are counted. */
const MOST = 12;

function Stop({ station: { kind, title, at, notes, people } }: { station: Station }) {
  return (
    <li className={cx('story-stop', `is-${kind}`)}>
      <b>{title}</b>
      <time>{at}</time>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {people.length > 0 && (
        <ul>
          {people.slice(0, MOST).map(({ user, at: since }) => (
            <li key={user.id}>
              <Avatar name={user.displayName} seed={user.id} size="tiny" decorative />
              <span>{user.displayName}</span>
              <time>{since}</time>
            </li>
          ))}
          {people.length > MOST && <li>and {people.length - MOST} more</li>}
        </ul>
      )}
    </li>
  );
}
