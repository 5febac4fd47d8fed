import { cx } from './cx.ts';
import './empty.css';

/** The shape of what is coming. It appears after 200 ms, so that what comes quickly comes without it. */
export function Skeleton({ kind = 'row', count = 3 }: { kind?: 'row' | 'rail' | 'text'; count?: number }) {
  return (
    <div className={cx('ui-skeleton', `is-${kind}`)} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        <div key={`${kind}-${String(at)}`}>
          {kind !== 'text' && <i />}
          <span>
            <b />
            <s />
          </span>
        </div>
      ))}
    </div>
  );
}
