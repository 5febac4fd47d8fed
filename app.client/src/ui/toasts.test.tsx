import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Dialog } from './Dialog.tsx';
import { TextField } from './TextField.tsx';
import { Toaster } from './Toaster.tsx';
import { createToasts } from './toasts.ts';

// Nothing is laid out here, and so nothing is ever larger than its frame.
beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
});
afterEach(cleanup);

function setUp() {
  const waiting = new Set<() => void>();
  const toasts = createToasts((_ms, run) => {
    waiting.add(run);
    return () => waiting.delete(run);
  });
  render(<Toaster toasts={toasts} />);
  const timePasses = () => act(() => [...waiting].forEach((run) => void run()));
  return { toasts, timePasses };
}

describe('toasts', () => {
  it('lets a notice leave by itself and keeps a failure until it is closed', async () => {
    const { toasts, timePasses } = setUp();
    act(() => {
      toasts.show({ text: 'Link copied' });
      toasts.show({ text: 'The picture is larger than 25 MB.', kind: 'failed' });
    });
    timePasses();
    expect(screen.queryByText('Link copied')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText('The picture is larger than 25 MB.')).toBeNull();
  });

  it('can be closed while a dialog is open, which stays with what was typed in it', async () => {
    const { toasts } = setUp();
    render(
      <Dialog open onOpenChange={(open) => !open && toasts.show({ text: 'The dialog closes' })} title="Begin">
        <TextField label="Name" />
      </Dialog>,
    );
    act(() => void toasts.show({ text: 'Not changed.', kind: 'failed' }));
    await userEvent.type(screen.getByLabelText('Name'), 'half a th');
    // Its style takes the pointer, which the page behind a dialog does not; here are no styles.
    const hand = userEvent.setup({ pointerEventsCheck: 0 });
    await hand.click(screen.getByText('Not changed.').parentElement?.querySelector('button') as HTMLElement);
    expect(toasts.current()).toEqual([]);
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')));
  });

  it('says the same sentence once, and never more than three things', () => {
    const { toasts } = setUp();
    act(() => ['one', 'two', 'two', 'three', 'four'].forEach((text) => void toasts.show({ text })));
    expect(toasts.current().map((toast) => toast.text)).toEqual(['two', 'three', 'four']);
  });
});
