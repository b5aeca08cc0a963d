// How bytes travel where a reader watches them: fetch tells nothing of what has been sent, XMLHttpRequest does.

/** Sends a body and tells which share of it has gone out. An abort and a break of the line are thrown as `fetch` throws them. */
export function sendWatched(method: string, path: string, headers: Record<string, string>, body: BodyInit | undefined, sent: (share: number) => void, signal?: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'arraybuffer';
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) sent(loaded / total);
    };
    request.upload.onload = () => sent(1);
    request.onload = () => resolve(new Response(request.status === 204 ? null : (request.response as ArrayBuffer), { status: request.status }));
    request.onerror = () => reject(new TypeError('no answer'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body as XMLHttpRequestBodyInit | undefined);
  });
}

/** Reads an answer to its end and tells which share of it has come; nothing where its length is not known. */
export async function readWatched(response: Response, came: (share: number) => void): Promise<Blob> {
  const total = Number(response.headers.get('Content-Length') ?? 0);
  const reader = response.body?.getReader();
  if (!reader) return response.blob();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value as Uint8Array<ArrayBuffer>);
    length += value.byteLength;
    // What was packed for the line is longer here than its header says.
    if (total > 0) came(Math.min(1, length / total));
  }
  return new Blob(pieces, { type: response.headers.get('Content-Type') ?? '' });
}
