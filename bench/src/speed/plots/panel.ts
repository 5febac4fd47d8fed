import type { Curve } from './curves.ts';

/** How large a panel is, in the picture's own units. */
export const panelSize = { width: 380, height: 240 };

const edge = { left: 44, right: 20, top: 52, bottom: 34 };
const inner = {
  width: panelSize.width - edge.left - edge.right,
  height: panelSize.height - edge.top - edge.bottom,
};

const at = (value: number): string => String(Math.round(value * 10) / 10);
const short = (x: number): string => (x >= 1_000 ? `${x / 1_000}k` : String(x));
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Powers of two from under the least to over the most: a ratio of two looks the same everywhere. */
function ticksOf(ratios: readonly number[]): readonly number[] {
  const low = Math.min(-1, Math.floor(Math.log2(Math.min(...ratios))));
  const high = Math.max(1, Math.ceil(Math.log2(Math.max(...ratios))));
  return Array.from({ length: high - low + 1 }, (_, index) => 2 ** (low + index));
}

/** One curve, both axes in powers: how often as dear as at its first place. A dashed line says what "as dear as ever" is. */
export function panelOf({ name, unit, places }: Curve): string {
  const ticks = ticksOf(places.map(({ ratio }) => ratio));
  const xs = places.map(({ x }) => Math.log(x));
  const [fromX = 0, toX = 1] = [Math.min(...xs), Math.max(...xs)];
  const [fromY = 0, toY = 1] = [ticks[0], ticks.at(-1)].map((tick = 1) => Math.log2(tick));
  const across = (x: number) => edge.left + ((Math.log(x) - fromX) / (toX - fromX || 1)) * inner.width;
  const down = (ratio: number) => edge.top + inner.height * (1 - (Math.log2(ratio) - fromY) / (toY - fromY));
  const right = edge.left + inner.width;
  const grid = ticks.map(
    (tick) =>
      `<line class="${tick === 1 ? 'same' : 'grid'}" x1="${edge.left}" x2="${right}" y1="${at(down(tick))}" y2="${at(down(tick))}"/>` +
      `<text class="tick" text-anchor="end" x="${edge.left - 8}" y="${at(down(tick) + 4)}">${tick}×</text>`,
  );
  const marks = places.map(
    ({ x, ratio }) =>
      `<circle cx="${at(across(x))}" cy="${at(down(ratio))}" r="4"/>` +
      `<text class="value" text-anchor="middle" x="${at(across(x))}" y="${at(down(ratio) - 10)}">${ratio.toFixed(2)}</text>` +
      `<text class="tick" text-anchor="middle" x="${at(across(x))}" y="${panelSize.height - 12}">${short(x)}</text>`,
  );
  const points = places.map(({ x, ratio }) => `${at(across(x))},${at(down(ratio))}`).join(' ');
  return [
    `<text class="title" x="${edge.left}" y="22">${escaped(name)}</text>`,
    `<text class="tick" x="${edge.left}" y="38">${escaped(unit)}, to the first</text>`,
    ...grid,
    `<polyline points="${points}"/>`,
    ...marks,
  ].join('\n');
}
