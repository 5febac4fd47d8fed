import { duplicates } from './f10-duplicates.ts';
import { silentTail } from './f13-silent-tail.ts';
import { removal } from './f18-removal.ts';
import { offlineQueue } from './f20-offline-queue.ts';
import { marks } from './f22-receipts.ts';
import { lie } from './lie.ts';
import { mix } from './mix.ts';
import type { Scenario } from './scenario.ts';

/** All of them, by the names that the protocol gives them. */
export const scenarios: readonly Scenario[] = [mix, duplicates, silentTail, removal, offlineQueue, marks, lie];
