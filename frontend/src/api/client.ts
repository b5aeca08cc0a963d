// The one place that knows fetch. Every call of the server goes through `call`, every failure leaves it as an ApiError.

import { newId } from '../state/ids';
import { readWatched, sendWatched } from './transfer';

/** A refusal or failure of the server, or of the line to it (`code` is then `offline`). */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** Stable code of docs/api.md, or `offline`, `bad_answer`, `words_gone` made here. */
    readonly code: string,
    message: string,
    readonly args: Record<string, unknown> = {},
    /** The whole answer: a 409 carries the missing updates beside the error. */
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** True when the same call may succeed later without anybody changing anything. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** A command whose answer did not come is sent once more after this long: most breaks of a poor line are shorter. */
const secondTry = 400;

/** What the calls need from the application around them. */
export const surroundings = {
  /** The language the server answers in. */
  locale: () => 'ru' as string,
  /** The id of the member whose page this is; empty where nobody is signed in. */
  member: () => '',
  /** Called when the server says that nobody is signed in (any more). */
  signedOut: () => {},
  /** Called when it says that the session is another member's than `member`, who signed in in another tab. */
  otherMember: (() => {}) as (member: string) => void,
};

interface CallOptions {
  body?: unknown;
  form?: FormData;
  signal?: AbortSignal;
  /** Hears which share of the body has gone out. */
  sent?: (share: number) => void;
  /** Sends the request even while the page is being closed. */
  keepalive?: boolean;
  /** The id of the command; without one it is given one here. The same command under the same id counts once. */
  key?: string;
  /** Set where 401 is an ordinary answer: asking for the session, signing in. */
  expectSignedOut?: boolean;
}

async function readError(response: Response): Promise<ApiError> {
  let body: Record<string, unknown> = {};
  try {
    body = (await response.json()) as Record<string, unknown>;
  } catch {
    // Not ours: a proxy's error page. The status must do.
  }
  const error = (body.error ?? {}) as { code?: string; message?: string; args?: Record<string, unknown> };
  const code = error.code ?? (response.status >= 502 && response.status <= 504 ? 'offline' : 'internal');
  return new ApiError(code === 'offline' ? 0 : response.status, code, error.message ?? '', error.args ?? {}, body);
}

async function sendAgain(send: () => Promise<Response>, cause: unknown, signal?: AbortSignal): Promise<Response> {
  if (signal?.aborted || (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false) throw cause;
  await new Promise((resolve) => setTimeout(resolve, secondTry));
  if (signal?.aborted) throw cause;
  return send();
}

/** What every request says of the page. */
function said(): Record<string, string> {
  const member = surroundings.member();
  return { 'Accept-Language': surroundings.locale(), ...(member && { 'Talqy-Member': member }) };
}

/** Tells the page what an answer means for its session. */
function heard(error: ApiError, headers: Record<string, string>, expectSignedOut = false): void {
  if (error.status === 401 && !expectSignedOut) surroundings.signedOut();
  if (error.code === 'other_member') surroundings.otherMember(headers['Talqy-Member'] ?? '');
}

/** Sends one request and returns the decoded answer. Throws ApiError; an abort passes through as it came. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { ...said(), Accept: 'application/json' };
  let body: BodyInit | undefined;
  if (options.form) {
    // Made into bytes once: sent again it must be the very same command, and the browser parts a form otherwise each time.
    const encoded = new Response(options.form);
    headers['Content-Type'] = encoded.headers.get('Content-Type') ?? '';
    body = await encoded.arrayBuffer();
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  const changes = method !== 'GET';
  if (changes) headers['Idempotency-Key'] = options.key ?? newId();
  const { sent } = options;
  const send = () => sent ? sendWatched(method, path, headers, body, sent, options.signal) : fetch(path, { method, headers, body, signal: options.signal, keepalive: options.keepalive, credentials: 'same-origin' });
  let response: Response;
  try {
    // Whether the command arrived is not known when its answer is lost: under its id it may be sent again.
    response = await (changes && !options.keepalive ? send().catch((cause: unknown) => sendAgain(send, cause, options.signal)) : send());
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, 'offline', '');
  }
  if (!response.ok) {
    const error = await readError(response);
    heard(error, headers, options.expectSignedOut);
    throw error;
  }
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(response.status, 'bad_answer', '');
  }
}

/** Fetches a file that the page itself saves. `came` hears which share of it has come. */
export async function fetchFile(path: string, options: { signal: AbortSignal; came: (share: number) => void }): Promise<Blob> {
  const headers = said();
  try {
    const response = await fetch(path, { headers, signal: options.signal, credentials: 'same-origin' });
    if (!response.ok) {
      const error = await readError(response);
      heard(error, headers);
      throw error;
    }
    return await readWatched(response, options.came);
  } catch (cause) {
    if (options.signal.aborted || cause instanceof ApiError) throw cause;
    throw new ApiError(0, 'offline', '');
  }
}

/** Joins path parts, each made safe for a URL. */
export function path(strings: TemplateStringsArray, ...parts: string[]): string {
  return strings.reduce((joined, piece, i) => joined + piece + (i < parts.length ? encodeURIComponent(parts[i] ?? '') : ''), '');
}

/** A query string, leaving out what is empty; a list becomes a repeated key. */
export function query(values: Record<string, string | string[] | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) search.append(key, one);
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
