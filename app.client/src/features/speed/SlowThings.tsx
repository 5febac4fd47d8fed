import { clockOf } from '../../chat/moments.ts';
import { durationWords, reasonWords, speedWords } from '../../chat/speed-words.ts';
import type { Speed } from '../../chat/use-speed.ts';

/** The last things that took longer than they may, and why, as far as this device can tell. */
export function SlowThings({ slow }: Pick<Speed, 'slow'>) {
  return (
    <section aria-label="The last slow things">
      <h3>The last slow things</h3>
      {slow.length === 0 ? (
        <p className="speed-none">Nothing was slower than it may be.</p>
      ) : (
        <ol className="speed-slow">
          {slow.map(({ at, name, milliseconds, why, nth }) => (
            <li key={nth}>
              <span>{clockOf(at)}</span>
              <b>{speedWords(name)}</b>
              <span>{durationWords(name, milliseconds)}</span>
              <span>{reasonWords(name, why)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
