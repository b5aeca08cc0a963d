// Words of the law that name an article of the same act: «статьями 128, 134 и 135 настоящего Кодекса», «осы Кодекстің
// 128-бабының». Only words that say «настоящий» or «осы» count: a bare «статья 9» may be an article of the act that the
// sentence named before, and a wrong link is worse than none.

/** A number in a text that names an article. Positions are UTF-16 units. */
interface Reference {
  from: number;
  to: number;
  num: string;
}

/** A word, a number or a sign of the text. */
interface Token {
  text: string;
  /** In small letters, to compare. */
  low: string;
  from: number;
  isNumber: boolean;
}

/** One naming: «статьями 128, 134 и 135» from its first to its last token, with its numbers. */
interface Naming {
  first: number;
  last: number;
  numbers: Reference[];
}

const article = /^стат(?:ья|ьи|ье|ью|ьей|ьёй|ей|ям|ьям|ями|ьями|ях|ьях)$/;
const thisRussian = /^настоящ(?:его|ему|им|ем)$/;
const actRussian = /^(?:кодекс|закон|конституционн|положени|правил)/;
const joinsRussian = new Set(['и', 'или', 'либо']);
// What may stand between two namings of one enumeration: units, their ordinals, and words that join.
const unitRussian = /^(?:част|пункт|подпункт|абзац|примечани|перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)/;
const linkRussian = new Set(['и', 'или', 'либо', 'а', 'также', 'к', 'по', 'в', 'с']);

const articleKazakh = /^ба[пб]/;
const actKazakh = /^(?:кодекс|заң|ереже|қағида)/;
const joinsKazakh = new Set(['және', 'мен', 'бен', 'пен', 'немесе', 'не']);
const unitKazakh = /^(?:тарма[қғ]|бөлі[кг]|абзац|ескертпе|бірінші|екінші|үшінші|төртінші|бесінші|алтыншы|жетінші|сегізінші|тоғызыншы|оныншы)/;
const signs = new Set([',', ';', ')', '-', '–', '—']);
const dashes = new Set(['-', '–', '—']);

/** The numbers that name an article of this very act, in the order of the text. */
export function references(text: string, lang: 'ru' | 'kk'): Reference[] {
  // Few lines name an article of their own act; the others are not looked at further.
  if (!(lang === 'ru' ? /настоящ/i : /осы/i).test(text)) return [];
  const tokens = tokensOf(withoutRemarks(text));
  return lang === 'ru' ? russianReferences(tokens) : kazakhReferences(tokens);
}

/**
 * Blanks what stands in brackets: «статьями 99 (пунктом 15) части второй), 120» enumerates 99 and 120. The bracket of a
 * point («15)») does not close a remark when another one does.
 */
function withoutRemarks(text: string): string {
  return text.replace(/\([^(]*/g, (stretch) => {
    const close = /[^\d(]\)/.exec(stretch.slice(1));
    const end = close ? close.index + 3 : stretch.indexOf(')') + 1;
    return ' '.repeat(end) + stretch.slice(end);
  });
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/\d+(?:[-\u2011]\d+)*|\p{L}+|[^\s]/gu)].map((match) => ({
    text: match[0],
    low: match[0].toLowerCase(),
    from: match.index,
    isNumber: /^\d/.test(match[0]),
  }));
}

const reference = (token: Token): Reference => ({ from: token.from, to: token.from + token.text.length, num: token.text.replaceAll('\u2011', '-') });

function russianReferences(tokens: readonly Token[]): Reference[] {
  const namings: Naming[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!article.test(tokens[i]?.low ?? '') || !tokens[i + 1]?.isNumber) continue;
    const numbers = [reference(tokens[i + 1] as Token)];
    let last = i + 1;
    for (;;) {
      let next = last + 1;
      if (tokens[next]?.low === ',' || dashes.has(tokens[next]?.low ?? '')) next++;
      if (joinsRussian.has(tokens[next]?.low ?? '')) next++;
      const token = tokens[next];
      if (next === last + 1 || !token?.isNumber) break;
      numbers.push(reference(token));
      last = next;
    }
    namings.push({ first: i, last, numbers });
    i = last;
  }
  const found: Reference[][] = [];
  // From the end: an enumeration says «настоящего Кодекса» once, after its last member.
  let own = false;
  for (let i = namings.length - 1; i >= 0; i--) {
    const { last, numbers } = namings[i] as Naming;
    const next = namings[i + 1];
    const joined: boolean = own && next !== undefined && all(tokens, last + 1, next.first, (one) => one.isNumber || signs.has(one.low) || linkRussian.has(one.low) || unitRussian.test(one.low));
    own = joined || (thisRussian.test(tokens[last + 1]?.low ?? '') && actRussian.test(tokens[last + 2]?.low ?? ''));
    if (own) found.push(numbers);
  }
  return found.reverse().flat();
}

function kazakhReferences(tokens: readonly Token[]): Reference[] {
  const found: Reference[] = [];
  // The end of the last naming of this act, while its enumeration may go on.
  let before = -1;
  for (let i = 2; i < tokens.length; i++) {
    if (!articleKazakh.test(tokens[i]?.low ?? '') || !dashes.has(tokens[i - 1]?.low ?? '') || !tokens[i - 2]?.isNumber) continue;
    let first = i - 2;
    const numbers = [reference(tokens[first] as Token)];
    for (;;) {
      let next = first - 1;
      if (tokens[next]?.low === ',' || joinsKazakh.has(tokens[next]?.low ?? '') || dashes.has(tokens[next]?.low ?? '')) next--;
      if (next === first - 1) break;
      if (tokens[next]?.low === '-') next--;
      if (next <= before || !tokens[next]?.isNumber) break;
      numbers.unshift(reference(tokens[next] as Token));
      first = next;
    }
    const named = (at: number) => actKazakh.test(tokens[at]?.low ?? '') && (tokens[at - 1]?.low === 'осы' || (tokens[at - 1]?.low === 'конституциялық' && tokens[at - 2]?.low === 'осы'));
    const joined = before >= 0 && all(tokens, before + 1, first, (one) => one.isNumber || signs.has(one.low) || joinsKazakh.has(one.low) || unitKazakh.test(one.low));
    if (joined || named(first - 1)) {
      found.push(...numbers);
      before = i;
    } else before = -1;
  }
  return found;
}

function all(tokens: readonly Token[], from: number, to: number, holds: (token: Token) => boolean): boolean {
  for (let i = from; i < to; i++) if (!holds(tokens[i] as Token)) return false;
  return true;
}

/** A line in pieces: plain words, and numbers that lead to an article of the act. */
interface LinkedPiece {
  text: string;
  /** The address of the article; empty for plain words. */
  eid: string;
}

/** Cuts a line at the numbers of articles that the act has. `eidOf` gives the address of a number, undefined when there is none. */
export function linkedPieces(text: string, lang: 'ru' | 'kk', eidOf: (num: string) => string | undefined): LinkedPiece[] {
  const pieces: LinkedPiece[] = [];
  let at = 0;
  for (const one of references(text, lang)) {
    const eid = eidOf(one.num);
    if (!eid) continue;
    if (one.from > at) pieces.push({ text: text.slice(at, one.from), eid: '' });
    pieces.push({ text: text.slice(one.from, one.to), eid });
    at = one.to;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at), eid: '' });
  return pieces;
}
