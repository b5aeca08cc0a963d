// Some browsers are built without Kazakh plural rules and would then count by the system's language. Kazakh has the same
// two forms for whole numbers as English (one for 1, other for the rest), so those stand in.

export function ensureKazakhPlurals(intl: { PluralRules: typeof Intl.PluralRules } = Intl): void {
  if (intl.PluralRules.supportedLocalesOf('kk').length > 0) return;
  const Native = intl.PluralRules;
  const standIn = (locales?: Intl.LocalesArgument) => (String(locales).startsWith('kk') ? 'en' : locales);
  intl.PluralRules = new Proxy(Native, {
    construct: (target, [locales, options]: [Intl.LocalesArgument, Intl.PluralRulesOptions]) => new target(standIn(locales), options),
  });
}
