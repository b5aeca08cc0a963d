import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The custom properties that a block sets; the later files win. */
function values(selector: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const file of ['tokens.css', 'presence.css']) {
    const text = css(file);
    const at = text.indexOf(`${selector} {`);
    for (const [, name = '', value = ''] of text.slice(at, text.indexOf('}', at)).matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)) found[name] = value;
  }
  return found;
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = parseInt(colour.slice(i, i + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test.each([':root', ":root[data-theme='dark']", ":root:not([data-theme='light'])"])('the carets of %s can be read and seen', (selector) => {
  const theme = values(selector);
  for (let i = 0; i < 8; i++) {
    const colour = theme[`caret-${i}`] ?? '';
    expect([i, contrast(colour, theme['on-caret'] ?? '') >= 4.5]).toEqual([i, true]);
    for (const ground of ['surface', 'paper']) expect([i, ground, contrast(colour, theme[ground] ?? '') >= 3]).toEqual([i, ground, true]);
  }
});
