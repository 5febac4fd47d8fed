import './mark.css';

/** The mark: a line, and a voice on it. */
function Mark({ className }: { className?: string | undefined }) {
  return (
    <svg className={className ?? 'ui-mark'} viewBox="0 0 24 32" aria-hidden="true">
      <path className="ui-mark-voice" d="M5 4.5h6.2a7.3 7.3 0 0 1 0 14.6H9.4L5 22.6z" />
      <path className="ui-mark-line" d="M5 2v28" />
    </svg>
  );
}

/** The mark and the name, set in the words' face. */
export function Brand() {
  return (
    <span className="ui-brand">
      <Mark />
      <b>Parley</b>
    </span>
  );
}
