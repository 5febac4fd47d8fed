import type { Board } from './panel.ts';
import { now, perSecond, quantile } from './queries.ts';

/** What clients report of themselves, with consent: the same way seen from the other end. */
export const clientsBoard: Board = {
  uid: 'parley-clients',
  title: 'Parley: clients',
  rows: [
    {
      title: 'Unsent messages',
      panels: [
        {
          title: 'Unsent for five minutes',
          about: 'Share of reports whose oldest unsent message is older. Above 5 % is ClientsCannotSend.',
          unit: 'percentunit',
          kind: 'stat',
          queries: [now('parley:client_outbox:old_ratio', 'share')],
        },
        {
          title: 'Age of the oldest unsent message',
          about: 'p50 and p95 over the reports. 0 where nothing waits.',
          unit: 's',
          queries: [
            quantile(0.5, 'parley_client_outbox_age_seconds', [], 'p50'),
            quantile(0.95, 'parley_client_outbox_age_seconds', [], 'p95'),
          ],
        },
        {
          title: 'Reports',
          about: 'Without consent there are none, and this page is empty.',
          unit: 'ops',
          queries: [perSecond('parley_client_reports_total', [], 'reports')],
        },
      ],
    },
    {
      title: 'As people feel it',
      panels: [
        {
          title: 'Steps of a message, p50',
          about: 'From Enter: durable on this device, sent, acknowledged, delivered, read.',
          unit: 's',
          queries: [quantile(0.5, 'parley_client_step_seconds', ['step'], '{{step}}')],
        },
        {
          title: 'Steps of a message, p95',
          about: 'The same for the slowest twentieth. 60 s is a minute or any time longer.',
          unit: 's',
          queries: [quantile(0.95, 'parley_client_step_seconds', ['step'], '{{step}}')],
        },
        {
          title: 'Round trip',
          about: 'Over the socket, as clients measure it.',
          unit: 's',
          queries: [
            quantile(0.5, 'parley_client_round_trip_seconds', [], 'p50'),
            quantile(0.95, 'parley_client_round_trip_seconds', [], 'p95'),
          ],
        },
        {
          title: 'Long tasks',
          about: 'Tasks over 50 ms, in which a page answers nobody.',
          unit: 'ops',
          queries: [perSecond('parley_client_long_task_seconds_count', [], 'tasks')],
        },
        {
          title: 'Web vitals, p75',
          about: 'In seconds; CLS has no unit. INP above 0.2 is felt.',
          unit: 'short',
          queries: [quantile(0.75, 'parley_client_vital', ['vital'], '{{vital}}')],
        },
        {
          title: 'Requests',
          about: 'Over HTTP and over the socket, as clients measure them, what failed included.',
          unit: 's',
          queries: [
            quantile(0.5, 'parley_client_call_seconds', [], 'p50'),
            quantile(0.95, 'parley_client_call_seconds', [], 'p95'),
          ],
        },
        {
          title: 'Until there is a socket',
          about: 'From seeking one to having one.',
          unit: 's',
          queries: [
            quantile(0.5, 'parley_client_connect_seconds', [], 'p50'),
            quantile(0.95, 'parley_client_connect_seconds', [], 'p95'),
          ],
        },
        {
          title: 'What failed',
          about: 'By what it was. A refusal for good is an answer and no failure.',
          unit: 'ops',
          queries: [perSecond('parley_client_failures_total', ['what'], '{{what}}')],
        },
      ],
    },
  ],
};
