import { Dialog } from '../../ui/Dialog.tsx';
import { useAppearance } from '../../ui/use-appearance.ts';
import './shortcuts.css';

const groupsOf = (
  breaks: boolean,
): readonly { name: string; keys: readonly { keys: readonly string[]; does: string }[] }[] => [
  {
    name: 'Anywhere',
    keys: [
      { keys: ['Ctrl', 'K'], does: 'Go to a conversation or a person' },
      { keys: ['/'], does: 'Search what was said, outside of a text' },
      { keys: ['Ctrl', 'Shift', 'F'], does: 'Search in this conversation' },
      { keys: ['Alt', '↑'], does: 'The conversation above' },
      { keys: ['Alt', '↓'], does: 'The conversation below' },
      { keys: ['Alt', 'Shift', '↓'], does: 'The next unread one' },
      { keys: ['Ctrl', '.'], does: 'Details, open or closed' },
      { keys: ['Ctrl', 'F6'], does: 'To the next part of the page; with Shift, to the one before' },
      { keys: ['W'], does: 'On an unread conversation of the list: why is it unread?' },
      { keys: ['?'], does: 'This sheet, outside of a text; Settings turn both off' },
    ],
  },
  {
    name: 'Writing',
    keys: [
      { keys: breaks ? ['Ctrl', 'Enter'] : ['Enter'], does: 'Send; Settings change the key' },
      { keys: breaks ? ['Enter'] : ['Shift', 'Enter'], does: 'A new line' },
      { keys: ['↑'], does: 'In an empty composer: edit your last message' },
      { keys: ['Esc'], does: 'Leave an edit, then mark as read' },
    ],
  },
  {
    name: 'On the line',
    keys: [
      { keys: ['↑', '↓'], does: 'From message to message' },
      { keys: ['Home', 'End'], does: 'To the first or the last that is here' },
      { keys: ['Tab'], does: 'To what can be done with a message' },
      { keys: ['U'], does: 'Mark as unread from this message on' },
    ],
  },
];

/** All keys on one page. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [{ enter }] = useAppearance();
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()} title="Keys">
      <div className="shortcuts">
        {groupsOf(enter === 'breaks').map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl>
              {group.keys.map(({ keys, does }) => (
                <div key={does}>
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
