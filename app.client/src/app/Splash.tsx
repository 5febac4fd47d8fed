import { useChatClient } from '../chat/ChatContext.tsx';
import { useDelayed } from '../chat/use-now.ts';
import { Button } from '../ui/Button.tsx';
import { Brand } from '../ui/Mark.tsx';
import './app.css';

/** Who is here is not known yet. Nothing at first; then what is going on; then what one can do. */
export function Splash() {
  const client = useChatClient();
  const late = useDelayed(true, 400);
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
