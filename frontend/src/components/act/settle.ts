// Scrolling to a place in a long text of which only the part in view is laid out. Blocks near the target get their true
// height only when they come near, and faces may still be loading: the place is held until it stands still.

const frames = 40;

/** Brings an element to the top and keeps it there for a moment, unless the reader scrolls or types meanwhile. */
export function settleAt(element: HTMLElement): void {
  let left = frames;
  const stop = () => {
    left = 0;
  };
  const events = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
  for (const name of events) window.addEventListener(name, stop, { once: true, passive: true });
  const hold = () => {
    if (left <= 0 || !element.isConnected) {
      for (const name of events) window.removeEventListener(name, stop);
      return;
    }
    left--;
    element.scrollIntoView({ block: 'start' });
    requestAnimationFrame(hold);
  };
  hold();
}
