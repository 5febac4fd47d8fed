import { timings } from '@parley/shared/limits.ts';
import { useEffect, useRef, useState } from 'react';
import { usePhase } from '../../chat/use-connection.ts';
import { useWorld } from '../../ui/World.tsx';

/** As long as it is said that all is well again. */
const BACK_MS = 2_000;

/** What there is to say about the connection: nothing, for as long as it may be over before anybody reads it. */
export type ConnectionNews = 'none' | 'offline' | 'reconnecting' | 'back';

/**
 * Speaks after two seconds without a connection, and for two seconds of its return: once, whatever it did meanwhile, and
 * whichever conversation is open. Wants a component that lives as long as the page.
 */
export function useConnectionNews(): ConnectionNews {
  const phase = usePhase();
  const [news, setNews] = useState<ConnectionNews>('none');
  const wasLive = useRef(false);
  const { voice } = useWorld();
  const isSaid = news !== 'none' && (news === 'back' ? 'Back online.' : 'Offline. What you write is kept.');
  useEffect(() => {
    if (isSaid) voice.say(isSaid);
  }, [isSaid, voice]);
  useEffect(() => {
    if (phase === 'live') {
      wasLive.current = true;
      setNews((before) => (before === 'none' ? 'none' : 'back'));
      const timer = setTimeout(() => setNews('none'), BACK_MS);
      return () => clearTimeout(timer);
    }
    // The first connection of a visit is no reconnection; it is only said when it does not come.
    const word = phase === 'offline' ? 'offline' : 'reconnecting';
    const patience = wasLive.current || phase === 'offline' ? timings.bannerAfter : timings.bannerAfter * 2;
    const timer = setTimeout(() => setNews(word), patience);
    return () => clearTimeout(timer);
  }, [phase]);
  return news;
}
