import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../cx.ts';
import { IconButton } from '../IconButton.tsx';
import { useFocusStays } from '../use-focus-stays.ts';
import { useWorld } from '../World.tsx';
import { WIDE } from '../wide.ts';
import './details.css';

interface DetailsProps {
  title: string;
  onClose: () => void;
  closeLabel?: string;
  children: ReactNode;
}

/** What is known about the conversation: a head that can be closed, then sections. Over the page it takes the focus: below is nothing to see. */
export function Details({ title, onClose, closeLabel = 'Close details', children }: DetailsProps) {
  const { matches } = useWorld();
  const closer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!matches(WIDE)) closer.current?.focus();
  }, [matches]);
  return (
    <>
      <header className="ui-details-head">
        <h2>{title}</h2>
        <IconButton ref={closer} label={closeLabel} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {children}
    </>
  );
}

interface DetailsSectionProps {
  title: string;
  /** Beside the title: "6". */
  count?: ReactNode;
  /** At the end of the title's line: a quiet button. */
  action?: ReactNode;
  children: ReactNode;
}

/** One section with its name. */
export function DetailsSection({ title, count, action, children }: DetailsSectionProps) {
  return (
    <section className="ui-details-section">
      <h3>
        <span>
          {title} {count !== undefined && <small className="ui-details-count">{count}</small>}
        </span>
        {action}
      </h3>
      {children}
    </section>
  );
}

/** Facts as pairs: a word, its value. A `warm` value is still with you. */
export function FactList({ facts }: { facts: readonly { name: string; value: ReactNode; warm?: boolean }[] }) {
  return (
    <dl className="ui-facts">
      {facts.map((fact) => (
        <div key={fact.name} className={cx(fact.warm && 'is-warm')}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface PersonRowProps {
  /** `Avatar` in `small`, with presence. */
  face: ReactNode;
  name: ReactNode;
  /** "read to 4,719". */
  note?: ReactNode;
  /** What can be done with them, at the end of the row. */
  action?: ReactNode;
}

/** One person in a list: face, name, and how far they have read, which goes below a name it has no room beside. */
export function PersonRow({ face, name, note, action }: PersonRowProps) {
  return (
    <li className="ui-person">
      {face}
      <div>
        <span>{name}</span>
        {note && <small>{note}</small>}
      </div>
      {action}
    </li>
  );
}

/** The list `PersonRow` stands in. */
export function PersonList({ children }: { children: ReactNode }) {
  return <ul {...useFocusStays()}>{children}</ul>;
}
