import { droppedAnswer, droppedFrame, killedAfterCommit } from '../faults/directed.ts';
import { linkFaults } from '../faults/link-faults.ts';
import { peopleFaults, removedWithoutRedis } from '../faults/people-faults.ts';
import { serverFaults } from '../faults/server-faults.ts';
import type { Scenario } from './scenario.ts';

/** Everything at once, drawn by the seed; and what a run must have seen to prove anything. */
export const mix: Scenario = {
  name: 'mix',
  title: 'everything that can happen, at random',
  seconds: 60,
  play: ({ weather, seconds }) =>
    weather(
      seconds,
      [
        [...serverFaults, removedWithoutRedis],
        [...linkFaults, ...peopleFaults],
      ],
      {
        directed: [killedAfterCommit, droppedFrame, droppedAnswer],
      },
    ),
  judge: ({ stats, sweeps }) => [
    ...(stats.holes > 0 ? [] : ['vacuous: no hole was ever seen']),
    ...(stats.replays > 0 ? [] : ['vacuous: no send was ever answered as a replay']),
    ...(sweeps > 0 ? [] : ['vacuous: nothing was ever announced by a sweeper']),
  ],
};
