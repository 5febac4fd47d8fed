import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { Toaster } from './Toaster.tsx';
import { createToasts } from './toasts.ts';

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

  it('says the same sentence once, and never more than three things', () => {
    const { toasts } = setUp();
    act(() => ['one', 'two', 'two', 'three', 'four'].forEach((text) => void toasts.show({ text })));
    expect(toasts.current().map((toast) => toast.text)).toEqual(['two', 'three', 'four']);
  });
});
