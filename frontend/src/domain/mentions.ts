// Mentions in comments. The server keeps «@[ID]» in the text, so that a member who is called otherwise later stays mentioned;
// people read and write «@Name».

/** Somebody who can be mentioned. */
interface Person {
  id: string;
  name: string;
  login: string;
}

/** A piece of a comment: words, or a person. */
type Piece = { text: string; person?: undefined } | { person: Person };

const mark = /@\[([0-9A-Za-z_-]{1,64})\]/g;

/** Cuts a comment into words and the people mentioned in it. Whom nobody knows stays as he is written. */
export function pieces(body: string, people: readonly Person[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const found of body.matchAll(mark)) {
    const person = people.find((one) => one.id === found[1]);
    if (!person) continue;
    if (found.index > at) out.push({ text: body.slice(at, found.index) });
    out.push({ person });
    at = found.index + found[0].length;
  }
  if (at < body.length) out.push({ text: body.slice(at) });
  return out;
}

/** How a person is written: by name, with the login where two have one name. */
export const labelOf = (person: Person, people: readonly Person[]) =>
  people.some((one) => one.id !== person.id && one.name === person.name) ? `@${person.name} (${person.login})` : `@${person.name}`;

/** The text as it is typed, of the one that the server keeps. */
export const written = (body: string, people: readonly Person[]) =>
  pieces(body, people)
    .map((piece) => (piece.person ? labelOf(piece.person, people) : piece.text))
    .join('');

const letter = /[\p{L}\p{N}_]/u;

/** The text as the server keeps it, of the one that was typed: «@Name» and «@login» of people who can be mentioned. */
export function marked(text: string, people: readonly Person[]): string {
  // The longest first: «@Сауле Тлеубаева» is not «@Сауле».
  const labels = people.flatMap((one) => [`@${one.login}`, labelOf(one, people)].map((label) => ({ label, id: one.id }))).sort((a, b) => b.label.length - a.label.length);
  let out = '';
  for (let at = 0; at < text.length; ) {
    const begins = text[at] === '@' && !letter.test(text[at - 1] ?? '');
    const found = begins ? labels.find(({ label }) => text.startsWith(label, at) && !letter.test(text[at + label.length] ?? '')) : undefined;
    out += found ? `@[${found.id}]` : text[at];
    at += found ? found.label.length : 1;
  }
  return out;
}

/** What is being typed after an «@» before the caret; null when no mention is. */
export function asked(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('@');
  if (from < 0 || letter.test(before[from - 1] ?? '')) return null;
  const query = before.slice(from + 1);
  // Of a name one word, or the first and a part of the second.
  return /^(?:[\p{L}\p{N}_.-]+(?: [\p{L}\p{N}_.-]*)?)?$/u.test(query) ? { from, query } : null;
}

const fold = (text: string) => text.toLocaleLowerCase('ru').replaceAll('ё', 'е');

/** Who is offered for what was typed, by the beginning of the name, of the login or of any word of the name; at most eight. */
export function offered<P extends Person>(people: readonly P[], query: string): P[] {
  const wanted = fold(query);
  const rank = ({ name, login }: P) => {
    if (fold(name).startsWith(wanted)) return 0;
    if (fold(login).startsWith(wanted)) return 1;
    return fold(name)
      .split(' ')
      .some((word) => word.startsWith(wanted))
      ? 2
      : 3;
  };
  return people
    .map((one) => ({ one, rank: rank(one) }))
    .filter((placed) => placed.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.one.name.localeCompare(b.one.name, 'ru'))
    .slice(0, 8)
    .map(({ one }) => one);
}
