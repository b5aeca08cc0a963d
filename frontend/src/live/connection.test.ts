import { describe, expect, test } from 'vitest';
import { HeldClock } from '../editor/authority.test-data';
import { LiveConnection, type LineState, type LiveMessage, type Socket } from './connection';

class FakeSocket implements Socket {
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  closed = false;
  send(data: string): void {
    this.sent.push(JSON.parse(data) as Record<string, unknown>);
  }
  close(): void {
    this.closed = true;
  }
  brings(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  event(seq: number, topic = 'proposal/p'): void {
    this.brings({ type: 'event', topic, event: { seq, stream: topic, kind: 'proposal.edited', at: '', by: '', byName: '' } });
  }
}

function line() {
  const clock = new HeldClock();
  const sockets: FakeSocket[] = [];
  const states: [LineState, number][] = [];
  const connection = new LiveConnection({
    open: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    onState: (state, code) => states.push([state, code]),
    after: (milliseconds, run) => clock.after(milliseconds, run),
    random: () => 0,
  });
  const last = () => sockets.at(-1) as FakeSocket;
  return { clock, sockets, states, connection, last };
}

function follow(connection: LiveConnection, topic: string, after: number) {
  const seen: number[] = [];
  const refused: string[] = [];
  const stop = connection.follow(topic, after, { event: (event: LiveMessage) => seen.push(event.seq), refused: (code) => refused.push(code) });
  return { seen, refused, stop };
}

describe('following', () => {
  test('begins after the number already known, once the line is open', () => {
    const { connection, last } = line();
    follow(connection, 'proposal/p', 17);
    connection.start();
    expect(last().sent).toEqual([]);
    last().onopen?.();
    expect(last().sent).toEqual([{ type: 'follow', topic: 'proposal/p', after: 17 }]);
  });

  test('hands each event over once and in order', () => {
    const { connection, last } = line();
    const { seen } = follow(connection, 'proposal/p', 2);
    connection.start();
    last().onopen?.();
    for (const seq of [2, 3, 3, 4, 1, 5]) last().event(seq);
    expect(seen).toEqual([3, 4, 5]);
  });

  test('asks again at a gap, once, and hands over what was missing', () => {
    const { connection, last } = line();
    const { seen } = follow(connection, 'proposal/p', 0);
    connection.start();
    last().onopen?.();
    last().brings({ type: 'current', topic: 'proposal/p', seq: 0 });
    last().event(1);
    last().event(3);
    last().event(5);
    expect(seen).toEqual([1]);
    expect(last().sent.slice(1)).toEqual([{ type: 'follow', topic: 'proposal/p', after: 1 }]);
    for (const seq of [2, 3, 4, 5]) last().event(seq);
    last().brings({ type: 'current', topic: 'proposal/p', seq: 5 });
    last().event(8);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(last().sent.slice(2)).toEqual([{ type: 'follow', topic: 'proposal/p', after: 5 }]);
  });

  test('the group takes events of many streams, whose numbers are no row', () => {
    const { connection, last } = line();
    const { seen } = follow(connection, 'group', 0);
    connection.start();
    last().onopen?.();
    for (const seq of [9, 3, 40]) last().event(seq, 'group');
    expect(seen).toEqual([9, 3, 40]);
  });

  test('ends with the last follower', () => {
    const { connection, last } = line();
    const one = follow(connection, 'group', 0);
    const two = follow(connection, 'group', 0);
    connection.start();
    last().onopen?.();
    one.stop();
    expect(last().sent.filter((command) => command.type === 'unfollow')).toEqual([]);
    two.stop();
    last().event(1, 'group');
    expect(last().sent.at(-1)).toEqual({ type: 'unfollow', topic: 'group' });
    expect(two.seen).toEqual([]);
  });

  test('a refusal reaches the follower', () => {
    const { connection, last } = line();
    const { refused } = follow(connection, 'proposal/p', 0);
    connection.start();
    last().onopen?.();
    last().brings({ type: 'refused', topic: 'proposal/p', code: 'not_found' });
    expect(refused).toEqual(['not_found']);
  });
});

describe('a lost line', () => {
  test('comes back and asks for what was missed', () => {
    const { connection, last, clock, sockets } = line();
    const { seen } = follow(connection, 'proposal/p', 0);
    connection.start();
    last().onopen?.();
    last().event(1);
    last().event(2);
    last().onclose?.({ code: 1006 });
    clock.pass(30_000);
    expect(sockets).toHaveLength(2);
    last().onopen?.();
    expect(last().sent[0]).toEqual({ type: 'follow', topic: 'proposal/p', after: 2 });
    last().event(3);
    expect(seen).toEqual([1, 2, 3]);
  });

  test('is tried again more and more rarely', () => {
    const { connection, last, clock } = line();
    connection.start();
    const waits: number[] = [];
    for (let i = 0; i < 9; i++) {
      last().onclose?.({ code: 1006 });
      const [wait = 0] = clock.delays;
      waits.push(wait);
      clock.pass(wait);
    }
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  test('does not wait when the browser says that the network is back', () => {
    const { connection, last, sockets } = line();
    connection.start();
    last().onclose?.({ code: 1006 });
    connection.now();
    expect(sockets).toHaveLength(2);
  });

  test.each([4400, 4401, 4413])('with code %i stays closed', (code) => {
    const { connection, last, clock, sockets, states } = line();
    connection.start();
    last().onopen?.();
    last().onclose?.({ code });
    clock.pass(120_000);
    expect(sockets).toHaveLength(1);
    expect(states.at(-1)).toEqual(['closed', code]);
  });

  test.each([1001, 4000, 4001, 4429])('with code %i comes back', (code) => {
    const { connection, last, clock, sockets } = line();
    connection.start();
    last().onopen?.();
    last().onclose?.({ code });
    clock.pass(1_000);
    expect(sockets).toHaveLength(2);
  });

  test('that only falls silent is noticed', () => {
    const { connection, last, clock, sockets } = line();
    connection.start();
    last().onopen?.();
    clock.pass(25_000);
    expect(last().sent.at(-1)).toEqual({ type: 'ping' });
    last().brings({ type: 'pong' });
    clock.pass(25_000);
    expect(sockets).toHaveLength(1);
    clock.pass(11_000);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.closed).toBe(true);
  });
});

describe('being there', () => {
  test('is asked for with following, anew after each return, and no more once nobody wants it', () => {
    const { connection, last, clock } = line();
    follow(connection, 'proposal/p', 4);
    const seen: number[] = [];
    let lost = 0;
    const leave = connection.attend('proposal/p', { people: (frame) => seen.push(frame.total), lost: () => lost++ });
    connection.start();
    last().onopen?.();
    expect(last().sent).toEqual([{ type: 'follow', topic: 'proposal/p', after: 4, here: true }]);
    last().brings({ type: 'here', topic: 'proposal/p', you: 'c1', people: [], total: 1 });
    last().brings({ type: 'presence', topic: 'proposal/p', people: [], total: 2 });
    last().brings({ type: 'presence', topic: 'proposal/other', people: [], total: 9 });
    last().onclose?.({ code: 1006 });
    expect([seen, lost]).toEqual([[1, 2], 1]);
    connection.tell({ type: 'presence', topic: 'proposal/p', typing: false });
    clock.pass(30_000);
    last().onopen?.();
    expect(last().sent).toEqual([{ type: 'follow', topic: 'proposal/p', after: 4, here: true }]);
    leave();
    connection.again('proposal/p', 4);
    expect(last().sent.at(-1)).toEqual({ type: 'follow', topic: 'proposal/p', after: 4 });
  });
});

test('after stopping nothing comes and nothing is tried', () => {
  const { connection, last, clock, sockets } = line();
  const { seen } = follow(connection, 'proposal/p', 0);
  connection.start();
  const socket = last();
  socket.onopen?.();
  connection.stop();
  socket.event(1);
  clock.pass(120_000);
  expect([seen.length, sockets.length, socket.closed]).toEqual([0, 1, true]);
});
