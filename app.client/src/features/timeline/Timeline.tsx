import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { Editing } from '../../chat/editing.ts';
import { useReaders } from '../../chat/use-delivery.ts';
import { useToday } from '../../chat/use-now.ts';
import { useMe } from '../../chat/use-session.ts';
import { LineScroller } from '../../ui/line/LineScroller.tsx';
import { useFocusStays } from '../../ui/use-focus-stays.ts';
import { arrange } from './arrange.ts';
import { FloatingDay } from './FloatingDay.tsx';
import { LineRow } from './LineRow.tsx';
import { LineState } from './LineState.tsx';
import { DeleteDialog } from './later.ts';
import { markOnKey } from './mark-on-key.ts';
import { SavedNote } from './SavedNote.tsx';
import { useAnnounce } from './use-announce.ts';
import { useDoings } from './use-doings.ts';
import { useEdges } from './use-edges.ts';
import { useLine } from './use-line.ts';
import { useMarkRead } from './use-mark-read.ts';
import { usePaging } from './use-paging.ts';
import { type LinePlace, useBeginning, usePlace } from './use-place.ts';
import { useRovingRows } from './use-roving-rows.ts';
import { useSteadyWidth } from './use-steady-width.ts';
import { useStretch } from './use-stretch.ts';
import { useSwiftWheel } from './use-swift-wheel.ts';
import { useTarget } from './use-target.ts';
import { useTrim } from './use-trim.ts';
import { useVisit } from './use-visit.ts';
import './timeline.css';

/** What others may ask of the line. */
export interface TimelineControl {
  toLatest(): void;
  /** Takes the unread rule away; false when there is none. */
  dismissNew(): boolean;
}

interface TimelineProps {
  conversationId: string;
  /** The message of a link: its number, or its id. `visit` tells one asking from the next. */
  target: string | null;
  visit: string;
  label: string;
  onEdit: (editing: Editing) => void;
  onPlace: (place: LinePlace) => void;
  control: Ref<TimelineControl>;
  /** Asks which messages are new, and why. */
  onWhy: () => void;
  beginActions: ReactNode;
}

/** The line of one conversation. Wants the conversation as its key: a visit begins with it. */
export function Timeline(props: TimelineProps) {
  const { conversationId, onPlace } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const me = useMe()?.id;
  const today = useToday();
  const visit = useVisit(conversationId);
  const { shown, targetSeq, waits, showNewest } = useStretch(conversationId, visit.startAt, props.target);
  const { before, after, purged, again } = useEdges(conversationId, shown);
  const items = useMemo(() => {
    const complete = shown.started && !shown.hasOlder;
    return arrange(shown.rows, { complete, purged, before, after, divider: visit.divider, me });
  }, [shown, purged, before, after, visit.divider, me]);
  const readers = useReaders(conversationId, shown.rows);
  const [active, setActive] = useState<string | null>(null);
  const kept = useMemo(() => {
    const index = active === null ? -1 : items.findIndex(({ key }) => key === active);
    return index < 0 ? null : index;
  }, [items, active]);

  const fromEnd = visit.startAt === null && props.target === null;
  const { line, sticks } = useLine(scroller, items, { hasNewer: shown.hasNewer, kept, fromEnd });
  useSteadyWidth(scroller, line);
  useSwiftWheel(scroller);
  const rove = useRovingRows(items, line, active, setActive);
  const stays = useFocusStays();
  const placed = shown.started && !waits;
  useMarkRead(conversationId, scroller, line, items, placed, visit.saw);
  useAnnounce(shown, placed, me);
  useBeginning(scroller, { line, sticks }, items, placed && targetSeq === null, visit.startAt);
  const marked = useTarget({ line, sticks }, items, waits ? null : targetSeq, props.visit);
  usePaging(conversationId, scroller, shown, placed);
  const { place, toLatest } = usePlace(conversationId, scroller, { line, sticks }, shown, {
    me,
    seenUpTo: visit.startAt === null ? null : visit.startAt - 1,
    showNewest,
  });
  const { doings, asked, remove, forget } = useDoings(conversationId, props.onEdit, visit.leaveMarked);

  const { atEnd, fresh } = place;
  useTrim(conversationId, { line, sticks }, items, atEnd);
  useEffect(() => onPlace({ atEnd, fresh }), [onPlace, atEnd, fresh]);
  const { divider, markRead } = visit;
  useImperativeHandle(
    props.control,
    () => ({
      toLatest,
      dismissNew: () => {
        if (divider) markRead();
        return divider !== null;
      },
    }),
    [toLatest, divider, markRead],
  );

  return (
    <div className="timeline">
      <FloatingDay scroller={scroller} line={line} items={items} today={today} />
      <SavedNote shown={shown} today={today} />
      <LineState conversationId={conversationId} shown={shown} />
      <LineScroller
        ref={scroller}
        role="region"
        aria-label={props.label}
        tabIndex={rove.isFar ? 0 : undefined}
        onFocus={rove.onEnter}
      >
        <div className="timeline-room" style={{ height: line.getTotalSize() }}>
          <ol
            className="timeline-list"
            onKeyDown={(event) => {
              rove.onKeyDown(event);
              markOnKey(event, shown.rows, doings);
            }}
            onFocus={(event) => {
              rove.onFocus(event);
              stays.onFocus(event);
            }}
            onBlur={stays.onBlur}
          >
            {line.getVirtualItems().map(({ key, index, start }) => {
              const item = items[index];
              return (
                item && (
                  <li
                    key={key}
                    ref={line.measureElement}
                    data-index={index}
                    aria-posinset={index + 1}
                    aria-setsize={shown.hasOlder || shown.hasNewer ? -1 : items.length}
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <LineRow
                      item={item}
                      today={today}
                      stop={item.key === rove.stop}
                      target={item.key === marked}
                      readers={readers.get(item.key)}
                      doings={doings}
                      newCount={visit.count}
                      onMarkRead={markRead}
                      onWhy={props.onWhy}
                      again={again}
                      beginActions={props.beginActions}
                    />
                  </li>
                )
              );
            })}
          </ol>
        </div>
      </LineScroller>
      <DeleteDialog row={asked} onDelete={remove} onClose={forget} />
    </div>
  );
}
