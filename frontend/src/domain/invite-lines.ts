// People pasted one a line: «Имя Фамилия; почта; должность», from wherever they were copied.

interface InviteLine {
  name: string;
  email: string;
  office: string;
}

interface InviteLines {
  people: InviteLine[];
  /** The numbers of lines that have no name, from 1. */
  wrong: number[];
}

/** As many as the server takes at once. */
export const inviteLimit = 200;

export function readLines(text: string): InviteLines {
  const read: InviteLines = { people: [], wrong: [] };
  text.split(/\r?\n/).forEach((line, at) => {
    if (!line.trim()) return;
    const email = /[^\s<>;,]+@[^\s<>;,]+/.exec(line)?.[0] ?? '';
    // What parts the rest: a tab or a semicolon where there is one, or else commas.
    const rest = email ? line.replace(email, '').replace(/<\s*>/, '') : line;
    const parts = rest.split(/[;\t]/.test(rest) ? /[;\t]/ : ',').map((part) => part.trim().replace(/\s+/g, ' ')).filter(Boolean);
    const [name = '', ...office] = parts;
    if (/\p{L}/u.test(name)) read.people.push({ name, email, office: office.join(', ') });
    else read.wrong.push(at + 1);
  });
  return read;
}
