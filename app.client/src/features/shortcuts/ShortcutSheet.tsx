import { Dialog } from '../../ui/Dialog.tsx';
import './shortcuts.css';

const groups: readonly { name: string; keys: readonly { keys: readonly string[]; does: string }[] }[] = [
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
      { keys: ['W'], does: 'On an unread conversation of the list: why is it unread?' },
      { keys: ['?'], does: 'This sheet, outside of a text; Settings turn both off' },
    ],
  },
  {
    name: 'Writing',
    keys: [
      { keys: ['Enter'], does: 'Send' },
      { keys: ['Shift', 'Enter'], does: 'A new line' },
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
  return (
    <Dialog open={open} onOpenChange={(now) => !now && onClose()} title="Keys">
      <div className="shortcuts">
        {groups.map((group) => (
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
