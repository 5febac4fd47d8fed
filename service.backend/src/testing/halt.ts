/** A place where a test holds somebody: whoever comes first waits until he is let go, the others pass. */
export function createHalt() {
  let letGo: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let isFirst = true;
  return {
    arrived,
    letGo: () => letGo(),
    async pass() {
      if (!isFirst) return;
      isFirst = false;
      arrive();
      await opened;
    },
  };
}
