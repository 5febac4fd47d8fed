import { SearchOrder } from '@parley/shared/contract/search.routes.ts';
import { operators } from '@parley/shared/search/operators.ts';
import { parseQuery } from '@parley/shared/search/parse-query.ts';
import { type FormEvent, useId, useState } from 'react';
import { failureWords } from '../../chat/failure-words.ts';
import { useSearch } from '../../chat/use-search.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { problemWords } from './problem-words.ts';
import { SearchHits } from './SearchHits.tsx';
import './search.css';

export interface SearchDialogProps {
  open: boolean;
  /** What stands in the box at first. */
  query: string;
  onClose: () => void;
  onJump: (conversationId: string, seq: number) => void;
}

/** Finds what was said, wherever one may see it, and goes there. */
export function SearchDialog({ open, query, onClose, onJump }: SearchDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()} title="Search" size="wide">
      <SearchForm first={query} onJump={onJump} />
    </Dialog>
  );
}

function SearchForm({ first, onJump }: { first: string; onJump: SearchDialogProps['onJump'] }) {
  const [text, setText] = useState(first);
  const [order, setOrder] = useState<SearchOrder>('newest');
  const { shown, search, more } = useSearch();
  const hints = useId();
  const { terms, problem } = parseQuery(text);
  const filters = terms.flatMap((term) => (term.kind === 'filter' ? [term] : []));
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (problem === null) search(text, order);
  };
  const put = (name: string) => setText(`${text}${text === '' || text.endsWith(' ') ? '' : ' '}${name}:`);
  const sort = (to: SearchOrder) => {
    setOrder(to);
    if (shown.asked) search(shown.asked.query, to);
  };
  const wrong = problem !== null && problem.reason !== 'empty' ? problemWords(problem, text) : undefined;
  return (
    <form className="search" onSubmit={ask}>
      <TextField
        label="What was said"
        value={text}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        aria-describedby={hints}
        {...(wrong === undefined ? {} : { error: wrong })}
        onChange={({ target }) => setText(target.value)}
      />
      <div className="search-hints" id={hints}>
        {filters.map(({ operator, value, from, to, negative }) => (
          <Chip
            key={from}
            kind={`${negative ? 'not ' : ''}${operator.name}`}
            removeLabel={`Remove ${operator.name}:${value}`}
            onRemove={() => setText(`${text.slice(0, from)}${text.slice(to)}`.trim())}
          >
            {value}
          </Chip>
        ))}
        {operators.map(({ name, hint }) => (
          <Button key={name} variant="quiet" title={hint} onClick={() => put(name)}>
            {name}:
          </Button>
        ))}
      </div>
      <div className="search-acts">
        <Button type="submit" variant="primary" busy={shown.busy}>
          Search
        </Button>
        {SearchOrder.options.map((each) => (
          <Button key={each} variant="quiet" aria-pressed={order === each} onClick={() => sort(each)}>
            {each === 'newest' ? 'Newest first' : 'Best first'}
          </Button>
        ))}
      </div>
      <div role="status">
        {shown.failure !== null && <p className="search-note">{failureWords(shown.failure)}</p>}
        {!shown.complete && <p className="search-note">Older messages are still being made ready for search.</p>}
        {shown.asked && !shown.busy && shown.failure === null && shown.hits.length === 0 && (
          <EmptyState small title="Nothing found">
            Every word must be in the message. A part of a word will do.
          </EmptyState>
        )}
      </div>
      {shown.busy && shown.hits.length === 0 && <Skeleton kind="row" count={4} />}
      <SearchHits hits={shown.hits} onJump={onJump} />
      {shown.next !== null && (
        <Button busy={shown.busy} onClick={more}>
          More
        </Button>
      )}
    </form>
  );
}
