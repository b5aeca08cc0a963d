// Runs before the first paint, so that a reader who chose dark never sees a white flash. It is an own file because the
// content security policy allows no script inside the page. State: src/state/settings.svelte.ts writes the same keys.
(function () {
  try {
    var theme = localStorage.getItem('talqy-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    var locale = localStorage.getItem('talqy-locale');
    if (locale === 'ru' || locale === 'kk' || locale === 'en') document.documentElement.lang = locale;
  } catch {
    // Storage may be forbidden; the system's theme and Russian are then used.
  }
})();
