// Places that comments hold on to, kept inside the editor's state so that every change, own or foreign, moves them in
// the same way as the server moves its own.

import { StateEffect, StateField, type ChangeDesc } from '@codemirror/state';

/** A place in the text under a comment. `lost`: all its words are gone; that does not come back by itself. */
export interface AnchorPlace {
  id: string;
  from: number;
  to: number;
  lost: boolean;
}

/** Moves a place through changes. What is typed at its very edges stays outside. */
export function movePlace(place: AnchorPlace, changes: ChangeDesc): AnchorPlace {
  const from = changes.mapPos(place.from, 1);
  const to = changes.mapPos(place.to, -1);
  if (place.lost || from >= to) return { ...place, from: Math.min(from, to), to: Math.min(from, to), lost: true };
  return { ...place, from, to };
}

/** Puts places in, replacing those with the same id. */
export const putPlaces = StateEffect.define<readonly AnchorPlace[]>();

/** Takes places out by id. */
export const dropPlaces = StateEffect.define<readonly string[]>();

/** Which comment is looked at, to show its words more strongly. */
export const lookAt = StateEffect.define<string | null>();

export const anchorPlaces = StateField.define<readonly AnchorPlace[]>({
  create: () => [],
  update(places, transaction) {
    let next = places;
    if (transaction.docChanged) next = next.map((place) => movePlace(place, transaction.changes));
    for (const effect of transaction.effects) {
      if (effect.is(putPlaces)) {
        const ids = new Set(effect.value.map((place) => place.id));
        next = [...next.filter((place) => !ids.has(place.id)), ...effect.value];
      } else if (effect.is(dropPlaces)) {
        next = next.filter((place) => !effect.value.includes(place.id));
      }
    }
    return next;
  },
});

export const lookedAt = StateField.define<string | null>({
  create: () => null,
  update(id, transaction) {
    for (const effect of transaction.effects) if (effect.is(lookAt)) return effect.value;
    return id;
  },
});
