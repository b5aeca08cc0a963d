// How the reader likes bills in this browser: as a table or as a board.

export type BillLook = 'table' | 'board';

const key = 'talqy-bill';

export function readLook(): BillLook {
  try {
    return localStorage.getItem(key) === 'board' ? 'board' : 'table';
  } catch {
    return 'table';
  }
}

export function keepLook(look: BillLook): void {
  try {
    localStorage.setItem(key, look);
  } catch {
    // Forbidden storage: the choice holds until the page is left.
  }
}
