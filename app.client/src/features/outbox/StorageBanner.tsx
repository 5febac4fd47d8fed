import { Banner } from '../../ui/foot/Banner.tsx';

/** In the slot above the composer: what becomes of unsent words where this browser keeps nothing, or has no room left. */
export function StorageBanner({ kind }: { kind: 'memory' | 'full' }) {
  return kind === 'full' ? (
    <Banner kind="plain" title="No room left on this device." short="Your words stay in the composer">
      What you write stays in the composer.
    </Banner>
  ) : (
    <Banner kind="plain" title="Kept only while this page is open." short="Leave the page open">
      Leave it open until all is sent.
    </Banner>
  );
}
