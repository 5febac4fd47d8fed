import { useState } from 'react';
import { useChatClient } from '../chat/ChatContext.tsx';
import { useDelayed } from '../chat/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { Brand } from '../ui/Mark.tsx';
import './app.css';

/** So long after its beginning the page itself says that it opens (index.html): then it is not taken back. */
const SAID_MS = 1_500;

/** Who is here is not known yet. Nothing at first; then what is going on; then what one can do. */
export function Splash() {
  const client = useChatClient();
  const [said] = useState(() => performance.now() > SAID_MS);
  const late = useDelayed(true, 400) || said;
  const tooLate = useDelayed(true, 5_000);
  return (
    <main className="app-splash" aria-busy="true">
      {late && (
        <div role="status">
          <Brand />
          <p>{tooLate ? 'The server does not answer yet. It is tried again by itself.' : 'Opening'}</p>
          {tooLate && <Button onClick={() => client.reconnectNow()}>Try now</Button>}
        </div>
      )}
    </main>
  );
}
