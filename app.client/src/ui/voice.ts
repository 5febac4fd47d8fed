/** What a screen reader is to say: `polite` waits for its turn, `assertive` does not. */
interface Spoken {
  polite: string;
  assertive: string;
}

/** Speaks to those who listen instead of looking. */
export interface Voice {
  /** Said when there is a pause: "Ana: see you there", "5 new messages". */
  say(text: string): void;
  /** Said at once, for two things alone: not sent, and the end of a session. */
  alarm(text: string): void;
  subscribe(listener: () => void): () => void;
  current(): Spoken;
}

/** Kept from the eye; with it the same words said twice in a row are two sayings. */
const AGAIN = '\u00a0';

/** The one place that speaks. Whoever has something to say gets it handed; `LiveRegion` shows it. */
export function createVoice(): Voice {
  let spoken: Spoken = { polite: '', assertive: '' };
  const listeners = new Set<() => void>();
  const speak = (how: keyof Spoken, text: string) => {
    spoken = { ...spoken, [how]: spoken[how] === text ? text + AGAIN : text };
    for (const listener of listeners) listener();
  };
  return {
    say: (text) => speak('polite', text),
    alarm: (text) => speak('assertive', text),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: () => spoken,
  };
}
