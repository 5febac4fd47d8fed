import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { checkedOnce } from './checked-once.ts';

/** A schema that counts how often it was read by. */
function counting() {
  let reads = 0;
  const schema = z.pipe(
    z.object({ told: z.string() }),
    z.transform((value) => {
      reads += 1;
      return value;
    }),
  );
  return { schema, reads: () => reads };
}

it('reads what many are told once, and drops what nobody promised for each of them', () => {
  const { schema, reads } = counting();
  const Answer = z.array(z.nullable(checkedOnce(schema)));
  const told = { told: 'all', secret: 'row' };
  expect(z.parse(Answer, [told, null, told])).toEqual([{ told: 'all' }, null, { told: 'all' }]);
  expect(z.parse(Answer, [told])).toEqual([{ told: 'all' }]);
  expect(reads()).toBe(1);
  expect(z.parse(Answer, [{ ...told }])).toEqual([{ told: 'all' }]);
  expect(reads()).toBe(2);
});

it('lets nothing out that the schema refuses, however often it is asked', () => {
  const Answer = z.array(checkedOnce(counting().schema));
  const wrong = { told: 7 };
  for (let time = 0; time < 2; time += 1) expect(() => z.parse(Answer, [wrong] as never)).toThrow(z.core.$ZodError);
  expect(() => z.parse(Answer, ['text'] as never)).toThrow(z.core.$ZodError);
});
