import type { Me } from '@parley/shared/models/user.ts';
import type { ChatState } from '../chat-client/state.ts';
import { useChatState } from './use-chat-state.ts';

/** Who I am, or null while nobody is signed in. */
export const useMe = (): Me | null => useChatState((state) => state.me);

/** Whether somebody is signed in, is not, or was until a moment ago. */
export const useSession = (): ChatState['session'] => useChatState((state) => state.session);

/** Whether what is unsent survives a reload of this page. */
export const useStorageKind = (): ChatState['storage'] => useChatState((state) => state.storage);

/** Whether what was read can be read again without a network. */
export const useSaving = (): ChatState['saving'] => useChatState((state) => state.saving);
