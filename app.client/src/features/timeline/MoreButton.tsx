import { Ellipsis } from 'lucide-react';
import type { ComponentProps } from 'react';
import { IconButton } from '../../ui/IconButton.tsx';

/** The button of a row's menu. */
export function MoreButton(props: ComponentProps<'button'>) {
  return (
    <IconButton {...props} label="More">
      <Ellipsis />
    </IconButton>
  );
}
