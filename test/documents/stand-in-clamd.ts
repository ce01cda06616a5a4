import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The harmless file by which every scanner shows that it works. */
export const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/** A scanner that speaks INSTREAM on the loopback address or a Unix socket, and finds EICAR only. */
export class StandInClamd {
  /** Files as they arrived, put together from their pieces. */
  readonly scanned: Buffer[] = [];
  isHung = false;
  longestBytes = Infinity;
  /** What it says instead of a verdict. */
  says: string | null = null;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((socket) => this.serve(socket));

  async open(path?: string): Promise<void> {
    if (path === undefined) this.server.listen(0, '127.0.0.1');
    else this.server.listen(path);
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  get url(): string {
    return `tcp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    let waiting = Buffer.alloc(0);
    const pieces: Buffer[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      if (this.isHung) return;
      waiting = Buffer.concat([waiting, chunk]);
      if (pieces.length === 0) {
        if (waiting.length < 10) return;
        if (waiting.toString('latin1', 0, 10) !== 'zINSTREAM\0') return void socket.end('UNKNOWN COMMAND\0');
        pieces.push(Buffer.alloc(0));
        waiting = waiting.subarray(10);
      }
      while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32BE()) {
        const length = waiting.readUInt32BE();
        if (length === 0) return this.judge(socket, Buffer.concat(pieces));
        pieces.push(waiting.subarray(4, 4 + length));
        waiting = waiting.subarray(4 + length);
        if (Buffer.concat(pieces).length > this.longestBytes)
          return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      }
    });
  }

  private judge(socket: Socket, file: Buffer): void {
    this.scanned.push(file);
    const verdict = file.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
    socket.end(`${this.says ?? verdict}\0`);
  }
}
