import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { MessageRow } from './line/MessageRow.tsx';
import { Menu, MenuItem } from './Menu.tsx';
import { TextField } from './TextField.tsx';
import { useFocusStays } from './use-focus-stays.ts';

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

const names = ['Ana', 'Ben', 'Cleo'];

/** A list whose rows have their button only while they have the focus, as a message has. */
function Rows() {
  const [rows, setRows] = useState(names);
  const [held, setHeld] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <ul {...useFocusStays()}>
        {rows.map((name) => (
          <li key={name}>
            <MessageRow tabIndex={0} data-testid={name} onFocus={() => setHeld(name)} onBlur={() => setHeld(null)}>
              {name} {held === name && <Button onClick={() => setAsked(name)}>Delete {name}</Button>}
            </MessageRow>
          </li>
        ))}
      </ul>
      <Dialog open={asked !== null} onOpenChange={close} title="Delete it?">
        <Button onClick={close}>Keep it</Button>
        <Button
          onClick={() => {
            setRows(rows.filter((name) => name !== asked));
            close();
          }}
        >
          At once
        </Button>
        <Button
          onClick={() => {
            close();
            setTimeout(() => setRows(rows.filter((name) => name !== asked)), 30);
          }}
        >
          In a moment
        </Button>
      </Dialog>
    </>
  );
}

/** A dialog that goes on to another in its place. */
function Stages() {
  const [over, setOver] = useState<'one' | 'two' | null>(null);
  return (
    <>
      <Button onClick={() => setOver('one')}>Begin</Button>
      <Dialog open={over === 'one'} onOpenChange={() => setOver(null)} title="One">
        <Button onClick={() => setOver('two')}>Go on</Button>
      </Dialog>
      <Dialog open={over === 'two'} onOpenChange={() => setOver(null)} title="Two">
        <TextField label="Name" autoFocus />
      </Dialog>
    </>
  );
}

const focusOn = (element: () => Element) => vi.waitFor(() => expect(document.activeElement).toBe(element()), 10_000);

describe('the focus after a dialog', () => {
  const ask = async (name: string, answer: string) => {
    render(<Rows />);
    act(() => screen.getByTestId(name).focus());
    await userEvent.click(screen.getByRole('button', { name: `Delete ${name}` }));
    expect(screen.queryByRole('button', { name: `Delete ${name}` })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: answer }));
  };

  it('goes to the row where the button that opened it is gone', async () => {
    await ask('Ben', 'Keep it');
    await focusOn(() => screen.getByTestId('Ben'));
  });

  it('goes to the next row where the row is gone, before or after the dialog', async () => {
    await ask('Ben', 'At once');
    await focusOn(() => screen.getByTestId('Cleo'));
    cleanup();
    await ask('Cleo', 'In a moment');
    await vi.waitFor(() => expect(screen.queryByTestId('Cleo')).toBeNull());
    await focusOn(() => screen.getByTestId('Ben'));
  });

  it('goes back through the dialog it was opened from, also where a field took it at once', async () => {
    render(<Stages />);
    await userEvent.click(screen.getByRole('button', { name: 'Begin' }));
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await focusOn(() => screen.getByLabelText('Name'));
    await userEvent.keyboard('{Escape}');
    await focusOn(() => screen.getByRole('button', { name: 'Begin' }));
  });
});

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

  it('stays when Escape belongs to an input method that is composing in it', async () => {
    render(<Page />);
    await userEvent.click(screen.getByRole('button', { name: 'New conversation' }));
    const field = screen.getByRole('textbox', { name: 'Name' });
    fireEvent.keyDown(field, { key: 'Escape', isComposing: true });
    // Safari says so by the code alone.
    fireEvent.keyDown(field, { key: 'Escape', keyCode: 229 });
    expect(screen.getByRole('dialog')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
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
