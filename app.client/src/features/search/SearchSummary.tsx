import { SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { failureWords } from '../../chat/failure-words.ts';
import { numberOf } from '../../chat/moments.ts';
import { useIsLive } from '../../chat/use-connection.ts';
import type { LookedAt, SearchShown } from '../../chat/use-search.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

interface SummaryProps {
  readonly shown: SearchShown;
  readonly order: SearchOrder;
  readonly onSort: (order: SearchOrder) => void;
  readonly onAgain: () => void;
}

const orderWords: Readonly<Record<SearchOrder, string>> = { newest: 'Newest', best: 'Best match' };

/** How much this device looked at, in words. */
function lookedAt({ searched, saved, unsaved }: LookedAt): string {
  if (searched < saved) return `Searched ${numberOf(searched)} of ${numberOf(saved)} messages on this device so far.`;
  if (unsaved === 0) return `Searched ${numberOf(searched)} of ${numberOf(saved)} messages, all on this device.`;
  return `Searched the ${numberOf(searched)} messages on this device; up to ${numberOf(unsaved)} more are at the server only.`;
}

/** What came of it: how many, whether that is all there is, or why there is no answer. */
export function SearchSummary({ shown, order, onSort, onAgain }: SummaryProps) {
  const isLive = useIsLive();
  const { hits, next, by, here, busy, looking, failure, complete } = shown;
  const isReading = here !== null && here.searched < here.saved;
  const isDone = by === 'server' || (by === 'device' && !busy && !isReading);
  return (
    <div className="search-summary">
      <div role="status">
        {by !== null && hits.length > 0 && (
          <p>
            <b>{next === null ? `${hits.length} found.` : `The first ${hits.length}.`}</b>
          </p>
        )}
        {by === 'device' && here && <p>{lookedAt(here)}</p>}
        {by === 'server' && !complete && (
          <p>Older messages are still being made ready for search, and may be missing here.</p>
        )}
        {isDone && hits.length === 0 && (
          <EmptyState small title={by === 'server' ? 'Nothing found' : 'Nothing found on this device'}>
            Every word must be in the message; a part of a word will do.
          </EmptyState>
        )}
        {by === null && !busy && !looking && (failure !== null || !isLive) && (
          <EmptyState small title="Not searched" actions={<Button onClick={onAgain}>Search again</Button>}>
            {isLive
              ? failureWords(failure)
              : 'There is no connection to the server now, and this device has kept nothing.'}
          </EmptyState>
        )}
        {by === 'device' && failure !== null && isLive && (
          <p>
            {failureWords(failure)} <Button onClick={onAgain}>Ask the server again</Button>
          </p>
        )}
      </div>
      {hits.length > 0 && (
        <fieldset className="search-sorts" aria-label="Order">
          {SearchOrder.options.map((each) => (
            <button key={each} type="button" aria-pressed={order === each} onClick={() => onSort(each)}>
              {orderWords[each]}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
