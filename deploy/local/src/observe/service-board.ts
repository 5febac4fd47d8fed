import type { Board } from './panel.ts';
import { now, perSecond, quantile } from './queries.ts';

/** Is it there, is it quick, does it fail, is it full? */
export const serviceBoard: Board = {
  uid: 'parley-service',
  title: 'Parley: service',
  rows: [
    {
      title: 'At a glance',
      panels: [
        {
          title: 'Backends',
          about: 'Backends that answer. Fewer than you started is FewerBackends or BackendDown.',
          unit: 'short',
          kind: 'stat',
          queries: [now('parley:backends:up', 'up')],
        },
        {
          title: 'Failed requests',
          about:
            'Share of 5xx among all answers in five minutes, those about its health aside. Above 1 %, and more than two, are ServerErrors.',
          unit: 'percentunit',
          kind: 'stat',
          queries: [now('parley:requests:error_ratio', '5xx')],
        },
        {
          title: 'Send to acknowledgement, p99',
          about: 'From a send arriving to its acknowledgement leaving. Above 150 ms is SendsSlow.',
          unit: 's',
          kind: 'stat',
          queries: [now('parley:send_to_ack_seconds:p99', 'p99')],
        },
      ],
    },
    {
      title: 'Requests',
      panels: [
        {
          title: 'Requests by route',
          about: 'By the name that the contract gives the route; socket is the second carrier.',
          unit: 'reqps',
          queries: [perSecond('parley_request_seconds_count', ['route', 'carrier'], '{{route}} {{carrier}}')],
        },
        {
          title: 'Answers by class',
          about: '4xx is the asker, 5xx is us, gone left before the answer.',
          unit: 'reqps',
          queries: [perSecond('parley_request_seconds_count', ['status'], '{{status}}')],
        },
        {
          title: 'Failures by route',
          about: 'Answers of 5xx a second, on either carrier: the five routes that fail most.',
          unit: 'reqps',
          queries: [
            now(`topk(5, ${perSecond('parley_answers_total{outcome="failed"}', ['route'], '').expr})`, '{{route}}'),
          ],
        },
        {
          title: 'Slowest routes, p99',
          about: 'The five whose slowest hundredth waits longest.',
          unit: 's',
          queries: [now(`topk(5, ${quantile(0.99, 'parley_request_seconds', ['route'], '').expr})`, '{{route}}')],
        },
        {
          title: 'Events of clients',
          about: 'What comes up the sockets. refused is the client, failed is us.',
          unit: 'ops',
          queries: [perSecond('parley_event_seconds_count', ['event', 'outcome'], '{{event}} {{outcome}}')],
        },
        {
          title: 'Refused by limits',
          about: 'By the name of the limit. Much of signIn is somebody guessing: ManyRefusedByLimits.',
          unit: 'ops',
          queries: [perSecond('parley_rate_limited_total', ['limiter'], '{{limiter}}')],
        },
      ],
    },
    {
      title: 'Sockets',
      panels: [
        {
          title: 'Sockets',
          about: 'connecting for long means that sessions cannot be read.',
          unit: 'short',
          queries: [now('sum by (instance, state) (parley_sockets)', '{{instance}} {{state}}')],
        },
        {
          title: 'Handshakes',
          about: 'Accepted, or why not. A wall of these after a restart is ReconnectStorm.',
          unit: 'ops',
          queries: [perSecond('parley_socket_handshakes_total', ['outcome'], '{{outcome}}')],
        },
        {
          title: 'Why sockets ended',
          about: 'transport close: the network or the person; ping timeout: a half-open connection.',
          unit: 'ops',
          queries: [perSecond('parley_socket_disconnects_total', ['reason'], '{{reason}}')],
        },
        {
          title: 'Slow readers cut',
          about: 'More than 1 MiB waited for them. They come back and catch up. Many: SlowConsumers.',
          unit: 'short',
          queries: [now('sum by (instance) (increase(parley_slow_consumers_dropped_total[10m]))', '{{instance}}')],
        },
        {
          title: 'Draining',
          about: '1 while a backend sends its clients away to end.',
          unit: 'short',
          queries: [now('parley_draining', '{{instance}}')],
        },
      ],
    },
    {
      title: 'The process',
      panels: [
        {
          title: 'Event loop delay, p99',
          about: 'Everything waits this long. Above 100 ms is EventLoopDelayed.',
          unit: 's',
          queries: [now('nodejs_eventloop_lag_p99_seconds{job="parley"}', '{{instance}}')],
        },
        {
          title: 'Processor',
          about: 'Cores in use. JavaScript itself has one; more is cryptography and garbage collection.',
          unit: 'short',
          queries: [now('rate(process_cpu_seconds_total{job="parley"}[$__rate_interval])', '{{instance}}')],
        },
        {
          title: 'Restarts',
          about: 'Starts in the last quarter of an hour. More than two of one backend are BackendRestarts.',
          unit: 'short',
          queries: [now('changes(process_start_time_seconds{job="parley"}[15m])', '{{instance}}')],
        },
        {
          title: 'Memory',
          about: 'Resident, and of it the heap in use. Resident rising for hours is a leak.',
          unit: 'bytes',
          queries: [
            now('process_resident_memory_bytes{job="parley"}', '{{instance}} resident'),
            now('nodejs_heap_size_used_bytes{job="parley"}', '{{instance}} heap'),
          ],
        },
        {
          title: 'Garbage collection',
          about: 'Share of time by kind. major above a tenth means the heap is too small for what it holds.',
          unit: 'percentunit',
          queries: [
            perSecond('nodejs_gc_duration_seconds_sum{job="parley"}', ['instance', 'kind'], '{{instance}} {{kind}}'),
          ],
        },
      ],
    },
  ],
};
