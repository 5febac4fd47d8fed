import { render, screen } from '@testing-library/react';
import { type ComponentType, useLayoutEffect } from 'react';
import { expect, it, vi } from 'vitest';
import { later } from './later.ts';
import { laterOver } from './later-over.ts';

const Words = () => <p>here</p>;

const Dialog = ({ open }: { open: boolean; onClose: () => void }) => <p>{open ? 'open' : 'closing'}</p>;

function Asks({ load }: { load: () => Promise<void> }) {
  useLayoutEffect(() => void load(), [load]);
  return null;
}

type File = { Words: ComponentType<object> };

/** Code that has come as soon as it is asked for. */
const atOnce = (): Promise<File> =>
  // biome-ignore lint/suspicious/noThenProperty: it stands for a promise that is kept between a render and its effects
  ({ then: (take: (file: File) => void) => take({ Words }) }) as unknown as Promise<File>;

it('shows what has come between its being rendered and its asking, for somebody else', () => {
  const Late = later('Words', atOnce);
  render(
    <>
      <Late />
      <Asks load={Late.load} />
    </>,
  );
  expect(screen.getByText('here')).toBeTruthy();
});

it('shows what stands for it until its code is here, and asks again for what did not come', async () => {
  const answers: ((file: File | null) => void)[] = [];
  const Late = later(
    'Words',
    () =>
      new Promise<File>((resolve, reject) => {
        answers.push((file) => (file ? resolve(file) : reject(new Error('no network'))));
      }),
    () => <p>meanwhile</p>,
  );
  render(<Late />);
  expect(screen.getByText('meanwhile')).toBeTruthy();
  answers.shift()?.(null);
  // By itself: nobody else renders it.
  await vi.waitFor(() => expect(answers).toHaveLength(1), 10_000);
  answers.shift()?.({ Words });
  expect(await screen.findByText('here')).toBeTruthy();
});

it('is not fetched by being there closed; once it was open it stays, to close as it likes', async () => {
  let fetched = 0;
  const Over = laterOver('Dialog', async () => {
    fetched += 1;
    return { Dialog };
  });
  const close = () => {};
  const { rerender, container } = render(<Over open={false} onClose={close} />);
  expect([fetched, container.textContent]).toEqual([0, '']);
  rerender(<Over open onClose={close} />);
  expect(await screen.findByText('open')).toBeTruthy();
  rerender(<Over open={false} onClose={close} />);
  expect(screen.getByText('closing')).toBeTruthy();
});
