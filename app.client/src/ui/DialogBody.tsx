import { type ReactNode, useEffect, useRef, useState } from 'react';

interface DialogBodyProps {
  /** What it is called where it is a stop of its own. */
  label: string | undefined;
  children: ReactNode;
}

/** What a dialog says. Where that is more than fits, it is a stop of the tabulator: arrows scroll it, without a mouse. */
export function DialogBody({ label, children }: DialogBodyProps) {
  const frame = useRef<HTMLDivElement>(null);
  const inner = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const [outer, content] = [frame.current, inner.current];
    if (!outer || !content) return;
    const watch = new ResizeObserver(() => setScrolls(outer.scrollHeight > outer.clientHeight));
    watch.observe(outer);
    watch.observe(content);
    return () => watch.disconnect();
  }, []);
  return (
    <div
      className="ui-dialog-body"
      ref={frame}
      {...(scrolls ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}
    >
      <div ref={inner}>{children}</div>
    </div>
  );
}
