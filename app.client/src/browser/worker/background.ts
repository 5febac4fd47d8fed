const PREFIX = 'parley-send/';

/** Whose outbox a sync of the browser is for; null: none of ours. */
export const sentBy = (tag: string): string | null => (tag.startsWith(PREFIX) ? tag.slice(PREFIX.length) : null);

/** A browser that can call a worker when there is a network again. */
interface WithSync extends ServiceWorkerRegistration {
  readonly sync: { register(tag: string): Promise<void> };
}

/** Asks for this user's outbox to be sent though no page be open. Where the browser cannot, the next page does it. */
export async function sendLater(container: ServiceWorkerContainer | undefined, userId: string): Promise<void> {
  const registration = await container?.getRegistration();
  if (!registration || !('sync' in registration)) return;
  await (registration as WithSync).sync.register(`${PREFIX}${userId}`).catch(() => undefined);
}
