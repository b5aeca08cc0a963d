import { afterEach, describe, expect, test, vi } from 'vitest';
import { ApiError, call, fetchFile, path, query, surroundings } from './client';

const answer = (status: number, body: string) => vi.stubGlobal('fetch', async () => new Response(status === 204 ? null : body, { status }));
const failure = (promise: Promise<unknown>) => promise.then(() => { throw new Error('it did not fail'); }, (error: unknown) => error as ApiError);

afterEach(() => {
  surroundings.signedOut = () => {};
  surroundings.locale = () => 'ru';
});

test('a refusal carries code, message, arguments and what stands beside the error', async () => {
  answer(409, JSON.stringify({ error: { code: 'text_moved_on', message: 'Текст изменился', args: { version: 5 } }, updates: [1], version: 5 }));
  const error = await failure(call('POST', '/api/x'));
  expect([error.status, error.code, error.message, error.args, error.body.updates, error.temporary]).toEqual([409, 'text_moved_on', 'Текст изменился', { version: 5 }, [1], false]);
});

test('no answer at all is «offline» and worth another try', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
  const error = await failure(call('GET', '/api/x'));
  expect([error.code, error.temporary]).toEqual(['offline', true]);
});

test('a proxy’s error page is «offline», not a broken answer', async () => {
  answer(502, '<html>Bad gateway</html>');
  expect((await failure(call('GET', '/api/x'))).code).toBe('offline');
});

test('an answer that is no JSON is told as such', async () => {
  answer(200, '<html>');
  expect((await failure(call('GET', '/api/x'))).code).toBe('bad_answer');
});

describe('401', () => {
  test('ends the session', async () => {
    const left = vi.fn();
    surroundings.signedOut = left;
    answer(401, JSON.stringify({ error: { code: 'not_signed_in', message: '' } }));
    await failure(call('GET', '/api/acts'));
    expect(left).toHaveBeenCalledOnce();
  });

  test('at the door is an ordinary answer', async () => {
    const left = vi.fn();
    surroundings.signedOut = left;
    answer(401, JSON.stringify({ error: { code: 'wrong_credentials', message: '' } }));
    await failure(call('POST', '/api/session', { expectSignedOut: true }));
    expect(left).not.toHaveBeenCalled();
  });
});

test('the server is told the reader’s language', async () => {
  let headers: Record<string, string> = {};
  vi.stubGlobal('fetch', async (_: string, init: { headers: Record<string, string> }) => {
    headers = init.headers;
    return new Response('{}');
  });
  surroundings.locale = () => 'kk';
  await call('GET', '/api/x');
  expect(headers['Accept-Language']).toBe('kk');
});

test('an aborted call is not an error of the line', async () => {
  const stop = new AbortController();
  vi.stubGlobal('fetch', () => {
    stop.abort();
    return Promise.reject(new DOMException('aborted', 'AbortError'));
  });
  expect(await failure(call('GET', '/api/x', { signal: stop.signal }))).not.toBeInstanceOf(ApiError);
});

test('paths and questions are made safe', () => {
  expect(path`/api/acts/${'a/б'}/expressions/${'ru'}`).toBe('/api/acts/a%2F%D0%B1/expressions/ru');
  expect(query({ proposal: ['p1', 'p2'], lang: 'ru', roundTable: undefined, empty: '' })).toBe('?proposal=p1&proposal=p2&lang=ru');
  expect(query({})).toBe('');
});

describe('a command whose answer is lost', () => {
  const keys: string[] = [];
  const breaking = (times: number) =>
    vi.stubGlobal('fetch', async (_: string, init: { headers: Record<string, string> }) => {
      keys.push(init.headers['Idempotency-Key'] ?? '');
      if (keys.length <= times) throw new TypeError('network');
      return new Response('{"ok":true}');
    });
  afterEach(() => keys.splice(0));

  test('is sent once more, under the same key', async () => {
    breaking(1);
    expect(await call('POST', '/api/x')).toEqual({ ok: true });
    expect([keys.length, keys[0] === keys[1], /^[0-9a-f-]{36}$/.test(keys[0] ?? '')]).toEqual([2, true, true]);
  });

  test('is not sent a third time, and another command has another key', async () => {
    breaking(3);
    expect((await failure(call('POST', '/api/x'))).code).toBe('offline');
    expect(keys).toHaveLength(2);
    await call('POST', '/api/x');
    expect(keys[3]).not.toBe(keys[0]);
  });

  test('is sent to the byte as it was, a file in a form too: by its bytes the server knows it for the same', async () => {
    const sent: string[] = [];
    vi.stubGlobal('fetch', async (_: string, init: { headers: Record<string, string>; body: ArrayBuffer }) => {
      sent.push(`${init.headers['Content-Type']}\n${new TextDecoder().decode(init.body)}`);
      if (sent.length === 1) throw new TypeError('network');
      return new Response('{"ok":true}');
    });
    const form = new FormData();
    form.set('file', new File(['words'], 'list.csv'));
    await call('POST', '/api/x', { form });
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
    expect(sent[0]).toMatch(/^multipart\/form-data; ?boundary=[^]*name="file"; filename="list.csv"[^]*words/);
  });

  test('is not repeated when it only asks: whoever asked asks again', async () => {
    breaking(1);
    expect((await failure(call('GET', '/api/x'))).code).toBe('offline');
    expect(keys).toEqual(['']);
  });
});

describe('a page of one member in a session of another', () => {
  afterEach(() => {
    surroundings.member = () => '';
    surroundings.otherMember = () => {};
  });

  test('names its member, and hears that the session is not his, also where he has gone meanwhile', async () => {
    let headers: Record<string, string> = {};
    const body = JSON.stringify({ error: { code: 'other_member', message: '' } });
    vi.stubGlobal('fetch', async (_: string, init: { headers: Record<string, string> }) => {
      headers = init.headers;
      surroundings.member = () => 'saule';
      return new Response(body, { status: 409 });
    });
    const told: string[] = [];
    surroundings.otherMember = (member) => told.push(member);
    for (const ask of [() => call('POST', '/api/x'), () => fetchFile('/api/x', { signal: new AbortController().signal, came: () => {} })]) {
      surroundings.member = () => 'marina';
      await failure(ask());
      expect(headers['Talqy-Member']).toBe('marina');
    }
    expect(told).toEqual(['marina', 'marina']);
  });

  test('says nothing of a member where nobody is signed in', async () => {
    let headers: Record<string, string> = {};
    vi.stubGlobal('fetch', async (_: string, init: { headers: Record<string, string> }) => {
      headers = init.headers;
      return new Response('{}');
    });
    await call('GET', '/api/x');
    expect(headers).not.toHaveProperty('Talqy-Member');
  });
});
