import type { Board } from './panel.ts';
import { now, perSecond, typicalAndWorst } from './queries.ts';

/** The way of a message, from its sender to every device, and what had to be mended on it. */
export const deliveryBoard: Board = {
  uid: 'parley-delivery',
  title: 'Parley: delivery',
  rows: [
    {
      title: 'The way of a message',
      panels: [
        {
          title: 'Send to acknowledgement',
          about: 'From a send arriving to its acknowledgement leaving. p99 above 150 ms is SendsSlow.',
          unit: 's',
          queries: typicalAndWorst('parley_send_to_ack_seconds'),
        },
        {
          title: 'Commit to announcement',
          about: 'From the commit to the sockets of this backend. p99 above 250 ms is AnnouncementsLate.',
          unit: 's',
          queries: typicalAndWorst('parley_commit_to_announce_seconds'),
        },
        {
          title: 'Announcement to device',
          about: 'Until a device of the same backend says that it has it; clients gather for up to a second.',
          unit: 's',
          queries: typicalAndWorst('parley_announce_to_delivered_seconds'),
        },
        {
          title: 'Messages acknowledged',
          about: 'By carrier: socket is the second one, for when HTTP does not get through.',
          unit: 'ops',
          queries: [perSecond('parley_send_to_ack_seconds_count', ['carrier'], '{{carrier}}')],
        },
        {
          title: 'Replays',
          about: 'The same request once more: an answer was lost on its way. Nothing is doubled by it.',
          unit: 'ops',
          queries: [perSecond('parley_replays_total', ['route'], '{{route}}')],
        },
      ],
    },
    {
      title: 'Between backends',
      panels: [
        {
          title: 'Redis',
          about:
            '1 while a backend hears the others and is heard. 0 is RedisAway: others learn of its messages by asking.',
          unit: 'short',
          max: 1,
          queries: [now('parley_redis_whole', '{{instance}}')],
        },
        {
          title: 'Lost on the way to Redis',
          about: 'Announcements among them are owed, and paid by the sweeper once Redis is back.',
          unit: 'ops',
          queries: [perSecond('parley_redis_losses_total', ['instance'], '{{instance}}')],
        },
        {
          title: 'Membership cache',
          about: 'Share of announcements that knew their receivers without asking Postgres.',
          unit: 'percentunit',
          max: 1,
          queries: [
            now(
              'sum by (cache) (rate(parley_cache_reads_total{outcome="hit"}[$__rate_interval])) / sum by (cache) (rate(parley_cache_reads_total[$__rate_interval]))',
              '{{cache}}',
            ),
          ],
        },
      ],
    },
    {
      title: 'Mending',
      panels: [
        {
          title: 'Catching up',
          about:
            'same: nothing was missing. differs: something was, and came. limited: too much, a fresh start. kept: a device that keeps a conversation whole asks how it goes on.',
          unit: 'ops',
          queries: [perSecond('parley_catch_ups_total', ['kind', 'outcome'], '{{kind}} {{outcome}}')],
        },
        {
          title: 'Holes filled',
          about: 'Numbers that a device had not heard and asked for. Many beside what is sent is HolesRising.',
          unit: 'ops',
          queries: [perSecond('parley_holes_total', [], 'holes')],
        },
        {
          title: 'Owed and swept',
          about:
            'owed: announcements that could not be made, or not to other backends. swept: conversations the sweeper announced. Steadily above zero is SweepsRising.',
          unit: 'ops',
          queries: [
            perSecond('parley_announcements_owed_total', [], 'owed'),
            perSecond('parley_swept_conversations_total', [], 'swept'),
          ],
        },
        {
          title: 'Sweeps',
          about: 'One every 30 s a backend, and one when another ends.',
          unit: 'ops',
          queries: [perSecond('parley_sweep_seconds_count', ['outcome'], '{{outcome}}')],
        },
        {
          title: 'Duration of sweeps',
          about: 'A sweep looks at every conversation that lags. Seconds mean that there are many.',
          unit: 's',
          queries: typicalAndWorst('parley_sweep_seconds'),
        },
      ],
    },
  ],
};
