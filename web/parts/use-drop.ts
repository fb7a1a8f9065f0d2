/** A place of the page that files can be dropped on. */

import { useState } from 'preact/hooks';

export function useDrop(take: (files: Iterable<File>) => void) {
  const [isOver, setOver] = useState(false);
  return {
    'data-over': isOver,
    onDragOver(event: DragEvent): void {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (): void => setOver(false),
    onDrop(event: DragEvent): void {
      event.preventDefault();
      setOver(false);
      take(event.dataTransfer?.files ?? []);
    },
  };
}
