import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** A wire between an editor and what it talks to, which can be cut. */
export interface Relay {
  /** Its own address on loopback, instead of the target's. */
  readonly origin: string;
  /** Whoever calls finds nobody, and who is talking is cut off. */
  cut(): Promise<void>;
  restore(): Promise<void>;
}

/** Passes on what comes in to `target`, an origin on loopback. */
export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let server: Server | undefined;
  const listen = async (at: number): Promise<number> => {
    server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) {
        open.add(socket);
        socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  };
  const own = await listen(0);
  return {
    origin: `http://127.0.0.1:${own}`,
    cut: async () => {
      const closing = server;
      server = undefined;
      if (!closing) return;
      closing.close();
      for (const socket of open) socket.destroy();
      await once(closing, 'close');
    },
    restore: async () => {
      await listen(own);
    },
  };
}
