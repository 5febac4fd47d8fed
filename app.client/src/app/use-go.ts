import { useCallback, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** Opens a conversation. The very same function at every address, where the router's is another one: no line of the list renders for its sake. */
export function useGo(): (conversationId: string) => void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const here = useRef({ navigate, pathname });
  useLayoutEffect(() => {
    here.current = { navigate, pathname };
  }, [navigate, pathname]);
  return useCallback((conversationId) => {
    const path = `/c/${conversationId}`;
    // Where one is already is no further step of the way back.
    here.current.navigate(path, { replace: path === here.current.pathname });
  }, []);
}
