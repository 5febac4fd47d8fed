import { createContext, type ReactNode, use, useMemo } from 'react';
import type { ChatClient } from '../chat-client/chat-client.ts';
import type { ChatState } from '../chat-client/state.ts';
import type { Store } from '../chat-client/store.ts';

interface Chat {
  readonly client: ChatClient;
  readonly shown: Store<ChatState>;
}

/** The value is stable, so providing it re-renders nobody. */
const ChatContext = createContext<Chat | null>(null);

interface ChatProviderProps {
  client: ChatClient;
  /** The client's state as the screens are told of it (rhythm.ts); just as it is when nothing is given. */
  shown?: Store<ChatState>;
  children: ReactNode;
}

/** Gives the client, and nothing that changes, to everything below. */
export function ChatProvider({ client, shown = client.state, children }: ChatProviderProps) {
  const chat = useMemo(() => ({ client, shown }), [client, shown]);
  return <ChatContext value={chat}>{children}</ChatContext>;
}

function useChat(): Chat {
  const chat = use(ChatContext);
  if (!chat) throw new Error('useChatClient must be used inside <ChatProvider>');
  return chat;
}

/** The client: what can be done. What there is to see comes through the other hooks. */
export const useChatClient = (): ChatClient => useChat().client;

/** What there is to see. Whoever does something asks the client's own state, which may be a moment ahead. */
export const useShownState = (): Store<ChatState> => useChat().shown;
