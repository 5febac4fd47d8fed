import type { Locator, Page } from 'playwright-core';

/** What a person does and sees on one page of the chat, by the names that a screen reader would say. */
export const chatOn = (page: Page) => ({
  page,
  open: (conversationId: string) => page.goto(`/c/${conversationId}`),
  composer: () => page.getByRole('textbox', { name: /^Write to/ }),
  async say(content: string) {
    await this.composer().fill(content);
    await this.composer().press('Enter');
  },
  /** Rows of messages whose words are these. */
  row: (content: string): Locator => page.locator('[data-row]').filter({ hasText: content }),
  /** What a row wears at its end once it is on the record: its tick, which opens its story. */
  sent: (content: string): Locator =>
    page
      .locator('[data-row]')
      .filter({ hasText: content })
      .getByRole('button', { name: /^(Sent|Delivered|Read)/ }),
  /** The number on a conversation of the list. */
  badge: (words: string): Locator => page.locator('[data-conversation] .ui-badge').filter({ hasText: words }),
  rail: () => page.getByRole('navigation', { name: 'Conversations' }),
});

/** Polls until it holds; what a page shows comes when it comes. */
export async function until(holds: () => Promise<boolean>, what: string, patienceMs = 20_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
