import { createContext, type ReactNode, use, useState } from 'react';

/** So many likenesses are remembered; of more the longest known go. */
const MOST = 500;

/** The part of the page that a line is seen through, in CSS pixels. */
interface Room {
  readonly width: number;
  readonly height: number;
}

/** What earlier visits found out about how much room there is, and how much rows take. */
export interface SizesKnown {
  /** How tall a row was that was like this one. */
  heightOf(likeness: string): number | undefined;
  noteHeight(likeness: string, height: number): void;
  room(): Room | null;
  /** Another width makes all rows another height. */
  noteRoom(room: Room): void;
}

/** Nothing is known yet. */
function createSizesKnown(): SizesKnown {
  const heights = new Map<string, number>();
  let room: Room | null = null;
  return {
    heightOf: (likeness) => heights.get(likeness),
    noteHeight(likeness, height) {
      heights.set(likeness, height);
      const [eldest] = heights.keys();
      if (heights.size > MOST && eldest !== undefined) heights.delete(eldest);
    },
    room: () => room,
    noteRoom(now) {
      if (room !== null && room.width !== now.width) heights.clear();
      room = now;
    },
  };
}

const SizesContext = createContext<SizesKnown | null>(null);

/** What visits in here find out stays known to the next: it draws just the rows that are seen, once, and asks no row how tall it is. */
export function KnownSizes({ children }: { children: ReactNode }) {
  const [sizes] = useState(createSizesKnown);
  return <SizesContext value={sizes}>{children}</SizesContext>;
}

/** What is known around here; by itself, only what this visit finds out. */
export function useKnownSizes(): SizesKnown {
  const [own] = useState(createSizesKnown);
  return use(SizesContext) ?? own;
}
