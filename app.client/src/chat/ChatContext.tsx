import { createContext, type ReactNode, use } from 'react';
import type { ChatClient } from '../chat-client/chat-client.ts';

/** The value is stable, so providing it re-renders nobody. */
const ChatContext = createContext<ChatClient | null>(null);

/** Gives the client, and nothing that changes, to everything below. */
export function ChatProvider({ client, children }: { client: ChatClient; children: ReactNode }) {
  return <ChatContext value={client}>{children}</ChatContext>;
}

/** The client: what can be done. What there is to see comes through the other hooks. */
export function useChatClient(): ChatClient {
  const client = use(ChatContext);
  if (!client) throw new Error('useChatClient must be used inside <ChatProvider>');
  return client;
}
