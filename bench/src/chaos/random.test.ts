import { describe, expect, test } from 'vitest';
import { createRandom } from './random.ts';

const draws = (seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: 50 }, () => random.between(1, 1_000_000));
};

describe('the one source of chance', () => {
  test('one seed is one run, another seed is another', () => {
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  test('what a fork draws changes nothing for the others', () => {
    const [one, other] = [createRandom(3), createRandom(3)];
    one.fork('faults').next();
    expect(one.next()).toBe(other.next());
    expect(createRandom(3).fork('faults').next()).not.toBe(createRandom(3).fork('load').next());
  });

  test('weights and bounds are kept', () => {
    const random = createRandom(1);
    const sizes = Array.from({ length: 2_000 }, () => random.logUniform(1, 8_192));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8_192);
    expect(sizes.filter((size) => size < 90).length).toBeGreaterThan(800);
    const often = Array.from({ length: 1_000 }, () => random.weighted([[9, 'often'] as const, [1, 'seldom'] as const]));
    expect(often.filter((word) => word === 'seldom').length).toBeGreaterThan(50);
    expect(often.filter((word) => word === 'seldom').length).toBeLessThan(160);
  });
});
