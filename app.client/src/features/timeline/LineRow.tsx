import type { User } from '@parley/shared/models/user.ts';
import { memo, type ReactNode } from 'react';
import { dayName, timeOf } from '../../chat/moments.ts';
import { Button } from '../../ui/Button.tsx';
import { BeginRow, DaySeparator, EdgeRow, NewDivider } from '../../ui/line/Notes.tsx';
import type { LineItem } from './arrange.ts';
import { ChangeItem } from './ChangeItem.tsx';
import { type LineDoings, MessageItem } from './MessageItem.tsx';
import type { Again } from './use-edges.ts';

interface LineRowProps {
  item: LineItem;
  today: number;
  stop: boolean;
  target: boolean;
  readers: readonly User[] | undefined;
  doings: LineDoings;
  /** How many were new when the visit began, and how to say that they are read. */
  newCount: number;
  onMarkRead: () => void;
  onWhy: () => void;
  again: Again | null;
  /** What to do in an empty conversation. */
  /** What one may do where nothing is said yet; nothing where nothing may be said. */
  beginActions: ReactNode;
}

// The list's item is around it; inside, a row is no second one.
const inItem = { role: undefined };

const newWords = (count: number): string => (count > 99 ? '99+' : String(count));

/** One row of the line, of whichever kind. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { item, today, stop } = props;
  switch (item.kind) {
    case 'day':
      return (
        <DaySeparator {...inItem} first={item.first}>
          {dayName(item.at, today)}
        </DaySeparator>
      );
    case 'new':
      return (
        <NewDivider
          {...inItem}
          count={props.newCount === 0 ? 'Marked as unread' : `${newWords(props.newCount)} new`}
          since={item.since === null ? undefined : `since ${timeOf(item.since)}`}
          why={
            <Button variant="quiet" aria-haspopup="dialog" onClick={props.onWhy}>
              {props.newCount === 0 ? 'Why?' : `Why ${newWords(props.newCount)}?`}
            </Button>
          }
          action={
            <Button variant="quiet" onClick={props.onMarkRead}>
              Mark read
            </Button>
          }
        />
      );
    case 'edge':
      return (
        <EdgeRow
          {...inItem}
          action={
            props.again?.edge === item.key && (
              <Button variant="quiet" onClick={props.again.ask}>
                Try again
              </Button>
            )
          }
        >
          {item.words}
        </EdgeRow>
      );
    case 'begin':
      return (
        <BeginRow title={item.isEmptied ? 'Nothing is left' : 'Nothing said yet'} actions={props.beginActions}>
          {props.beginActions && 'The next message gets its place on the line and keeps it.'}
        </BeginRow>
      );
    case 'change':
      return item.row.message && <ChangeItem message={item.row.message} stop={stop} />;
    case 'message':
      return (
        <MessageItem
          row={item.row}
          head={item.head}
          skippedFrom={item.skippedFrom}
          stop={stop}
          target={props.target}
          readers={props.readers}
          doings={props.doings}
        />
      );
  }
});
