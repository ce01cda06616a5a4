import type { Readable, Writable } from 'node:stream';
import type { ParseArgsConfig } from 'node:util';
import type { Settings } from '../platform/settings.js';

export type Language = 'zh' | 'en';
export interface Words {
  zh: string;
  en: string;
}

/** 0: done and nothing is wrong. 1: done, and something is wrong. 2: not done, because of how it was asked. */
export type ExitCode = 0 | 1 | 2;

/** One run of a command: what was asked, and where its answer goes. */
export interface Call {
  /** What follows the name of the command, without options. */
  words: string[];
  options: Record<string, string | boolean | undefined>;
  language: Language;
  root: string;
  /** Reads the environment only when a command needs it: `rules check` works with any. */
  settings: () => Settings;
  input: Readable;
  output: Writable;
  complaints: Writable;
}

export interface Command {
  /** Two words at most: `rules check`. */
  name: string;
  /** What follows the name, as the help shows it. */
  usage: string;
  help: Words;
  options?: NonNullable<ParseArgsConfig['options']>;
  /** How many words must and may follow the name. */
  takes: [fewest: number, most: number];
  run: (call: Call) => Promise<ExitCode> | ExitCode;
}

/** Asked in a way that can't be understood; the message says how to ask. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

export function say(call: Call, words: Words | string): void {
  call.output.write(`${typeof words === 'string' ? words : words[call.language]}\n`);
}

export function complain(call: Call, words: Words | string): void {
  call.complaints.write(`${typeof words === 'string' ? words : words[call.language]}\n`);
}

export function sayJson(call: Call, value: unknown): void {
  call.output.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** The value of an option that takes one. */
export function optionOf(call: Call, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
}
