import { describe, expect, test } from 'vitest';
import type { Invited, Member, Organisation } from '../api/types';
import { layOut, type People } from './people';

const organisation = (id: string, ru: string, kind: Organisation['kind'], city: string, kk = ''): Organisation => ({ id, name: { ru, kk }, kind, city });
const member = (name: string, of: string, more: Partial<Member> = {}): Member => ({
  id: name, login: name, name, role: 'member', organisation: of, organisationName: { ru: '', kk: '' }, office: { ru: '', kk: '' }, city: '', deactivated: false, ...more,
});
const invited = (name: string, of: string): Invited => ({ id: name, role: 'member', name, organisation: of, office: { ru: '', kk: '' }, city: '', email: '', expiresAt: '', expired: false });

const people: People = {
  organisations: [
    organisation('fund', 'Фонд «Пана»', 'ngo', 'Семей', '«Пана» қоры'),
    organisation('court', 'Суд', 'state', 'Астана'),
    organisation('iom', 'Миграция', 'international', ''),
    organisation('league', 'Лига', 'ngo', 'Астана'),
  ],
  members: [member('Семён Ли', 'fund'), member('Айгерим', 'court', { office: { ru: 'судья', kk: '' } }), member('Никто', 'gone'), member('Ушёл', 'fund', { deactivated: true })],
  pending: [invited('Гүлнар', 'fund'), invited('Без места', '')],
};

/** The layout as lines: a heading, then each organisation with its people; those who have not come in brackets. */
const laid = (...rest: [Parameters<typeof layOut>[1], Parameters<typeof layOut>[2], string]) =>
  layOut(people, ...rest).map((group) => `${group.key || '–'}: ${group.organisations.map((one) => `${one.organisation?.id ?? 'none'} ${[...one.members.map((m) => m.name), ...one.pending.map((p) => `[${p.name}]`)].join(', ')}`.trim()).join('; ')}`);

describe('the people of the group', () => {
  test('stand by kind, state bodies first, who has no organisation last', () => {
    expect(laid('kind', 'all', '')).toEqual(['state: court Айгерим', 'ngo: fund Семён Ли, Ушёл, [Гүлнар]; league', 'international: iom', '–: none Никто, [Без места]']);
  });

  test('stand by city, those without one last', () => {
    expect(laid('city', 'all', '')).toEqual(['Астана: court Айгерим; league', 'Семей: fund Семён Ли, Ушёл, [Гүлнар]', '–: iom; none Никто, [Без места]']);
  });

  test.each([
    ['семен', ['ngo: fund Семён Ли']],
    ['ПАНА', ['ngo: fund Семён Ли, Ушёл, [Гүлнар]']],
    ['қоры', ['ngo: fund Семён Ли, Ушёл, [Гүлнар]']],
    ['суд', ['state: court Айгерим']],
    ['судь', ['state: court Айгерим']],
    ['астана', ['state: court Айгерим', 'ngo: league']],
    ['лига', ['ngo: league']],
    ['ана', []],
  ])('are found by the beginning of a word: «%s»', (typed, want) => {
    expect(laid('kind', 'all', typed)).toEqual(want);
  });

  test('can be only those who have not come, or who were shut out', () => {
    expect(laid('kind', 'pending', '')).toEqual(['ngo: fund [Гүлнар]', '–: none [Без места]']);
    expect(laid('kind', 'out', '')).toEqual(['ngo: fund Ушёл']);
  });
});
