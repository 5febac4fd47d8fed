import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef } from 'react';
import { Avatar, AvatarPair } from '../../ui/Avatar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { PickRow } from '../../ui/PickRow.tsx';
import { useListKeys } from '../../ui/use-list-keys.ts';
import { type Asking, settled } from './asking.ts';
import { useChipWords } from './use-chip-words.ts';
import { type Offer, useOffers } from './use-offers.ts';

interface SearchBoxProps {
  asking: Asking;
  /** What is wrong with the query, in words. */
  wrong: string | null;
  /** It is not asked before somebody presses Enter. */
  waitsForEnter: boolean;
  onChange: (asking: Asking) => void;
  /** The arrow down, when there is nothing to complete: to what was found. */
  onDown: () => void;
}

/** One box for words and filters. What is behind a colon is completed; a finished filter is a chip. */
export function SearchBox({ asking, wrong, waitsForEnter, onChange, onDown }: SearchBoxProps) {
  const { filters, text } = asking;
  const chipWords = useChipWords();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const { from, of, list } = useOffers(text);
  const without = (filter: string) => ({ filters: filters.filter((each) => each !== filter), text });
  const take = (offer: Offer | undefined) => {
    if (!offer) return;
    onChange({ filters: [...new Set([...filters, offer.filter])], text: text.slice(0, from) });
    input.current?.focus();
  };
  const keys = useListKeys(list.length, (at) => take(list[at]));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = filters.at(-1);
    if (event.key === 'Backspace' && text === '' && last !== undefined) onChange(without(last));
    else if (event.key === 'ArrowDown' && list.length === 0) {
      event.preventDefault();
      onDown();
    } else keys.onKeyDown(event);
  };
  return (
    <div className="search-top">
      <div className={cx('search-box', wrong !== null && 'is-wrong')}>
        <Search />
        {filters.map((filter) => {
          const { kind, value } = chipWords(filter);
          return (
            <Chip
              key={filter}
              kind={kind}
              removeLabel={`Remove ${kind} ${value}`}
              onRemove={() => {
                onChange(without(filter));
                input.current?.focus();
              }}
            >
              {value}
            </Chip>
          );
        })}
        <input
          ref={input}
          value={text}
          dir="auto"
          aria-label="What was said"
          placeholder={filters.length === 0 ? 'Words, a part of a word, “a phrase”' : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          role="combobox"
          aria-expanded={list.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={keys.at < 0 ? undefined : `${id}-${keys.at}`}
          aria-invalid={wrong === null ? undefined : true}
          aria-describedby={wrong === null ? undefined : `${id}-wrong`}
          onChange={({ target }) => {
            onChange(settled({ filters, text: target.value }));
            keys.reset();
          }}
          onKeyDown={onKeyDown}
        />
        {(text !== '' || filters.length > 0) && (
          <IconButton
            label="Clear"
            onClick={() => {
              onChange({ filters: [], text: '' });
              input.current?.focus();
            }}
          >
            <X />
          </IconButton>
        )}
      </div>
      {wrong !== null && (
        <p id={`${id}-wrong`} className="search-wrong" role="alert">
          {wrong}
        </p>
      )}
      {/* Where something is offered, Enter takes that. */}
      {waitsForEnter && list.length === 0 && (
        <p className="search-waits" role="status">
          <kbd>Enter</kbd> searches
        </p>
      )}
      <div id={`${id}-list`} className="search-offers" role="listbox" aria-label={of === '' ? 'Completions' : of}>
        {list.map((offer, at) => (
          <PickRow
            key={offer.filter}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === keys.at}
            on={at === keys.at}
            face={<Faces of={offer} />}
            name={offer.name}
            note={offer.note}
            end={at === keys.at ? <kbd>Enter</kbd> : undefined}
            onClick={() => take(offer)}
          />
        ))}
      </div>
    </div>
  );
}

function Faces({ of: { faces } }: { of: Offer }) {
  const [first] = faces;
  if (!first) return null;
  if (faces.length > 1) {
    return <AvatarPair people={faces.map((user) => ({ name: user.displayName, seed: user.id }))} />;
  }
  return <Avatar name={first.displayName} seed={first.id} size="large" decorative />;
}
