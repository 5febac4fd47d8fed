import type { Channel } from '../chat-client/ports.ts';

/** A BroadcastChannel, or silence where there is none: what is said here is a hint, and nothing depends on it. */
export function openBroadcast(name: string, listener: (message: unknown) => void): Channel {
  if (typeof BroadcastChannel === 'undefined') return { post: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(name);
  let isClosed = false;
  channel.onmessage = ({ data }) => listener(data);
  return {
    post: (message) => {
      if (!isClosed) channel.postMessage(message);
    },
    close() {
      isClosed = true;
      channel.close();
    },
  };
}
