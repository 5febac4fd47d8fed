import type { TestService } from '../../testing/service.ts';

/** Somebody says something in a conversation. */
export const say = ({ api }: { readonly api: TestService['anonymous'] }, id: string, content = 'hello') =>
  api.post(`/conversations/${id}/messages`, { id: crypto.randomUUID(), content });
