// A refusal of the server at the field that it is about.

import { ApiError } from '../api/client';
import { errorText } from '../i18n/words';

export class FieldRefusal {
  #field = $state('');
  #text = $state('');

  constructor(
    /** The fields of the form, as the server calls them. */
    private readonly fields: readonly string[],
  ) {}

  /** Why the server refused what stands in a field; empty where it did not. */
  of(field: string): string {
    return this.#field === field ? this.#text : '';
  }

  forget(): void {
    this.#field = '';
    this.#text = '';
  }

  /** Takes a refusal; false where it is about no field of the form. */
  take(cause: unknown): boolean {
    const field = cause instanceof AtField ? cause.field : cause instanceof ApiError ? String(cause.args.field ?? '') : '';
    if (!this.fields.includes(field)) return false;
    this.#field = field;
    this.#text = errorText(cause instanceof AtField ? cause.cause : cause);
    return true;
  }

  /** What to throw where a call is about one field as a whole: a file that was not taken. */
  at(field: string, cause: unknown): AtField {
    return new AtField(field, cause);
  }
}

class AtField extends Error {
  constructor(
    readonly field: string,
    cause: unknown,
  ) {
    super(field, { cause });
  }
}
