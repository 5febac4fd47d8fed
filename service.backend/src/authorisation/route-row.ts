import type { routes } from '@parley/shared/contract/routes.ts';
import type { Asker, World } from './world.ts';

/** What is asked: as the contract has it, before it is read. */
export interface Question {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The statuses that nobody, outsider, former participant, member, admin and owner get, in this order. */
export type Expected = readonly [number, number, number, number, number, number];

/** One question to one route. `fresh`: it changes the world, so each asker gets one of his own. */
export interface RouteRow {
  readonly route: (typeof routes)[number]['name'];
  readonly what: string;
  readonly expected: Expected;
  /** What the administrator of the instance gets; without it what an outsider gets: he sees into no conversation. */
  readonly chief?: number;
  readonly fresh?: boolean;
  /** It ends the asker's session, so he is not the one who asks the rest. */
  readonly ends?: boolean;
  ask(world: World, asker: Asker): Question;
}
