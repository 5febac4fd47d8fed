import { mix } from './mix.ts';
import type { Scenario } from './scenario.ts';

/** All of them, by the names that the protocol gives them. */
export const scenarios: readonly Scenario[] = [mix];
