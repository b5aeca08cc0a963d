import { expect, test } from 'vitest';
import { typedSince } from './typed-since';

test('what was sent leaves the field, what was typed meanwhile stays', () => {
  expect(typedSince('Мы за. ', 'Мы за.')).toBe('');
  expect(typedSince('Мы за. И ещё', 'Мы за.')).toBe('И ещё');
  expect(typedSince('Совсем другое', 'Мы за.')).toBe('Совсем другое');
  expect(typedSince('', 'Мы за.')).toBe('');
});
