// The line to the server: the socket, and whether the reader must be told that there is none.

import { LiveConnection, type Attendee, type Follower, type LineState, type Socket } from '../live/connection';

/** A hiccup shorter than this is not worth a banner. */
const grace = 3_000;

function openSocket(): Socket {
  const url = new URL('/live', location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url) as unknown as Socket;
}

class Line {
  #lost = $state(false);
  #returned = $state(0);
  signedOut: () => void = () => {};
  /** Called each time the line opens: what was kept for it goes out. */
  opens: () => void = () => {};
  private cancelGrace: (() => void) | null = null;

  private readonly connection = new LiveConnection({
    open: openSocket,
    onState: (state, code) => this.changed(state, code),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  });

  /** True while there has been no line for a while. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Grows each time the line opens: what waits for it can try again. */
  get returned(): number {
    return this.#returned;
  }

  /** To be called once: the browser's own word about the network. */
  watch(): void {
    window.addEventListener('offline', () => {
      this.#lost = true;
    });
    window.addEventListener('online', () => {
      // The socket may have outlived the outage; what waits for the line is told all the same.
      if (this.connection.state === 'open') this.opened();
      else this.connection.now();
    });
  }

  start(): void {
    this.connection.start();
  }

  stop(): void {
    this.connection.stop();
    this.quietly();
  }

  tryNow(): void {
    this.connection.now();
  }

  follow(topic: string, after: number, follower: Follower): () => void {
    return this.connection.follow(topic, after, follower);
  }

  again(topic: string, after: number): void {
    this.connection.again(topic, after);
  }

  attend(topic: string, attendee: Attendee): () => void {
    return this.connection.attend(topic, attendee);
  }

  tell(command: Record<string, unknown>): void {
    this.connection.tell(command);
  }

  private opened(): void {
    this.quietly();
    this.#returned++;
    this.opens();
  }

  private quietly(): void {
    this.cancelGrace?.();
    this.cancelGrace = null;
    this.#lost = false;
  }

  private changed(state: LineState, code: number): void {
    if (state === 'open') this.opened();
    else if (state === 'closed') {
      this.quietly();
      if (code === 4401) this.signedOut();
    } else if (!this.cancelGrace && !this.#lost) {
      const timer = setTimeout(() => {
        this.cancelGrace = null;
        this.#lost = true;
      }, grace);
      this.cancelGrace = () => clearTimeout(timer);
    }
  }
}

export const line = new Line();
