import { useId, useState } from 'react';
import { failureWords } from '../../chat/failure-words.ts';
import { Avatar, AvatarPair } from '../../ui/Avatar.tsx';
import { ComboField } from '../../ui/ComboField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PickRow } from '../../ui/PickRow.tsx';
import { useListKeys } from '../../ui/use-list-keys.ts';
import { type Place, type Places, usePlaces } from './use-places.ts';
import './shortcuts.css';

interface SwitcherProps {
  open: boolean;
  onClose: () => void;
  onGo: (conversationId: string) => void;
  /** Goes to the conversation with one person. */
  onWrite: (userId: string) => void;
}

/** Goes anywhere by a few letters. Known conversations are found without a connection. */
export function Switcher({ open, onClose, ...goes }: SwitcherProps) {
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()} title="Go to">
      <SwitcherForm onClose={onClose} {...goes} />
    </Dialog>
  );
}

function SwitcherForm({ onClose, onGo, onWrite }: Omit<SwitcherProps, 'open'>) {
  const [text, setText] = useState('');
  const listId = useId();
  const found = usePlaces(text);
  const { places } = found;
  const go = (place: Place | undefined) => {
    if (!place) return;
    onClose();
    if (place.kind === 'conversation') onGo(place.id);
    else onWrite(place.id);
  };
  const keys = useListKeys(places.length, (at) => go(places[at]));
  const option = (place: Place, at: number) => (
    <PickRow
      key={place.key}
      id={`${listId}-${at}`}
      role="option"
      tabIndex={-1}
      aria-selected={at === keys.at}
      on={at === keys.at}
      face={<Face place={place} />}
      name={
        <>
          {place.name.before}
          {place.name.found && <mark>{place.name.found}</mark>}
          {place.name.after}
        </>
      }
      note={place.note}
      end={at === keys.at ? <kbd>Enter</kbd> : undefined}
      onClick={() => go(place)}
    />
  );
  const people = places.findIndex(({ kind }) => kind === 'person');
  const firstPerson = people < 0 ? places.length : people;
  return (
    <div className="switcher">
      <ComboField
        label="Conversation or person"
        text={text}
        onText={setText}
        listId={listId}
        count={places.length}
        keys={keys}
      />
      <div className="switcher-list" id={listId} role="listbox" aria-label="Places">
        {places.slice(0, firstPerson).map(option)}
        {firstPerson < places.length && (
          <p className="switcher-label" role="presentation">
            People
          </p>
        )}
        {places.slice(firstPerson).map((place, at) => option(place, firstPerson + at))}
      </div>
      {places.length === 0 && <p className="switcher-none">{noneWords(text.trim(), found)}</p>}
      <p className="switcher-keys" aria-hidden="true">
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd>choose
        </span>
        <span>
          <kbd>Enter</kbd>open
        </span>
      </p>
    </div>
  );
}

/** Why nothing is offered: only what was asked is answered. */
function noneWords(text: string, { busy, short, failure }: Places): string {
  if (text === '') return 'There is no conversation yet. Two letters of a username find somebody.';
  if (busy) return 'Looking…';
  if (short) return `No conversation goes by “${text}”. Two letters of a username find people too.`;
  if (failure !== null)
    return `No conversation here goes by “${text}”. People were not asked for: ${failureWords(failure)}`;
  return `Nothing begins with “${text}”.`;
}

function Face({ place }: { place: Place }) {
  const [first] = place.faces;
  if (place.faces.length > 1 || !first) {
    return <AvatarPair people={place.faces.map((user) => ({ name: user.displayName, seed: user.id }))} />;
  }
  return <Avatar name={first.displayName} seed={first.id} size="large" decorative />;
}
