import { useCallback, useDeferredValue, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useChatClient } from '../chat/ChatContext.tsx';
import { failureWords } from '../chat/failure-words.ts';
import { useConversationName } from '../chat/use-conversations.ts';
import { useConnectionNews } from '../features/connection/use-banner.ts';
import { useShortcuts } from '../features/shortcuts/use-shortcuts.ts';
import { KnownSizes } from '../features/timeline/KnownSizes.tsx';
import { Shell } from '../ui/Shell.tsx';
import { useWorld } from '../ui/World.tsx';
import { ConversationPane } from './ConversationPane.tsx';
import { NothingOpen } from './NothingOpen.tsx';
import { neighbourOf } from './neighbour.ts';
import {
  AddPeopleDialog,
  DoctorDialog,
  ExportDialog,
  MembersPanel,
  MyDataDialog,
  OutboxTray,
  RetentionDialog,
  SearchDialog,
  SettingsDialog,
  ShortcutSheet,
  SpeedDialog,
  StartDialog,
  Switcher,
  WhyUnreadDialog,
} from './overlays.ts';
import { PaneBoundary } from './PaneBoundary.tsx';
import { Rail } from './Rail.tsx';
import { Title } from './Title.ts';
import { useDetails } from './use-details.ts';
import { useGo } from './use-go.ts';
import './app.css';

type Over =
  | 'start'
  | 'switcher'
  | 'settings'
  | 'sheet'
  | 'add'
  | 'outbox'
  | 'doctor'
  | 'speed'
  | 'export'
  | 'retention'
  | 'mine'
  | 'search'
  | 'searchHere'
  | null;

/** What lies over one conversation, and goes with it. */
const ofOne: readonly Over[] = ['add', 'export', 'retention', 'searchHere'];

/** The three panes, and what lies over them. */
export function ChatPage() {
  const client = useChatClient();
  const { toasts } = useWorld();
  const { conversationId = null, messageId = null } = useParams();
  const navigate = useNavigate();
  // No more than this: what arrives in a conversation renders what shows it, and not the page.
  const name = useConversationName(conversationId ?? '');
  const known = name !== null;
  const [over, setOver] = useState<Over>(null);
  const [why, setWhy] = useState<string | null>(null);
  const details = useDetails(conversationId);
  const news = useConnectionNews();
  const place = known ? conversationId : null;
  const [overAt, setOverAt] = useState(place);
  if (overAt !== place) {
    setOverAt(place);
    if (ofOne.includes(over)) setOver(null);
  }
  // Where somebody is when an answer comes, and whom they last asked for.
  const now = useRef({ conversationId, over });
  now.current = { conversationId, over };
  const wanted = useRef('');
  // What one came for is drawn first, beside the place that the details will take.
  const detailed = useDeferredValue(known ? conversationId : null, null);

  const open = useGo();
  const go = useCallback(
    (id: string) => {
      setOver(null);
      open(id);
    },
    [open],
  );
  const close = () => setOver(null);
  useShortcuts({
    openSwitcher: () => setOver('switcher'),
    openSearch: (here) => setOver(here && known ? 'searchHere' : 'search'),
    openSheet: () => setOver('sheet'),
    toggleDetails: details.toggle,
    step: (by, unread) => {
      const id = neighbourOf(client.state.get(), conversationId, by, unread);
      if (id !== null) go(id);
    },
    escape: details.onEscape,
  });
  const writeTo = (userId: string) => {
    wanted.current = userId;
    client.startDirect(userId).then(
      (id) => {
        // Who has gone on meanwhile is led nowhere.
        const { current } = now;
        if (wanted.current === userId && current.over === null && current.conversationId === conversationId) go(id);
      },
      (failure) => toasts.show({ text: failureWords(failure), kind: 'failed' }),
    );
  };

  return (
    <>
      <Title current={conversationId} />
      <Shell
        pane={conversationId === null ? 'rail' : 'page'}
        onCloseDetails={details.close}
        rail={
          <Rail
            current={conversationId}
            onStart={() => setOver('start')}
            onGo={go}
            onGoto={() => setOver('switcher')}
            onSearch={() => setOver('search')}
            onSettings={() => setOver('settings')}
            onOutbox={() => setOver('outbox')}
            onWhyUnread={setWhy}
          />
        }
        detailsAreOld={detailed !== conversationId}
        details={
          details.open &&
          known && (
            <PaneBoundary name="The details" key={detailed}>
              {detailed !== null && (
                <MembersPanel
                  conversationId={detailed}
                  onClose={details.close}
                  onAddPeople={() => setOver('add')}
                  onWrite={writeTo}
                  onLeft={() => now.current.conversationId === detailed && navigate('/')}
                  onExport={() => setOver('export')}
                  onRetention={() => setOver('retention')}
                />
              )}
            </PaneBoundary>
          )
        }
      >
        <KnownSizes>
          {conversationId === null ? (
            <NothingOpen onStart={() => setOver('start')} onGoto={() => setOver('switcher')} />
          ) : (
            <PaneBoundary name="This conversation" key={conversationId}>
              <ConversationPane
                conversationId={conversationId}
                target={messageId}
                visit={details.visit}
                news={news}
                detailsOpen={details.open}
                onDetails={details.toggle}
                onDoctor={() => setOver('doctor')}
                onBack={() => navigate('/')}
                onAddPeople={() => setOver('add')}
                onWhyUnread={setWhy}
              />
            </PaneBoundary>
          )}
        </KnownSizes>
      </Shell>
      <StartDialog open={over === 'start'} onClose={close} onStarted={go} />
      <Switcher open={over === 'switcher'} onClose={close} onGo={go} onWrite={writeTo} />
      <SearchDialog
        open={over === 'search' || over === 'searchHere'}
        filters={over === 'searchHere' ? [`in:${conversationId}`] : []}
        onClose={close}
        onJump={(id, seq) => {
          close();
          navigate(`/c/${id}/m/${seq}`);
        }}
      />
      <DoctorDialog open={over === 'doctor'} onClose={close} onSpeed={() => setOver('speed')} />
      <SpeedDialog open={over === 'speed'} onClose={close} />
      <OutboxTray open={over === 'outbox'} onClose={close} onGo={go} />
      <SettingsDialog
        open={over === 'settings'}
        onClose={close}
        onSpeed={() => setOver('speed')}
        onMyData={() => setOver('mine')}
      />
      <MyDataDialog open={over === 'mine'} onClose={close} />
      {why !== null && (
        <WhyUnreadDialog
          conversationId={why}
          onClose={() => setWhy(null)}
          onJump={(seq) => {
            setWhy(null);
            navigate(`/c/${why}/m/${seq}`);
          }}
        />
      )}
      <ShortcutSheet open={over === 'sheet'} onClose={close} />
      {conversationId !== null && (
        <AddPeopleDialog conversationId={conversationId} open={over === 'add'} onClose={close} />
      )}
      {conversationId !== null && name !== null && (
        <>
          <ExportDialog conversationId={conversationId} name={name} open={over === 'export'} onClose={close} />
          <RetentionDialog conversationId={conversationId} name={name} open={over === 'retention'} onClose={close} />
        </>
      )}
    </>
  );
}
