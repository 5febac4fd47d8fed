import type { Curve } from './curves.ts';
import { panelOf, panelSize } from './panel.ts';

const columns = 2;

const style = `
text { font: 12px system-ui, sans-serif; fill: #1d2433 }
.title { font-size: 14px; font-weight: 600 }
.tick { font-size: 11px; fill: #5b6478 }
.value { font-weight: 600 }
.paper { fill: #fff }
.grid { stroke: #e3e7ee }
.same { stroke: #8a93a6; stroke-dasharray: 4 4 }
polyline { fill: none; stroke: #2f5bd0; stroke-width: 2 }
circle { fill: #2f5bd0 }
@media (prefers-color-scheme: dark) {
text { fill: #e6e9f0 }
.tick { fill: #9aa3b5 }
.paper { fill: #12161f }
.grid { stroke: #2a3140 }
polyline { stroke: #8fb0ff }
circle { fill: #8fb0ff }
}`;

/** All curves in one SVG, two beside each other, for a light page and a dark one. */
export function pictureOf(curves: readonly Curve[]): string {
  const width = panelSize.width * Math.min(columns, curves.length);
  const height = panelSize.height * Math.ceil(curves.length / columns);
  const panels = curves.map((curve, index) => {
    const x = (index % columns) * panelSize.width;
    const y = Math.floor(index / columns) * panelSize.height;
    return `<g transform="translate(${x} ${y})">\n${panelOf(curve)}\n</g>`;
  });
  const label = `How cost grows with ${curves.map(({ name }) => name).join(', ')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">`,
    `<style>${style}\n</style>`,
    `<rect class="paper" width="${width}" height="${height}" rx="8"/>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}
