import { built } from '@parley/local/build.ts';

/** The signal that makes a hooked node do what its hook is for. */
export const hookSignal: NodeJS.Signals = 'SIGUSR2';

/** What Node is told to run before the built server, which knows nothing of it. */
const before = (script: string, ...flags: readonly string[]): readonly string[] => {
  return [...flags, '--import', `data:text/javascript,${encodeURIComponent(script)}`, built.server];
};

/** A node whose time of day is wrong by so much; the signal throws it to the other side of the truth. */
export const withSkewedClock = (milliseconds: number): readonly string[] =>
  before(`
    const real = Date;
    let offset = ${Math.round(milliseconds)};
    const now = () => real.now() + offset;
    globalThis.Date = new Proxy(real, {
      construct: (target, values) => Reflect.construct(target, values.length === 0 ? [now()] : values),
      apply: () => new real(now()).toString(),
      get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
    });
    process.on('${hookSignal}', () => { offset = -offset; });
  `);

/** A node that says at the signal how much of its heap is alive, after everything else was thrown away. */
export const withHeapReport = (): readonly string[] =>
  before(
    `process.on('${hookSignal}', () => { gc(); gc(); console.log('heap ' + process.memoryUsage().heapUsed); });`,
    '--expose-gc',
  );
