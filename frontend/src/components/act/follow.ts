// Tells which block is being read: the first one in the upper part of the window.

/** An action for the container of elements with data-block. `order` gives the blocks as the text has them. */
export function follow(container: HTMLElement, { order, inView }: { order: () => readonly { eid: string }[]; inView: (eid: string) => void }) {
  const visible = new Set<string>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const eid = (entry.target as HTMLElement).dataset.block ?? '';
        if (entry.isIntersecting) visible.add(eid);
        else visible.delete(eid);
      }
      const first = order().find((block) => visible.has(block.eid));
      if (first) inView(first.eid);
    },
    { rootMargin: '-96px 0px -78% 0px' },
  );
  for (const element of container.querySelectorAll('[data-block]')) observer.observe(element);
  return { destroy: () => observer.disconnect() };
}
