/**
 * What is left in a field whose words were sent: nothing, or what was typed while they were on their way, which is the next thing
 * that somebody wants to say.
 */
export function typedSince(now: string, sent: string): string {
  const [words, said] = [now.trim(), sent.trim()];
  return words.startsWith(said) ? words.slice(said.length).trimStart() : now;
}
