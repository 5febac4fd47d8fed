import type { Invariant } from '../checker/violation.ts';
import { silentTail } from '../scenarios/f13-silent-tail.ts';
import { removal } from '../scenarios/f18-removal.ts';
import { createOfflineQueue } from '../scenarios/f20-offline-queue.ts';
import { marks } from '../scenarios/f22-receipts.ts';
import { lie } from '../scenarios/lie.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { tabs } from '../scenarios/tabs.ts';
import { calm, comings, crashes, cuts, goodbye, lossy, renaming, unanswered } from './weather.ts';

/** A deliberate breakage, and what must notice it: an invariant, or, where another part heals it, a counter. */
export interface Mutant {
  readonly name: string;
  readonly title: string;
  readonly by: Invariant | 'counter';
  /** What the same breakage breaks besides. */
  readonly also?: readonly Invariant[];
  readonly scenario: Scenario;
  readonly server?: string;
  readonly client?: string;
  readonly seconds?: number;
  /** Longer where only what never comes tells the mutant from a slow machine. */
  readonly patienceMs?: number;
}

/** Each with the shortest run that kills it. */
export const mutants: readonly Mutant[] = [
  {
    name: 'M1',
    title: 'no sweeper and no quiet check',
    by: 'I8',
    scenario: silentTail,
    server: 'no-sweeper',
    client: 'no-quiet-check',
    patienceMs: 14_000,
  },
  { name: 'M2', title: 'no sweeper', by: 'counter', scenario: silentTail, server: 'no-sweeper', patienceMs: 17_000 },
  {
    name: 'M3',
    title: 'no quiet check',
    by: 'counter',
    scenario: silentTail,
    client: 'no-quiet-check',
    patienceMs: 14_000,
  },
  {
    name: 'M4',
    title: 'no dedupe',
    by: 'I2',
    also: ['I1', 'I3', 'I4', 'I5', 'I6', 'I7'],
    scenario: calm,
    server: 'no-dedupe',
  },
  {
    name: 'M5',
    title: 'answered and announced before the commit, some are rolled back',
    by: 'I1',
    also: ['I2', 'I3', 'I4', 'I5', 'I7'],
    scenario: calm,
    server: 'late-rollback',
  },
  { name: 'M6', title: "a frame's hole ignored", by: 'I5', scenario: lossy, client: 'holes-ignored' },
  {
    name: 'M7',
    title: 'rooms by conversation, one leaving lost',
    by: 'I11',
    also: ['I7'],
    scenario: comings,
    server: 'conversation-rooms',
  },
  {
    name: 'M8',
    title: 'membership not asked again under the lock',
    by: 'I12',
    scenario: removal,
    server: 'check-before-lock',
    seconds: 6,
  },
  { name: 'M9', title: 'receipts that may fall', by: 'I9', scenario: marks, server: 'falling-marks', seconds: 6 },
  { name: 'M10', title: 'a 404 without a second look', by: 'I3', scenario: lie, server: 'no-second-look', seconds: 5 },
  {
    name: 'M11',
    title: 'an id for each attempt',
    by: 'I2',
    also: ['I1', 'I3'],
    scenario: unanswered,
    client: 'id-for-each-attempt',
  },
  {
    name: 'M12',
    title: 'an entry crossed out before the answer is there',
    by: 'I1',
    scenario: crashes,
    client: 'crossed-out-before-answered',
  },
  {
    name: 'M13',
    title: 'an outbox that forgets the order',
    by: 'I6',
    scenario: createOfflineQueue(30),
    client: 'order-forgotten',
  },
  {
    name: 'M14',
    title: "one's own answer moving the cursor",
    by: 'I5',
    scenario: lossy,
    client: 'own-answer-moves-cursor',
  },
  {
    name: 'M15',
    title: 'an outbox that never tries again',
    by: 'I15',
    scenario: cuts,
    client: 'never-tries-again',
    patienceMs: 10_000,
  },
  {
    name: 'M16',
    title: 'unread counting deleted messages',
    by: 'I10',
    scenario: calm,
    server: 'unread-counts-deleted',
    patienceMs: 10_000,
  },
  { name: 'M17', title: 'all history for everybody', by: 'I11', scenario: comings, server: 'history-for-everybody' },
  { name: 'M18', title: 'a deletion that keeps the words', by: 'I14', scenario: calm, server: 'deleted-keeps-words' },
  { name: 'M19', title: 'moments by a clock that may go back', by: 'I13', scenario: calm, server: 'clock-as-it-comes' },
  {
    name: 'M20',
    title: 'edits that are not in the log',
    by: 'I7',
    also: ['I5'],
    scenario: calm,
    server: 'edits-not-logged',
  },
  {
    name: 'M21',
    title: 'a device that stays where it was removed',
    by: 'I8',
    scenario: goodbye,
    client: 'stays-where-it-was-removed',
    patienceMs: 10_000,
  },
  {
    name: 'M22',
    title: 'a device that does not learn new titles',
    by: 'I16',
    scenario: renaming,
    client: 'names-do-not-change',
    patienceMs: 10_000,
  },
  {
    name: 'M23',
    title: 'two tabs that send without a look at each other',
    by: 'I6',
    scenario: tabs,
    client: 'blind-to-other-tabs',
    seconds: 5,
  },
];
