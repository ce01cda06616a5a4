/** The clocks of a case, for everybody outside this handful of files. */
export { clockStatus, type ClockStatus, type Course, type Deadline, type DueRule } from './clock-status.js';
export { clockAlarms, type ClockAlarm } from './clock-alarms.js';
export { factsKnownAt, type IgnoredFact, type IgnoredReason } from './clock-ledger.js';
export { explainClock, type Derivation, type Grounds } from './explain-clock.js';
export type { DayReason, DerivedDay, DerivedSpan } from './derive-days.js';
