import { contentProblem } from '@parley/shared/models/content.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { outcomeWords, triedAt, triedWords } from '../../chat/attempt-words.ts';
import { useChatClient } from '../../chat/ChatContext.tsx';
import { failureWords } from '../../chat/failure-words.ts';
import { fullMoment, timeOf } from '../../chat/moments.ts';
import { placed } from '../../chat/pieces.ts';
import { nextWords, whyHere } from '../../chat/unsent-words.ts';
import { needsYou, type UnsentEntry, wordsOf } from '../../chat/use-outbox.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { GrowingTextarea } from '../../ui/foot/GrowingTextarea.tsx';
import { isComposing } from '../../ui/keys.ts';
import { Words } from '../../ui/line/Words.tsx';
import { useWorld } from '../../ui/World.tsx';
import { UnsentActions } from './UnsentActions.tsx';

interface UnsentItemProps {
  entry: UnsentEntry;
  /** Its place in its lane, from 0. */
  place: number;
  now: number;
  /** Where it should have gone, when that is not said above it. */
  where?: ReactNode;
}

/** One message that is not on the record: its words, since when, what was tried, what comes next. */
export function UnsentItem({ entry, place, now, where }: UnsentItemProps) {
  const [editing, setEditing] = useState(false);
  const needs = needsYou(entry);
  const why = whyHere(entry);
  return (
    <li className={cx('outbox-item', needs && 'is-needy')}>
      <span className="outbox-ring" aria-hidden="true">
        {needs ? '!' : place + 1}
      </span>
      {editing ? (
        <EditUnsent entry={entry} onDone={() => setEditing(false)} />
      ) : (
        <>
          <div className="outbox-what">
            <Words className="outbox-words">
              <p dir="auto">{wordsOf(entry)}</p>
            </Words>
            <p className="outbox-meta">
              {where && <b>{where} </b>}
              <span title={fullMoment(entry.composedAt)}>Written {timeOf(entry.composedAt)}.</span> {why}
            </p>
            <Tries entry={entry} />
          </div>
          <span className="outbox-next">{nextWords(entry, place, now)}</span>
          <UnsentActions entry={entry} sendable={needs || place === 0} onEdit={() => setEditing(true)} />
        </>
      )}
    </li>
  );
}

/** Each try and what became of it, for whoever wants to know. */
function Tries({ entry: { attempts } }: { entry: UnsentEntry }) {
  if (attempts.length === 0) return null;
  return (
    <details className="outbox-tries">
      <summary>
        {triedWords(attempts.length)}, {triedAt(attempts)}
      </summary>
      <ol>
        {placed(attempts.map((attempt) => ({ text: outcomeWords(attempt), when: attempt.at }))).map((attempt) => (
          <li key={attempt.at}>
            <time dateTime={new Date(attempt.when).toISOString()} title={fullMoment(attempt.when)}>
              {timeOf(attempt.when)}
            </time>{' '}
            {attempt.text}
          </li>
        ))}
      </ol>
    </details>
  );
}

function EditUnsent({ entry, onDone }: { entry: UnsentEntry; onDone: () => void }) {
  const client = useChatClient();
  const { toasts } = useWorld();
  const [content, setContent] = useState(() => wordsOf(entry));
  const [busy, setBusy] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const save = () => {
    setBusy(true);
    client
      .editUnsent(entry.id, content)
      .then(onDone, (failure) => toasts.show({ text: `Not changed. ${failureWords(failure)}`, kind: 'failed' }))
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="outbox-edit"
      onSubmit={(event) => {
        event.preventDefault();
        if (contentProblem(content) === null) save();
      }}
    >
      <GrowingTextarea
        ref={area}
        aria-label="Change what is not sent yet"
        data-own-escape
        value={content}
        onChange={({ target }) => setContent(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isComposing(event.nativeEvent)) onDone();
        }}
      />
      <span>
        <Button variant="quiet" onClick={onDone}>
          Leave it
        </Button>
        <Button variant="primary" type="submit" busy={busy} disabled={contentProblem(content) !== null}>
          {needsYou(entry) ? 'Save and send' : 'Save'}
        </Button>
      </span>
    </form>
  );
}
