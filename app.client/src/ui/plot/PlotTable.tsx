import type { PlotSeries, PlotWhen } from './draw.ts';

/** So many lines can be read; all of them are in the plot. */
const LINES = 20;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** The numbers of a plot, the newest first. */
export function PlotTable(props: {
  title: string;
  times: readonly number[];
  series: readonly PlotSeries[];
  when: PlotWhen;
  value: ((value: number) => string) | undefined;
}) {
  const { title, times, series, when, value: words = number.format } = props;
  const newest = times
    .map((time, index) => ({ time, index }))
    .slice(-LINES)
    .reverse();
  return (
    <section className="plot-table" aria-label={title}>
      <table>
        {times.length > LINES && <caption>{`The last ${LINES} of ${times.length}`}</caption>}
        <thead>
          <tr>
            <th scope="col">When</th>
            {series.map(({ label }) => (
              <th scope="col" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map(({ time, index }) => (
            <tr key={time}>
              <th scope="row">{when.moment(time)}</th>
              {series.map(({ label, values }) => {
                const value = values[index] ?? null;
                return <td key={label}>{value === null ? '' : words(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
