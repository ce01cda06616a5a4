import type { CaseFile } from './case-file.js';
import { isFilled } from './check-fields.js';
import type { Action, Condition, Rule } from './definition.js';

type Fields = CaseFile['fields'];

/** Whether every named field holds one of its listed values, is filled, or is empty, as the condition says. */
export function holds(condition: Condition, fields: Fields): boolean {
  return Object.entries(condition).every(([name, wanted]) => {
    const value = fields[name];
    if (wanted === 'filled') return isFilled(value);
    if (wanted === 'empty') return !isFilled(value);
    return wanted.includes(value as string | boolean);
  });
}

/** Whether one of the conditions of a rule holds. */
export function holdsAny(rule: Rule, fields: Fields): boolean {
  return Array.isArray(rule) ? rule.some((condition) => holds(condition, fields)) : holds(rule, fields);
}

/** Where an action leads with these fields. */
export function destinationOf({ to, routes }: Action, fields: Fields): string {
  return routes.find(({ when }) => holdsAny(when, fields))?.to ?? to;
}

/** Everywhere an action may lead. */
export function destinationsOf({ to, routes }: Action): string[] {
  return [...new Set([to, ...routes.map((route) => route.to)])];
}

/** The fields that a rule asks for. */
export function fieldsAsked(rule: Rule): string[] {
  const conditions = Array.isArray(rule) ? rule : [rule];
  return [...new Set(conditions.flatMap((condition) => Object.keys(condition)))];
}
