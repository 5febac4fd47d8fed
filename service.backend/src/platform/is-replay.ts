import { routes } from '@parley/shared/contract/routes.ts';

/** Routes that answer 201 the first time, and 200 to the same request again. */
export const replayable: ReadonlySet<string> = new Set(
  routes.filter(({ responses }) => '200' in responses && '201' in responses).map(({ name }) => name),
);

/** Whether what was asked was on the record already: nothing was done this time. */
export const isReplay = (route: string, status: number | null): boolean => status === 200 && replayable.has(route);
