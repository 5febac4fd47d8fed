import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '../Button.tsx';
import { useAppearance } from '../use-appearance.ts';
import { type Drawn, draw, type PlotSeries, type PlotWhen } from './draw.ts';
import { PlotTable } from './PlotTable.tsx';
import './plot.css';

interface PlotProps {
  title: string;
  /** Seconds since 1970, rising. */
  times: readonly number[];
  series: readonly PlotSeries[];
  when: PlotWhen;
  /** How a value is written; left out for counts. */
  value?: (value: number) => string;
  /** How it is written in the table, where more is to be said of a value than of a mark on the axis. */
  entry?: (value: number) => string;
  /** What stands there while there is nothing to draw. */
  empty?: string;
}

/** Lines over time, and the same numbers as a table for whoever does not see them. */
export function Plot({
  title,
  times,
  series,
  when,
  value,
  entry = value,
  empty = 'Nothing was measured yet.',
}: PlotProps) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const nothing = times.length === 0;
  return (
    <figure className="plot" aria-labelledby={titleId}>
      <figcaption>
        <b id={titleId}>{title}</b>
        <ul className="plot-legend">
          {series.map(({ label, tone }) => (
            <li key={label} data-tone={tone}>
              {label}
            </li>
          ))}
        </ul>
        {!nothing && (
          <Button variant="quiet" aria-pressed={asTable} onClick={() => setAsTable((now) => !now)}>
            {asTable ? 'As a plot' : 'As a table'}
          </Button>
        )}
      </figcaption>
      {nothing ? (
        <p className="plot-empty">{empty}</p>
      ) : asTable ? (
        <PlotTable title={title} times={times} series={series} when={when} value={entry} />
      ) : (
        <Drawing times={times} series={series} when={when} value={value} />
      )}
    </figure>
  );
}

function Drawing({ times, series, when, value }: Omit<Drawn, 'appearance'>) {
  const place = useRef<HTMLDivElement>(null);
  // Colours are read when it is drawn: another theme draws anew.
  const [appearance] = useAppearance();
  useEffect(() => {
    if (place.current === null) return;
    return draw(place.current, { times, series, when, value, appearance });
  }, [times, series, when, value, appearance]);
  return <div className="plot-place" ref={place} aria-hidden="true" />;
}
