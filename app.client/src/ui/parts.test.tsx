import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { Avatar } from './Avatar.tsx';
import { Badge } from './Badge.tsx';
import { Button } from './Button.tsx';
import { letterOf } from './hue.ts';
import { LiveRegion } from './LiveRegion.tsx';
import { PasswordField } from './PasswordField.tsx';
import { Shell } from './Shell.tsx';
import { TextField } from './TextField.tsx';
import { Tick } from './Tick.tsx';
import { createVoice } from './voice.ts';

afterEach(cleanup);

describe('a tick', () => {
  it('says every state in words, and its own words where there are better ones', () => {
    for (const state of ['sending', 'sent', 'delivered', 'read', 'failed'] as const) render(<Tick state={state} />);
    const said = screen.getAllByRole('img').map((tick) => tick.getAttribute('aria-label'));
    expect(said).toEqual(['Sending, kept on this device', 'Sent', 'Delivered', 'Read', 'Not sent']);
    cleanup();
    render(<Tick state="delivered" label="Delivered to 5, read by 2" onOpen={() => {}} />);
    expect(screen.getByRole('button', { name: 'Delivered to 5, read by 2' })).toBeTruthy();
  });

  it('differs in shape where it differs in state', () => {
    const shapes = (['sending', 'sent', 'delivered', 'failed'] as const).map(
      (state) => render(<Tick state={state} />).container.querySelector('svg')?.innerHTML,
    );
    expect(new Set(shapes).size).toBe(4);
  });
});

describe('the three panes', () => {
  it('show the details of what was there before, and let nothing in them be pressed', () => {
    const panes = (areOld: boolean) => (
      <Shell pane="page" rail="List" details={<button type="button">Leave</button>} detailsAreOld={areOld}>
        Page
      </Shell>
    );
    const { rerender } = render(panes(true));
    const details = screen.getByText('Leave').closest('section');
    expect(details?.hasAttribute('inert')).toBe(true);
    rerender(panes(false));
    expect(details?.hasAttribute('inert')).toBe(false);
  });
});

describe('a face', () => {
  it('has the first letter as its reader sees it', () => {
    expect(['ada', '  émile', '👩‍👩‍👧 home', 'ب', ''].map(letterOf)).toEqual(['A', 'É', '👩‍👩‍👧', 'ب', '?']);
  });

  it('is heard once: as its name, or not at all where the name stands beside it', () => {
    render(<Avatar name="Ines" seed="1" presence="idle" />);
    expect(screen.getByRole('img', { name: 'Ines' })).toBeTruthy();
    cleanup();
    render(<Avatar name="Ines" seed="1" presence="idle" decorative />);
    expect(screen.queryByRole('img')).toBeNull();
  });
});

describe('fields and buttons', () => {
  it('ties the error to its field', () => {
    render(<TextField label="E-mail" hint="As on your card." error="No account has this address." />);
    const field = screen.getByLabelText('E-mail');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'No account has this address.',
    );
  });

  it('shows a password to whoever asks, and hides it again', async () => {
    render(<PasswordField label="Password" autoComplete="current-password" />);
    const type = () => screen.getByLabelText('Password').getAttribute('type');
    await userEvent.click(screen.getByRole('button', { name: 'Show password' }));
    expect(type()).toBe('text');
    await userEvent.click(screen.getByRole('button', { name: 'Hide password' }));
    expect(type()).toBe('password');
  });

  it('takes one click while it is busy with it', async () => {
    let sent = 0;
    render(
      <form
        onSubmit={(event) => {
          event.preventDefault();
          sent += 1;
        }}
      >
        <Button type="submit" busy>
          Sign in
        </Button>
      </form>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(sent).toBe(0);
  });

  it('counts nothing when nothing is unread, and reads the number in full', () => {
    const { rerender, container } = render(<Badge count={0} />);
    expect(container.textContent).toBe('');
    rerender(<Badge count={120} />);
    expect(container.textContent).toBe('99+120 unread');
  });
});

describe('the live region', () => {
  it('says the same words twice when they are said twice', () => {
    const voice = createVoice();
    render(<LiveRegion voice={voice} />);
    const region = screen.getByRole('status');
    act(() => voice.say('Ana: yes'));
    const first = region.textContent;
    act(() => voice.say('Ana: yes'));
    expect(region.textContent).not.toBe(first);
    expect(region.textContent?.trim()).toBe('Ana: yes');
    expect(screen.getByRole('alert').textContent).toBe('');
  });
});
