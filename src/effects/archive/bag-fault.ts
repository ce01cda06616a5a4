import { Fault } from '../../platform/faults.js';

/** One thing that is wrong with a package: a stable code for programs, and for people where it is and what it is. */
export interface BagFault {
  code: string;
  /** Inside the package, with forward slashes; empty when the package as a whole is meant. */
  path: string;
  zh: string;
  en: string;
}

export const bagFault = (code: string, path: string, zh: string, en: string): BagFault => ({
  code,
  path,
  zh,
  en,
});

/** A package that must not be written as asked, with every reason. Nothing was left under its name. */
export class UnwritableBag extends Fault {
  override readonly name = 'UnwritableBag';

  constructor(readonly faults: readonly BagFault[]) {
    super(faults.map(({ en }) => en).join('\n'));
  }
}
