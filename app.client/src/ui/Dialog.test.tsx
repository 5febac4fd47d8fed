import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { Menu, MenuItem } from './Menu.tsx';
import { TextField } from './TextField.tsx';

// Nothing is laid out here, and so nothing is ever larger than its frame.
beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
});
afterEach(cleanup);

function Page({ closable = true }: { closable?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>New conversation</Button>
      <Menu trigger={<Button>More</Button>}>
        <MenuItem onSelect={() => setOpen(true)}>Edit</MenuItem>
      </Menu>
      <Dialog open={open} onOpenChange={setOpen} closable={closable} title="Begin" description="With whom?">
        <TextField label="Name" />
      </Dialog>
    </>
  );
}

describe('a dialog', () => {
  it('begins in its first field and gives the focus back to where it came from', async () => {
    render(<Page />);
    const opener = screen.getByRole('button', { name: 'New conversation' });
    await userEvent.click(opener);
    expect(screen.getByRole('dialog', { name: 'Begin' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Name'));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await vi.waitFor(() => expect(document.activeElement).toBe(opener), 10_000);
  });

  it('has the focus itself where what it would begin with cannot be pressed yet', () => {
    const foot = (
      <Button disabled data-autofocus>
        Go on
      </Button>
    );
    render(<Dialog open onOpenChange={() => undefined} title="Begin" footer={foot} />);
    expect(document.activeElement).toBe(screen.getByRole('dialog'));
  });

  it('gives the focus back to the menu it was chosen from', async () => {
    render(<Page />);
    const more = screen.getByRole('button', { name: 'More' });
    await userEvent.click(more);
    await userEvent.click(screen.getByRole('menuitem', { name: 'Edit' }));
    await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Name')), 10_000);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(document.activeElement).toBe(more), 10_000);
  });

  it('stays when it may not be left', async () => {
    render(<Page closable={false} />);
    await userEvent.click(screen.getByRole('button', { name: 'New conversation' }));
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('dialog', { name: 'Begin' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Close' })).toBeNull();
  });

  it('writes no style element into the page, which the content policy would refuse; nor does a menu', async () => {
    const before = document.querySelectorAll('style').length;
    render(<Page />);
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(screen.getByRole('menuitem', { name: 'Edit' })).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'New conversation' }));
    expect(document.querySelectorAll('style').length).toBe(before);
  });
});
