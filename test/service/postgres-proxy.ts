import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

export interface PostgresProxy {
  /** The address of the database, by way of the proxy. */
  url: string;
  /** PostgreSQL carries out the next commit, but its answer never arrives: the connection is cut instead. */
  loseNextAnswerToCommit(): void;
  lostAnswers: number;
  close(): Promise<void>;
}

/** Stands between a pool and PostgreSQL and loses what a network can lose. */
export async function startProxy(databaseUrl: string, port = 0): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isArmed = false;
  const server = createServer((client) => {
    const upstream = createConnection(Number(target.port), target.hostname);
    let isLosing = false;
    client.on('data', (bytes) => {
      if (isArmed && bytes.includes('commit\0')) {
        isArmed = false;
        isLosing = true;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (!isLosing) client.write(bytes);
      else {
        proxy.lostAnswers += 1;
        client.destroy();
        upstream.destroy();
      }
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined); // cutting is what it is for
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = new URL(databaseUrl);
  address.port = String((server.address() as AddressInfo).port);
  const proxy: PostgresProxy = {
    url: address.href,
    lostAnswers: 0,
    loseNextAnswerToCommit: () => {
      isArmed = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
