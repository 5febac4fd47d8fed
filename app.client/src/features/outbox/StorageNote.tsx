import { useSaving, useStorageKind } from '../../chat/use-session.ts';
import './outbox.css';

/** What becomes of unsent words where this browser keeps nothing, or has no room left. Nothing where all is well. */
export function StorageNote() {
  const kind = useStorageKind();
  const saving = useSaving();
  if (kind === 'ok' && saving === 'ok') return null;
  const words = kind === 'ok' ? unreadableWords : kind === 'full' ? fullWords : memoryWords;
  return <p className="outbox-note">{words}</p>;
}

const fullWords = 'This device has no room left. What you write stays in the composer until it can be written down.';
const unreadableWords = 'What you read is not kept here for when there is no network: this device has no room for it.';
const memoryWords =
  'This browser keeps nothing for this page. Leave it open until all is sent, or what is here is lost.';
