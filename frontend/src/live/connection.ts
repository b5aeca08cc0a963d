// One socket a browser. Whoever wants news follows a topic; the connection keeps the line open, comes back after a loss
// with a jittered delay and asks each topic for what was missed.

import type { PeopleFrame } from './presence';
import { isGapless, TopicOrder } from './topic';

/** One event as docs/api.md describes it. */
export interface LiveMessage {
  seq: number;
  stream: string;
  kind: string;
  at: string;
  by: string;
  byName: string;
  data?: unknown;
}

/** The part of a WebSocket that is used. */
export interface Socket {
  send(data: string): void;
  close(code?: number): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

/** `closed` is final: the server does not want this browser back. */
export type LineState = 'connecting' | 'open' | 'waiting' | 'closed';

export interface Follower {
  event: (event: LiveMessage) => void;
  /** Everything up to this number has been sent. */
  current?: (seq: number) => void;
  /** The topic cannot be followed: not there, or not for this reader. */
  refused?: (code: string) => void;
}

/** Who wants to be seen on a topic, and to see who else is there. */
export interface Attendee {
  people: (frame: PeopleFrame) => void;
  /** The line is gone, and with it all knowledge of who is there. */
  lost: () => void;
}

interface ConnectionParts {
  open: () => Socket;
  onState: (state: LineState, code: number) => void;
  after: (milliseconds: number, run: () => void) => () => void;
  random: () => number;
}

interface Topic {
  order: TopicOrder;
  followers: Set<Follower>;
  /** A gap was seen and the missing events are on their way: later ones are not counted as a new gap. */
  asked: boolean;
}

const firstDelay = 500;
const lastDelay = 30_000;
/** A line that says nothing this long is asked whether it lives, and dropped when it does not answer. */
const quiet = 25_000;
const patience = 10_000;
/** Close codes after which coming back is useless: a malformed frame, nobody signed in, a frame too large. */
const finalCodes = new Set([4400, 4401, 4413]);

export class LiveConnection {
  state: LineState = 'waiting';
  private socket: Socket | null = null;
  private readonly topics = new Map<string, Topic>();
  private readonly attendees = new Map<string, Set<Attendee>>();
  private attempts = 0;
  private cancelRetry: (() => void) | null = null;
  private cancelQuiet: (() => void) | null = null;

  constructor(private readonly parts: ConnectionParts) {}

  /** Begins, and keeps the line from then on until `stop`. */
  start(): void {
    if (this.socket || this.state === 'connecting') return;
    this.cancelRetry?.();
    this.cancelRetry = null;
    this.connect();
  }

  /** The network is back, or the reader asks: no more waiting. */
  now(): void {
    if (this.state !== 'waiting') return;
    this.attempts = 0;
    this.start();
  }

  stop(): void {
    this.cancelRetry?.();
    this.cancelRetry = null;
    this.cancelQuiet?.();
    const socket = this.socket;
    this.socket = null;
    this.state = 'waiting';
    this.attempts = 0;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
  }

  /** Follows a topic from `after` on (the last number already known). Returns how to stop. */
  follow(name: string, after: number, follower: Follower): () => void {
    let topic = this.topics.get(name);
    if (topic) {
      topic.followers.add(follower);
      // A second follower that knows less needs the events the first has had: they are sent again, told apart by number.
      if (after < topic.order.last) {
        topic.order.last = after;
        this.ask(name, topic);
      }
    } else {
      topic = { order: new TopicOrder(after, isGapless(name)), followers: new Set([follower]), asked: false };
      this.topics.set(name, topic);
      this.ask(name, topic);
    }
    return () => {
      topic.followers.delete(follower);
      if (topic.followers.size > 0 || this.topics.get(name) !== topic) return;
      this.topics.delete(name);
      this.say({ type: 'unfollow', topic: name });
    };
  }

  /** Asks a topic again from a number: the follower found that it lacks something. */
  again(name: string, after: number): void {
    const topic = this.topics.get(name);
    if (!topic) return;
    topic.order.last = after;
    this.ask(name, topic);
  }

  /** Shows this browser to the others on a topic that is followed too. Returns how to stop. */
  attend(name: string, attendee: Attendee): () => void {
    const before = this.attendees.get(name);
    if (before) before.add(attendee);
    else this.attendees.set(name, new Set([attendee]));
    const topic = this.topics.get(name);
    if (topic) this.ask(name, topic);
    return () => {
      const left = this.attendees.get(name);
      left?.delete(attendee);
      if (left?.size === 0) this.attendees.delete(name);
    };
  }

  /** Says something that need not arrive: without a line it is forgotten. */
  tell(command: Record<string, unknown>): void {
    this.say(command);
  }

  private connect(): void {
    this.change('connecting', 0);
    const socket = this.parts.open();
    this.socket = socket;
    socket.onopen = () => {
      if (this.socket !== socket) return;
      this.attempts = 0;
      this.change('open', 0);
      this.listenForSilence(socket);
      for (const [name, topic] of this.topics) this.ask(name, topic);
    };
    socket.onmessage = (message) => {
      if (this.socket !== socket) return;
      this.listenForSilence(socket);
      this.read(String(message.data));
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.lost(event.code);
    };
  }

  private lost(code: number): void {
    this.socket = null;
    this.cancelQuiet?.();
    if (finalCodes.has(code)) {
      this.change('closed', code);
      return;
    }
    const limit = Math.min(lastDelay, firstDelay * 2 ** this.attempts);
    this.attempts++;
    this.change('waiting', code);
    this.cancelRetry = this.parts.after(limit * (0.5 + this.parts.random() / 2), () => {
      this.cancelRetry = null;
      this.connect();
    });
  }

  private listenForSilence(socket: Socket): void {
    this.cancelQuiet?.();
    this.cancelQuiet = this.parts.after(quiet, () => {
      this.say({ type: 'ping' });
      this.cancelQuiet = this.parts.after(patience, () => {
        if (this.socket !== socket) return;
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
        this.lost(4001);
      });
    });
  }

  private ask(name: string, topic: Topic): void {
    if (this.state !== 'open') return;
    topic.asked = true;
    const here = this.attendees.has(name) ? { here: true } : {};
    this.say({ type: 'follow', topic: name, ...(isGapless(name) ? { after: topic.order.last } : {}), ...here });
  }

  private say(command: Record<string, unknown>): void {
    if (this.state === 'open') this.socket?.send(JSON.stringify(command));
  }

  private read(text: string): void {
    const message = JSON.parse(text) as { type: string; topic?: string; event?: LiveMessage; seq?: number; code?: string };
    const name = message.topic ?? '';
    if (message.type === 'here' || message.type === 'presence') {
      for (const attendee of this.attendees.get(name) ?? []) attendee.people(message as unknown as PeopleFrame);
      return;
    }
    const topic = this.topics.get(name);
    if (!topic) return;
    if (message.type === 'event' && message.event) this.deliver(name, topic, message.event);
    else if (message.type === 'current') {
      topic.asked = false;
      for (const follower of topic.followers) follower.current?.(message.seq ?? 0);
    } else if (message.type === 'refused') {
      for (const follower of topic.followers) follower.refused?.(message.code ?? '');
    }
  }

  private deliver(name: string, topic: Topic, event: LiveMessage): void {
    const verdict = topic.order.judge(event);
    if (verdict === 'deliver') for (const follower of [...topic.followers]) follower.event(event);
    else if (verdict === 'gap' && !topic.asked) this.ask(name, topic);
  }

  private change(state: LineState, code: number): void {
    const was = this.state;
    this.state = state;
    if (was === 'open' && state !== 'open') for (const all of this.attendees.values()) for (const attendee of all) attendee.lost();
    this.parts.onState(state, code);
  }
}
