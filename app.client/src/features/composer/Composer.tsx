import { Check, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useRef } from 'react';
import type { Editing } from '../../chat/editing.ts';
import { useDraft } from '../../chat/use-draft.ts';
import { useSendLimit } from '../../chat/use-send-limit.ts';
import { ComposerFrame } from '../../ui/foot/ComposerFrame.tsx';
import { GrowingTextarea } from '../../ui/foot/GrowingTextarea.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { isComposing } from '../../ui/keys.ts';
import { useAppearance } from '../../ui/use-appearance.ts';
import { useWorld } from '../../ui/World.tsx';
import { composerNote, isSendable } from './composer-problem.ts';
import { useEditing } from './use-editing.ts';
import { useTypingSignal } from './use-typing-signal.ts';
import './composer.css';

/** What others may ask of the composer. */
export interface ComposerControl {
  focus(): void;
}

interface ComposerProps {
  conversationId: string;
  name: string;
  /** Where a pointer is used the text has the focus at once; a phone's keyboard waits to be asked for. */
  focusAtOnce: boolean;
  editing: Editing | null;
  onEditDone: () => void;
  /** ArrowUp in an empty composer. */
  onEditLast: () => void;
  /** Escape, when there is nothing here to leave. */
  onEscape: () => void;
  control: Ref<ComposerControl>;
}

/** Where words begin. Wants the conversation as its key: each has its own draft. */
export function Composer(props: ComposerProps) {
  const { conversationId, editing, onEditDone } = props;
  const { toasts, voice } = useWorld();
  const [{ enter }] = useAppearance();
  const area = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const draft = useDraft(conversationId);
  const edited = useEditing(conversationId, editing, () => {
    onEditDone();
    area.current?.focus();
  });
  const wait = useSendLimit(conversationId);
  const typing = useTypingSignal(conversationId);
  const content = editing ? edited.content : draft.content;
  const note = composerNote(content, editing ? 0 : wait);
  const canSend = isSendable(content) && !note?.blocks && !(editing && edited.busy);

  useImperativeHandle(props.control, () => ({ focus: () => area.current?.focus() }), []);
  const { focusAtOnce } = props;
  useEffect(() => {
    if (focusAtOnce || editing) area.current?.focus();
    if (editing) area.current?.setSelectionRange(editing.content.length, editing.content.length);
  }, [focusAtOnce, editing]);

  // Said once, not each second.
  const limited = wait > 0;
  useEffect(() => {
    if (limited) voice.say('Too many at once. What you write is kept; you can send again in a moment.');
  }, [limited, voice]);

  const submit = async () => {
    if (!canSend) return;
    if (editing) return void edited.save();
    typing(false);
    area.current?.focus();
    const kept = await draft.send();
    if (!kept) toasts.show({ text: 'This device could not write it down. Your text is still here.', kind: 'failed' });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter and the arrows are its own.
    if (isComposing(event.nativeEvent)) return;
    const sends = enter !== 'breaks' || event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && sends && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === 'ArrowUp' && content === '' && !editing && !event.altKey) {
      event.preventDefault();
      props.onEditLast();
    } else if (event.key === 'Escape') {
      if (!editing) return props.onEscape();
      // One thing at a time: what lies over the page stays.
      event.preventDefault();
      onEditDone();
    }
  };

  const label = editing ? 'Edit the message' : `Write to ${props.name}`;
  return (
    <ComposerFrame
      canSend={canSend}
      sendLabel={editing ? 'Save' : 'Send'}
      sendIcon={editing ? <Check /> : undefined}
      onSend={() => void submit()}
      above={
        editing && (
          <div className="composer-editing">
            <b>{editing.kind === 'unsent' ? 'Changing what is not sent yet' : 'Editing'}</b>
            <span>Escape leaves it as it was.</span>
            <IconButton label="Leave it as it was" onClick={onEditDone}>
              <X />
            </IconButton>
          </div>
        )
      }
      below={
        note && (
          <span id={noteId} className={note.blocks ? 'composer-blocks' : undefined}>
            {note.text}
          </span>
        )
      }
    >
      <GrowingTextarea
        ref={area}
        aria-label={label}
        placeholder={label}
        aria-describedby={note ? noteId : undefined}
        value={content}
        enterKeyHint={enter === 'breaks' ? 'enter' : 'send'}
        onChange={({ target }) => {
          if (editing) return edited.change(target.value);
          draft.change(target.value);
          typing(target.value.trim() !== '');
        }}
        onKeyDown={onKeyDown}
        onCompositionStart={() => draft.compose(true)}
        onCompositionEnd={({ currentTarget }) => draft.compose(false, !editing && currentTarget.value)}
        onBlur={() => typing(false)}
      />
    </ComposerFrame>
  );
}
