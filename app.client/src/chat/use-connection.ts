import type { ChatState } from '../chat-client/state.ts';
import { useChatState } from './use-chat-state.ts';

/** How the server is reached just now, and since when. */
export const useConnection = (): ChatState['connection'] => useChatState((state) => state.connection);

/** Whether what is known of others' presence is current: offline nobody's is. */
export const useIsLive = (): boolean => useChatState((state) => state.connection.phase === 'live');
