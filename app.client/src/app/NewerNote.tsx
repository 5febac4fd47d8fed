import { useSyncExternalStore } from 'react';
import { useChatClient } from '../chat/ChatContext.tsx';
import { RailNotice } from '../ui/rail/Rail.tsx';
import { useWorld } from '../ui/World.tsx';

/** A newer version waits until it is asked in; what is being typed is on disk before the page goes. */
export function NewerNote() {
  const client = useChatClient();
  const { newer } = useWorld();
  const isNewer = useSyncExternalStore(newer.subscribe, newer.isNewer);
  if (!isNewer) return null;
  return (
    <RailNotice calm title="A new version is ready" onClick={() => void client.flush().finally(newer.takeOver)}>
      Reload
    </RailNotice>
  );
}
