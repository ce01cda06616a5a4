import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What the relay does at one step: say this line; or 'drop', close the line without a word; or 'freeze', never answer. */
type Step = string;

export interface RelayScript {
  greeting?: Step;
  ehlo?: Step;
  mail?: Step;
  /** One step for every recipient, or one for each in turn. */
  rcpt?: Step | Step[];
  data?: Step;
  /** Close the line after this many bytes of the body. */
  dropAfterBodyBytes?: number;
  /** The answer to the final dot. */
  dot?: Step;
}

export interface ScriptedRelay {
  url: string;
  /** Every command line as it came, bodies aside. */
  commands: string[];
  /** Every body that came with its final dot, dot-stuffing undone. */
  bodies: string[];
  connections: number;
  /** Closes every open line, as a relay does with idle ones. */
  hangUp(): void;
  close(): Promise<void>;
}

/** An SMTP relay on a free loopback port that answers as the script says, for the n-th connection the n-th script (the last one repeats). */
export async function startRelay(...scripts: RelayScript[]): Promise<ScriptedRelay> {
  const sockets = new Set<Socket>();
  const hangUp = () => sockets.forEach((socket) => socket.end());
  const relay: ScriptedRelay = {
    url: '',
    commands: [],
    bodies: [],
    connections: 0,
    hangUp,
    close: () => Promise.resolve(),
  };
  const server = createServer((socket) => {
    const script = scripts[Math.min(relay.connections, scripts.length - 1)] ?? {};
    relay.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined); // the client may hang up at any moment
    converse(socket, script, relay);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  relay.url = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  relay.close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return relay;
}

function converse(socket: Socket, script: RelayScript, relay: ScriptedRelay): void {
  let received = '';
  let isInBody = false;
  let recipients = 0;

  const perform = (step: Step): void => {
    if (step === 'drop') socket.destroy();
    else if (step !== 'freeze') socket.write(`${step}\r\n`);
  };

  const takeBody = (): boolean => {
    if (script.dropAfterBodyBytes !== undefined && received.length > script.dropAfterBodyBytes)
      socket.destroy();
    const end = received.indexOf('\r\n.\r\n');
    if (end === -1) return false;
    relay.bodies.push(received.slice(0, end + 2).replace(/^\.\./gm, '.'));
    received = received.slice(end + 5);
    isInBody = false;
    perform(script.dot ?? '250 2.0.0 queued as 4F7A');
    return true;
  };

  const takeCommand = (): boolean => {
    const end = received.indexOf('\r\n');
    if (end === -1) return false;
    const command = received.slice(0, end);
    received = received.slice(end + 2);
    relay.commands.push(command);
    perform(answer(command));
    return true;
  };

  const answer = (command: string): Step => {
    const verb = command.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return script.ehlo ?? '250-relay.example\r\n250 8BITMIME';
    if (verb === 'MAIL') return script.mail ?? '250 sender ok';
    if (verb === 'RCPT') return recipientStep(recipients++);
    if (verb === 'DATA') {
      const step = script.data ?? '354 go ahead';
      isInBody = step.startsWith('354');
      return step;
    }
    if (verb === 'QUIT') return '221 bye';
    return verb === 'RSET' ? '250 ok' : '502 5.5.1 not implemented';
  };

  const recipientStep = (index: number): Step => {
    const steps = script.rcpt ?? '250 recipient ok';
    return Array.isArray(steps) ? (steps[index] ?? '250 recipient ok') : steps;
  };

  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    while (isInBody ? takeBody() : takeCommand());
  });
  perform(script.greeting ?? '220 relay.example ESMTP');
}
