import { expect } from 'vitest';

/** The metrics of a service as Prometheus would read them. */
export interface Scrape {
  readonly text: string;
  /** The value of the one line with this name and at least these labels; 0 where there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number;
}

/** Reads them once. */
export async function scrape(metricsUrl: string): Promise<Scrape> {
  const response = await fetch(`${metricsUrl}/metrics`);
  expect(response.status).toBe(200);
  const text = await response.text();
  return {
    text,
    value(name, labels = {}) {
      const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
      const lines = text.split('\n').filter((line) => {
        return (
          (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && wanted.every((one) => line.includes(one))
        );
      });
      expect(lines.length, `${name} ${wanted.join(' ')}: ${lines.join(' | ')}`).toBeLessThan(2);
      return Number(lines[0]?.split(' ').at(-1) ?? 0);
    },
  };
}
