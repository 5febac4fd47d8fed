import type { SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { parseQuery } from '@parley/shared/search/parse-query.ts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useIsLive } from '../../chat/use-connection.ts';
import { useSearch } from '../../chat/use-search.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useFocusStays } from '../../ui/use-focus-stays.ts';
import { type Asking, isUnfinished, queryOf } from './asking.ts';
import { Operators } from './Operators.tsx';
import { problemWords } from './problem-words.ts';
import { SearchBox } from './SearchBox.tsx';
import { SearchHits } from './SearchHits.tsx';
import { SearchSummary } from './SearchSummary.tsx';
import './search.css';

/** From one letter to the next. */
const AT_ONCE_MS = 80;
/** Whoever waits this long has said what he looks for. The server is asked seldom: its limit is for searches, not for letters. */
const PAUSE_MS = 900;

interface SearchDialogProps {
  open: boolean;
  /** The filters that stand in the box at first. */
  filters: readonly string[];
  onClose: () => void;
  onJump: (conversationId: string, seq: number) => void;
}

/** Finds what was said, wherever one may see it, and goes there. */
export function SearchDialog({ open, filters, onClose, onJump }: SearchDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()} title="Search" size="wide">
      <SearchForm filters={filters} onJump={onJump} />
    </Dialog>
  );
}

function SearchForm({ filters, onJump }: Pick<SearchDialogProps, 'filters' | 'onJump'>) {
  const [asking, setAsking] = useState<Asking>({ filters, text: '' });
  const [order, setOrder] = useState<SearchOrder>('newest');
  const form = useRef<HTMLFormElement>(null);
  // An answer may come while somebody is among the hits of the one before: then the keys are not left in nothing.
  const stays = useFocusStays(() => form.current?.querySelector('input'));
  const { shown, search, more, clear } = useSearch();
  const query = queryOf(asking);
  const { problem } = parseQuery(query);
  const wrong = problem !== null && problem.reason !== 'empty' ? problemWords(problem, query) : null;
  // While it is being typed, a filter is not wrong but unfinished.
  const [told, setTold] = useState(false);
  const [paused, setPaused] = useState('');
  const isLive = useIsLive();
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (problem === null) search(query, order);
  };
  // This device answers while somebody types, the server when he pauses.
  const isAsked = shown.asked?.query === query;
  const waitsForEnter = problem === null && !isAsked && isUnfinished(asking);
  const canAsk = problem === null && !isUnfinished(asking);
  useEffect(() => {
    if (isAsked) return;
    // What is not asked by itself has no answer yet: the one to an earlier text would be taken for its own.
    if (!canAsk) return clear();
    const timer = setTimeout(() => search(query, order, 'device'), AT_ONCE_MS);
    return () => clearTimeout(timer);
  }, [query, order, canAsk, isAsked, search, clear]);
  useEffect(() => {
    if (!canAsk) return;
    const timer = setTimeout(() => setPaused(query), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query, canAsk]);
  const isWaiting = paused === query && isAsked && shown.by !== 'server' && !shown.busy && shown.failure === null;
  useEffect(() => {
    if (isWaiting && isLive) search(query, order);
  }, [isWaiting, isLive, query, order, search]);
  const sort = (to: SearchOrder) => {
    setOrder(to);
    if (shown.asked) search(shown.asked.query, to);
  };
  const again = () => shown.asked && search(shown.asked.query, order);
  const begin = (name: string) => {
    const { text } = asking;
    setAsking({ ...asking, text: `${text}${text === '' || text.endsWith(' ') ? '' : ' '}${name}:` });
    form.current?.querySelector('input')?.focus();
  };
  return (
    <form className="search" ref={form} onSubmit={ask}>
      <SearchBox
        asking={asking}
        wrong={told ? wrong : null}
        waitsForEnter={waitsForEnter}
        onChange={(next) => {
          setTold(false);
          setAsking(next);
        }}
        onDown={() => form.current?.querySelector<HTMLElement>('.search-hit')?.focus()}
      />
      {query === '' && <Operators onBegin={begin} />}
      {shown.asked !== null && (
        <>
          <SearchSummary shown={shown} order={order} onSort={sort} onAgain={again} />
          {shown.busy && shown.by === null && shown.hits.length === 0 && <Skeleton kind="row" count={4} />}
          <div className="search-hits" {...stays}>
            <SearchHits hits={shown.hits} onJump={onJump} />
          </div>
          {shown.next !== null && (
            <Button className="search-more" busy={shown.busy} onClick={more}>
              More
            </Button>
          )}
        </>
      )}
      <button type="submit" hidden>
        Search
      </button>
    </form>
  );
}
