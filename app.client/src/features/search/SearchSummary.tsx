import { SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { failureWords } from '../../chat/failure-words.ts';
import { useIsLive } from '../../chat/use-connection.ts';
import type { SearchShown } from '../../chat/use-search.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';

interface SummaryProps {
  readonly shown: SearchShown;
  readonly order: SearchOrder;
  readonly onSort: (order: SearchOrder) => void;
  readonly onAgain: () => void;
}

const orderWords: Readonly<Record<SearchOrder, string>> = { newest: 'Newest', best: 'Best match' };

/** What came of it: how many, whether that is all there is, or why there is no answer. */
export function SearchSummary({ shown, order, onSort, onAgain }: SummaryProps) {
  const isLive = useIsLive();
  const { hits, next, busy, failure, complete } = shown;
  const isAnswered = !busy && failure === null;
  return (
    <div className="search-summary">
      <div role="status">
        {isAnswered && hits.length > 0 && (
          <p>
            <b>{next === null ? `${hits.length} found.` : `The first ${hits.length}.`}</b>
          </p>
        )}
        {isAnswered && !complete && (
          <p>Older messages are still being made ready for search, and may be missing here.</p>
        )}
        {isAnswered && hits.length === 0 && (
          <EmptyState small title="Nothing found">
            Every word must be in the message; a part of a word will do.
          </EmptyState>
        )}
        {failure !== null && (
          <EmptyState small title="Not searched" actions={<Button onClick={onAgain}>Search again</Button>}>
            {isLive ? failureWords(failure) : 'Search asks the server, and there is no connection to it now.'}
          </EmptyState>
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
