import { routes } from '@parley/shared/contract/routes.ts';

const summaries: ReadonlyMap<string, string> = new Map(routes.map(({ name, summary }) => [name, summary]));

/** What a route is for, in the contract's words. One that an older release had goes by its name. */
export const routeWords = (name: string): string => summaries.get(name) ?? name;
