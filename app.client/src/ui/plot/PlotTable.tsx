import type { PlotSeries } from './draw.ts';

/** So many lines can be read; all of them are in the plot. */
const LINES = 20;

const clock = new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'medium' });
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** The numbers of a plot, the newest first. */
export function PlotTable(props: {
  title: string;
  times: readonly number[];
  series: readonly PlotSeries[];
  unit: string;
}) {
  const { title, times, series, unit } = props;
  const newest = times
    .map((time, index) => ({ time, index }))
    .slice(-LINES)
    .reverse();
  return (
    <section className="plot-table" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            {series.map(({ label }) => (
              <th scope="col" key={label}>
                {label}
                {unit && `, ${unit}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map(({ time, index }) => (
            <tr key={time}>
              <th scope="row">{clock.format(new Date(time * 1_000))}</th>
              {series.map(({ label, values }) => {
                const value = values[index] ?? null;
                return <td key={label}>{value === null ? '' : number.format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
