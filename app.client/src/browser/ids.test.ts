import { Id } from '@parley/shared/models/basics.ts';
import { expect, it } from 'vitest';
import { newUuid } from './ids.ts';

it('makes ids that the contract takes, with and without a secure context', () => {
  const bare = { getRandomValues: crypto.getRandomValues.bind(crypto) };
  const ids = Array.from({ length: 200 }, (_, index) => newUuid(index % 2 ? bare : crypto));
  for (const id of ids) expect(Id.safeParse(id).success).toBe(true);
  expect(new Set(ids).size).toBe(200);
});
