/** Something is broken, as against refused: it is thrown, logged and answered with 5xx. */
export class Fault extends Error {
  override readonly name: string = 'Fault';
}

/** The settings, definitions or calendar with which the process was started cannot work. Boot ends with this message. */
export class ConfigurationFault extends Fault {
  override readonly name = 'ConfigurationFault';
}

/** A server that the product needs does not answer. */
export class UnavailableFault extends Fault {
  override readonly name = 'UnavailableFault';
}

/** What somebody asked for can't be done as it was put; every fault is told, and nothing was done. */
export class RequestFault extends Fault {
  override readonly name = 'RequestFault';
  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '));
  }
}
