import { useState } from 'react';
import { useChatClient } from './ChatContext.tsx';

/** Whether this device tells what it measures, and the choice. */
export function useConsent(): readonly [boolean, (yes: boolean) => void] {
  const { consent } = useChatClient();
  const [agreed, setAgreed] = useState(() => consent.agreed());
  return [
    agreed,
    (yes) => {
      consent.agree(yes);
      setAgreed(yes);
    },
  ];
}
