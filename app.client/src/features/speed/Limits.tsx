import { durationWords, speedWords } from '../../chat/speed-words.ts';
import type { Held } from '../../chat/use-speed.ts';
import { cx } from '../../ui/cx.ts';

/** p50 and p95 of each thing measured, and what they are held to. What is beyond is said in words, not by colour alone. */
export function Limits({ held, title }: { held: readonly Held[]; title: string }) {
  if (held.length === 0) return null;
  return (
    <table className="speed-limits">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">p50</th>
          <th scope="col">p95</th>
          <th scope="col">Times</th>
        </tr>
      </thead>
      <tbody>
        {held.map((one) => (
          <tr key={one.name}>
            <th scope="row">
              {speedWords(one.name)}
              {one.failures > 0 && <small> {one.failures} failed</small>}
            </th>
            <Cell name={one.name} value={one.p50} limit={one.limit?.p50} />
            <Cell name={one.name} value={one.p95} limit={one.limit?.p95} />
            <td>{one.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ name, value, limit }: { name: string; value: number; limit: number | undefined }) {
  const over = limit !== undefined && value > limit;
  return (
    <td className={cx(over && 'is-over')}>
      <b>{durationWords(name, value)}</b>
      {limit !== undefined && (
        <small>
          {over ? 'over ' : 'of '}
          {durationWords(name, limit)}
        </small>
      )}
    </td>
  );
}
