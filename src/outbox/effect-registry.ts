import type { Vocabulary } from '../engine/definition.js';
import { ConfigurationFault } from '../platform/faults.js';

/** One thing that must happen outside, as the outbox holds it. */
export interface PendingEffect {
  id: number;
  caseId: string;
  seq: number;
  effect: string;
  payload: Record<string, unknown>;
  instant: string;
  attempts: number;
  fence: number;
}
/** Carries out one kind of effect. It may be called again for the same id and must then do nothing twice. */
export type EffectHandler = (effect: PendingEffect) => Promise<void>;

/** Letters leave the house by hand: whoever has the case is told, sends it, and reports the outward fact. */
const lettersByHand = ['send-consultation', 'send-reply', 'send-correction-notice'] as const;

/** Notices are gathered into mails and have no handler of their own; everything else has exactly one. */
export const noticeEffects = [
  'notify-next',
  'notify-owner',
  'notify-copied',
  'notify-rung',
  'nudge',
  ...lettersByHand,
] as const;

/** Which handler carries out which effect. A process whose definitions name an effect that nobody carries out refuses to start. */
export class EffectRegistry {
  private readonly handlers: ReadonlyMap<string, EffectHandler>;

  constructor(handlers: Record<string, EffectHandler>, vocabulary: Vocabulary) {
    this.handlers = new Map(Object.entries(handlers));
    const missing = Object.keys(vocabulary.effects).filter(
      (effect) => !this.handlers.has(effect) && !(noticeEffects as readonly string[]).includes(effect),
    );
    if (missing.length > 0) {
      throw new ConfigurationFault(
        `no handler carries out ${missing.join(', ')}; register one in src/app or take the effect out of workflows/effects.yaml`,
      );
    }
  }

  names(): string[] {
    return [...this.handlers.keys()];
  }

  get(effect: string): EffectHandler {
    const handler = this.handlers.get(effect);
    if (!handler) throw new ConfigurationFault(`no handler carries out ${effect}`);
    return handler;
  }
}
