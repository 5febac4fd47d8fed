/** One line (or family of lines) of a panel. */
export interface Query {
  readonly expr: string;
  /** What a line is called, with the labels it is told apart by: `{{route}}`. */
  readonly legend: string;
}

/** What a person sees in one panel. */
interface Panel {
  readonly title: string;
  /** What it means, and what is normal. */
  readonly about: string;
  /** Grafana's name of the unit: `s`, `reqps`, `percentunit`, `bytes`, `short`. */
  readonly unit: string;
  readonly queries: readonly Query[];
  /** A number on its own, for what is looked at first. */
  readonly kind?: 'stat' | 'timeseries';
  readonly max?: number;
}

/** A dashboard: rows of panels under headings. */
export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly Panel[] }[];
}

/** The data source that `deploy/grafana/provisioning` gives this name. */
const datasource = { type: 'prometheus', uid: 'parley' } as const;

const columns = 24;
const height = 8;

/** The board as Grafana reads it. */
export function grafanaOf({ uid, title, rows }: Board): object {
  let id = 0;
  let y = 0;
  const panels = rows.flatMap((row) => {
    const heading = {
      id: ++id,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { h: 1, w: columns, x: 0, y },
    };
    y += 1;
    const w = Math.floor(columns / Math.min(3, row.panels.length));
    const placed = row.panels.map((panel, index) => {
      const place = { h: height, w, x: (index % 3) * w, y: y + Math.floor(index / 3) * height };
      return { ...panelOf(panel), id: ++id, gridPos: place };
    });
    y += Math.ceil(row.panels.length / 3) * height;
    return [heading, ...placed];
  });
  return {
    uid,
    title,
    tags: ['parley'],
    editable: false,
    schemaVersion: 39,
    refresh: '10s',
    time: { from: 'now-1h', to: 'now' },
    timezone: 'browser',
    links: [{ type: 'dashboards', tags: ['parley'], title: 'Parley', asDropdown: false }],
    annotations: { list: [alarms] },
    panels,
  };
}

/** Every firing alert is a mark on every panel. */
const alarms = {
  name: 'Alerts',
  datasource,
  enable: true,
  iconColor: 'red',
  expr: 'ALERTS{alertstate="firing"}',
  titleFormat: '{{alertname}}',
  textFormat: '{{instance}}',
};

function panelOf({ title, about, unit, queries, kind = 'timeseries', max }: Panel): object {
  return {
    type: kind,
    title,
    description: about,
    datasource,
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      legendFormat: legend,
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(max === undefined ? {} : { max }),
        custom: { fillOpacity: 8, showPoints: 'never' },
      },
      overrides: [],
    },
    options:
      kind === 'stat'
        ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area' }
        : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
  };
}
