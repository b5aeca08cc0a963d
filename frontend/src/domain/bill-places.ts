// Where a proposal stands in the draft law: article, item of the act, item of the instruction.

/** The numbers that lead to an item; an empty one is not printed. */
export interface Place {
  article: string;
  act: string;
  item: string;
}

interface Draft {
  articles: { num: string; items: { num: string; items: { num: string; proposals: string[] | null }[] | null }[] | null }[] | null;
}

/** The places of one proposal, in the order of the draft. */
export function placesOf(draft: Draft, proposal: string): Place[] {
  const places: Place[] = [];
  for (const article of draft.articles ?? []) {
    for (const act of article.items ?? []) {
      for (const item of act.items ?? []) {
        if (item.proposals?.includes(proposal)) places.push({ article: article.num, act: act.num, item: item.num });
      }
    }
  }
  return places;
}

/** The address of an item on the page of the draft. */
export const anchorOf = (place: Place) => ['item', place.article, place.act, place.item].filter(Boolean).join('-');

/** The name that opens an article («Статья 1.», «1-бап.») and the rest of its line. */
export function cutArticle(text: string): [name: string, rest: string] {
  const found = /^(Статья \d+\.|\d+-бап\.)\s*/.exec(text);
  return found ? [found[1] ?? '', text.slice(found[0].length)] : ['', text];
}
