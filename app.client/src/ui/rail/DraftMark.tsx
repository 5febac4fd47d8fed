import { Pencil } from 'lucide-react';
import './rail-item.css';

/** Something is begun here and not sent. */
export function DraftMark({ label = 'Draft' }: { label?: string }) {
  return (
    <span className="ui-draft">
      <Pencil />
      {label}
    </span>
  );
}
