import type { Sample } from '../checker/truth.ts';
import type { TruthReader } from './read-truth.ts';

const every = 1_000;

/** Looks at the participants once a second, as far as the database lets it; the returned function ends that. */
export function startSampling(reader: TruthReader, now: () => number, samples: Sample[]): () => void {
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    reader
      .sample(now())
      .then((sample) => samples.push(sample))
      .catch(() => undefined)
      .finally(() => {
        isLooking = false;
      });
  }, every);
  return () => clearInterval(timer);
}
