import { expect } from 'vitest';

/** Asks until the answer fits: quickly, and with patience for a machine that is busy. */
export const eventually = <T>(ask: () => T, options: { timeout?: number; interval?: number } = {}) =>
  expect.poll(ask, { timeout: 8_000, interval: 10, ...options });
