import { operators } from '@parley/shared/search/operators.ts';

/** What else can be asked, one line each; a press begins it in the box. */
export function Operators({ onBegin }: { onBegin: (name: string) => void }) {
  return (
    <ul className="search-operators" aria-label="Narrow it down">
      {operators.map(({ name, hint }) => (
        <li key={name}>
          <button type="button" onClick={() => onBegin(name)}>
            <b>{name}:</b> <span>{hint}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
