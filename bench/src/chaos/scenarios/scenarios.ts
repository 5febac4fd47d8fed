import { clocks } from './clocks.ts';
import { lostCommits } from './commits.ts';
import { crowdScenarios } from './crowds.ts';
import { databaseScenarios } from './database.ts';
import { duplicates } from './f10-duplicates.ts';
import { silentTail } from './f13-silent-tail.ts';
import { removal } from './f18-removal.ts';
import { sessions } from './f19-sessions.ts';
import { offlineQueue } from './f20-offline-queue.ts';
import { marks } from './f22-receipts.ts';
import { churn } from './f23-churn.ts';
import { restore } from './f26-restore.ts';
import { lie } from './lie.ts';
import { linkScenarios } from './links.ts';
import { mix } from './mix.ts';
import { redisScenarios } from './redis.ts';
import { requestScenarios } from './requests.ts';
import type { Scenario } from './scenario.ts';
import { serverScenarios } from './servers.ts';
import { tabs } from './tabs.ts';

const numberOf = ({ name }: Scenario): number => Number(/\d+/.exec(name)?.[0] ?? 0);

/** All of them, by the names that the protocol gives them. */
export const scenarios: readonly Scenario[] = [
  mix,
  lie,
  tabs,
  ...[
    duplicates,
    silentTail,
    removal,
    sessions,
    churn,
    restore,
    offlineQueue,
    marks,
    clocks,
    lostCommits,
    ...crowdScenarios,
    ...databaseScenarios,
    ...linkScenarios,
    ...redisScenarios,
    ...requestScenarios,
    ...serverScenarios,
  ].sort((one, other) => numberOf(one) - numberOf(other)),
];
