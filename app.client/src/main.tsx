import './jitless.ts';
import './styles/styles.css';
import { type ErrorKind, pageOf } from '@parley/shared/models/report.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/App.tsx';
import { loadLater } from './app/overlays.ts';
import { browserPorts } from './browser/browser-ports.ts';
import { createDrawing } from './browser/drawing.ts';
import { createPage } from './browser/page.ts';
import { watchErrors } from './browser/watch-errors.ts';
import { watchPage } from './browser/watch-page.ts';
import { whenShown } from './browser/when-shown.ts';
import { createAddresses, installingWorker, searchingWorker, type TrustedTypes } from './browser/worker/addresses.ts';
import { installOnPage } from './browser/worker/install-on-page.ts';
import { ChatProvider } from './chat/ChatContext.tsx';
import { createChatClient } from './chat-client/create-chat-client.ts';
import { inRhythm } from './chat-client/rhythm.ts';
import { createAppearance } from './ui/appearance.ts';
import { createToasts } from './ui/toasts.ts';
import { createVoice } from './ui/voice.ts';
import { type World, WorldProvider } from './ui/World.tsx';

const page = createPage(self);
const trustedTypes = (self as { trustedTypes?: TrustedTypes }).trustedTypes;
const addressOf = createAddresses(trustedTypes, [installingWorker, searchingWorker]);
const ports = browserPorts(addressOf);
const drawing = createDrawing(self);
const client = createChatClient({ ...ports, choices: page.choices, drawn: (work) => drawing.drawn(work) });

const world: World = {
  voice: createVoice(),
  toasts: createToasts(ports.clock.after),
  appearance: createAppearance({
    root: page.root,
    storage: page.choices,
    prefersMoreContrast: () => page.matches('(prefers-contrast: more)'),
    keptElsewhere: page.keptElsewhere,
  }),
  ...page,
  newer: installOnPage(self, import.meta.env.PROD, addressOf),
};

const shown = inRhythm(client.state, drawing);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');

const hear = (error: unknown, kind: ErrorKind): void =>
  void client.reports.report(error, { kind, page: pageOf(page.path()) });
watchErrors(self, hear);
watchPage(self, client.monitor.record);

void client.start();
createRoot(root, { onUncaughtError: (error) => hear(error, 'boundary') }).render(
  <StrictMode>
    <WorldProvider world={world}>
      <ChatProvider client={client} shown={shown}>
        <BrowserRouter useTransitions={false}>
          <App />
        </BrowserRouter>
      </ChatProvider>
    </WorldProvider>
  </StrictMode>,
);

// Whoever comes goes to another conversation sooner than to a dialog; what is opened later is in memory by then, also when the
// network has gone meanwhile and no worker keeps it.
whenShown(shown, self, () => void client.readAhead().then(loadLater, loadLater));
