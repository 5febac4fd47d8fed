import { expect, it, onTestFinished, vi } from 'vitest';
import { installApp } from './installation.ts';

/** A browser in which an application is installed, or was before (`isControlled`). */
function browser({ isControlled = true } = {}) {
  const worker = (): ServiceWorker => Object.assign(new EventTarget(), { postMessage: vi.fn() }) as never;
  const registration = Object.assign(new EventTarget(), {
    waiting: null as ServiceWorker | null,
    installing: null as ServiceWorker | null,
    update: vi.fn(async () => undefined),
  });
  const register = vi.fn(async () => registration);
  const container = Object.assign(new EventTarget(), { controller: isControlled ? worker() : null, register });
  const reload = vi.fn();
  const time = { now: 0, becomeVisible: (): void => undefined };
  const app = installApp({
    container: container as never,
    address: '/service-worker.js',
    reload,
    onVisible: (listener) => {
      time.becomeVisible = listener;
    },
    now: () => time.now,
  });
  /** A newer worker is fetched and installed; then it waits. */
  const release = (): ServiceWorker => {
    const newer = worker();
    registration.installing = newer;
    registration.dispatchEvent(new Event('updatefound'));
    registration.waiting = newer;
    newer.dispatchEvent(new Event('statechange'));
    return newer;
  };
  return { app, container, registration, register, reload, time, release };
}

it('tells of a newer version that waits, and loads the page anew only when it was let in', async () => {
  const { app, container, register, reload, release } = browser();
  const heard = vi.fn();
  app.subscribe(heard);
  await register.mock.results[0]?.value;
  release();
  expect(app.isNewer()).toBe(true);
  expect(heard).toHaveBeenCalled();
  container.dispatchEvent(new Event('controllerchange'));
  expect(reload).not.toHaveBeenCalled();
  const newest = release();
  app.takeOver();
  expect(newest.postMessage).toHaveBeenCalledWith('take over');
  container.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledTimes(1);
});

it('loads the page anew also where the version before does not make way, and not before', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { app, register, reload, release } = browser();
  await register.mock.results[0]?.value;
  release();
  app.takeOver();
  expect(reload).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3_000);
  expect(reload).toHaveBeenCalledTimes(1);
});

it('does not call the very first version a newer one', async () => {
  const { app, register, release } = browser({ isControlled: false });
  await register.mock.results[0]?.value;
  release();
  expect(app.isNewer()).toBe(false);
});

it('looks for a newer version when somebody comes back after an hour, and not each time', async () => {
  const { registration, register, time } = browser();
  await register.mock.results[0]?.value;
  time.becomeVisible();
  expect(registration.update).not.toHaveBeenCalled();
  time.now = 3_600_000;
  time.becomeVisible();
  time.becomeVisible();
  expect(registration.update).toHaveBeenCalledTimes(1);
});

it('works without a worker where an extension takes the browser’s from it, and complains of nothing', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  // Some answer as if there were one.
  const container = Object.assign(new EventTarget(), { controller: null, register: async () => undefined });
  const nobody = () => undefined;
  const app = installApp({
    container: container as never,
    address: '/service-worker.js',
    reload: nobody,
    onVisible: nobody,
    now: () => 0,
  });
  await new Promise((resolve) => setTimeout(resolve));
  process.off('unhandledRejection', unheard);
  expect(unheard).not.toHaveBeenCalled();
  expect(app.isNewer()).toBe(false);
});
