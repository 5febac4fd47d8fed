import { numberOf } from '../../chat/moments.ts';

/** How often on each of the last days, today at the end: bars to see, a sentence to hear. */
export function Trend({ days }: { days: readonly number[] }) {
  const most = Math.max(1, ...days);
  const all = days.reduce((sum, day) => sum + day, 0);
  return (
    <svg
      className="errors-trend"
      viewBox={`0 0 ${days.length * 6} 24`}
      role="img"
      aria-label={`${numberOf(all)} in ${days.length} days, ${numberOf(days.at(-1) ?? 0)} today`}
    >
      {days.map((day, index) => {
        const height = day === 0 ? 1 : 3 + (21 * day) / most;
        const key = days.length - index;
        return (
          <rect key={key} x={index * 6} y={24 - height} width={4} height={height} data-none={day === 0 || undefined} />
        );
      })}
    </svg>
  );
}
