import type { Role } from '../../api/types';

/** The roles that people are given, the usual one first. */
export const roles: readonly Role[] = ['member', 'lawyer', 'organiser', 'observer'];
