export interface Finding {
  level: 'ok' | 'warn' | 'fail';
  about: string;
  zh: string;
  en: string;
}

export function ok(about: string, zh: string, en = zh): Finding {
  return { level: 'ok', about, zh, en };
}

export function warn(about: string, zh: string, en: string): Finding {
  return { level: 'warn', about, zh, en };
}

export function fail(about: string, zh: string, en: string): Finding {
  return { level: 'fail', about, zh, en };
}
