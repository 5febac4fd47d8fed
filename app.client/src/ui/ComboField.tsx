import type { ReactNode } from 'react';
import { TextField } from './TextField.tsx';
import type { ListKeys } from './use-list-keys.ts';

interface ComboFieldProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  placeholder?: string;
  hint?: ReactNode;
  error?: ReactNode;
  /** The list below it: its id (`${listId}-${at}` are its options'), how long it is, and the keys that go through it. */
  listId: string;
  count: number;
  keys: ListKeys;
}

/** One line of text that chooses from the list below it as it is typed. */
export function ComboField({ text, onText, listId, count, keys, ...field }: ComboFieldProps) {
  return (
    <TextField
      {...field}
      value={text}
      autoFocus
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      role="combobox"
      aria-expanded={count > 0}
      aria-controls={listId}
      aria-activedescendant={keys.at < 0 ? undefined : `${listId}-${keys.at}`}
      onChange={({ target }) => {
        onText(target.value);
        keys.reset();
      }}
      onKeyDown={keys.onKeyDown}
    />
  );
}
