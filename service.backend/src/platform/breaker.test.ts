import { describe, expect, it } from 'vitest';
import { createBreaker } from './breaker.ts';

const gone = new Error('gone');
const refused = new Error('refused');

/** A breaker with a clock of the test's own, and a dependency that does what it is told. */
function openLab() {
  let at = 0;
  const changes: string[] = [];
  const breaker = createBreaker({
    isFailure: (error) => error === gone,
    refusal: () => refused,
    now: () => at,
    onChange: (state) => changes.push(state),
  });
  const outcome = (work: () => Promise<unknown>) => breaker.run(work).catch((error: unknown) => error);
  return {
    breaker,
    changes,
    outcome,
    wait: (milliseconds: number) => {
      at += milliseconds;
    },
    async calls(count: number, work: () => Promise<unknown>) {
      for (let call = 0; call < count; call++) await outcome(work);
    },
  };
}

const works = async () => 'there';
const fails = () => Promise.reject(gone);

describe('a breaker', () => {
  it('opens when half of at least twenty calls within ten seconds failed, and then refuses at once', async () => {
    const { breaker, calls, outcome } = openLab();
    await calls(10, works);
    await calls(9, fails);
    expect(breaker.state()).toBe('closed');
    await calls(1, fails);
    expect(breaker.state()).toBe('open');
    expect(await outcome(works)).toBe(refused);
  });

  it('forgets what is older than ten seconds', async () => {
    const { breaker, calls, wait } = openLab();
    await calls(19, fails);
    wait(10_000);
    await calls(19, fails);
    expect(breaker.state()).toBe('closed');
  });

  it('never opens for what the dependency answered, however often it said no', async () => {
    const { breaker, calls } = openLab();
    await calls(100, () => Promise.reject(new Error('a name is taken')));
    expect(breaker.state()).toBe('closed');
  });

  it('lets one try once a second, refuses the others meanwhile, and closes when that one came back', async () => {
    const { breaker, calls, outcome, wait, changes } = openLab();
    await calls(20, fails);
    wait(999);
    expect(await outcome(works)).toBe(refused);
    wait(1);
    let answer: (value: string) => void = () => undefined;
    const probe = outcome(() => new Promise((resolve) => (answer = resolve)));
    expect(breaker.state()).toBe('half-open');
    expect(await outcome(works)).toBe(refused);
    answer('there again');
    expect(await probe).toBe('there again');
    expect(await outcome(works)).toBe('there');
    expect(changes).toEqual(['open', 'half-open', 'closed']);
  });

  it('waits another second when the one that tried failed', async () => {
    const { breaker, calls, outcome, wait } = openLab();
    await calls(20, fails);
    wait(1_000);
    expect(await outcome(fails)).toBe(gone);
    expect(breaker.state()).toBe('open');
    expect(await outcome(works)).toBe(refused);
    wait(1_000);
    expect(await outcome(works)).toBe('there');
  });

  it('begins anew once it closed: old failures do not open it again', async () => {
    const { breaker, calls, outcome, wait } = openLab();
    await calls(20, fails);
    wait(1_000);
    await outcome(works);
    await calls(19, fails);
    expect(breaker.state()).toBe('closed');
  });
});
