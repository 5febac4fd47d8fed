import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useWorld } from '../ui/World.tsx';
import { WIDE } from '../ui/wide.ts';

/** Whether the details are seen. */
export interface DetailsState {
  readonly open: boolean;
  readonly toggle: () => void;
  /** False when they were closed already, or stand beside the page and cover nothing. */
  readonly onEscape: () => boolean;
  readonly close: () => void;
  /** One coming to an address: opening the details is no new one. */
  readonly visit: string;
}

/**
 * Beside the page the details stay from conversation to conversation. Over the page they are a step of the history: Back closes
 * them, and who opens another conversation sees its messages.
 */
export function useDetails(conversationId: string | null): DetailsState {
  const { matches } = useWorld();
  const navigate = useNavigate();
  const { key, pathname, state } = useLocation();
  const visit: string = state?.visit ?? key;
  const over = state?.details === true;
  const [beside, setBeside] = useState(() => matches(WIDE));
  const open = beside || over;

  // Opened beside a page that is narrow by now, they cover it as well.
  useEffect(() => {
    if (conversationId !== null && !matches(WIDE)) setBeside(false);
  }, [conversationId, matches]);

  // The way back takes a moment: a second press in between must not go back further.
  const left = useRef<string | null>(null);
  if (left.current !== key) left.current = null;
  const close = useCallback(() => {
    setBeside(false);
    if (!over || left.current === key) return;
    left.current = key;
    navigate(-1);
  }, [over, key, navigate]);
  const toggle = useCallback(() => {
    if (open) close();
    else if (matches(WIDE)) setBeside(true);
    else if (conversationId !== null) navigate(pathname, { state: { details: true, visit } });
  }, [open, close, matches, navigate, pathname, visit, conversationId]);
  const onEscape = () => {
    if (!open || matches(WIDE)) return false;
    close();
    return true;
  };
  return { open, toggle, onEscape, close, visit };
}
