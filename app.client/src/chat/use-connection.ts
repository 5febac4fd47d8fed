import type { ChatState } from '../chat-client/state.ts';
import { useChatState } from './use-chat-state.ts';

/** How the server is reached just now, and since when. */
export const useConnection = (): ChatState['connection'] => useChatState((state) => state.connection);

/** In one word; renders only when that changes. */
export const usePhase = (): ChatState['connection']['phase'] => useChatState((state) => state.connection.phase);

/** Whether what is known of others' presence is current: offline nobody's is. */
export const useIsLive = (): boolean => useChatState((state) => state.connection.phase === 'live');
