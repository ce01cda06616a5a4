import { describe, expect, it } from '@jest/globals';
import type { ArgumentsHost } from '@nestjs/common';
import type { Logger } from 'pino';
import { ProblemFilter } from '../../src/http/problem-filter.js';
import { RedactionFailed } from '../../src/redaction/redaction-reasons.js';

interface Told {
  status: number;
  body: string;
  logged: string;
}

/** What the sender and the log are told of an error. */
function tell(error: unknown): Told {
  const told: Told = { status: 0, body: '', logged: '' };
  const response = {
    headersSent: false,
    status: (status: number) => {
      told.status = status;
      return response;
    },
    type: () => response,
    send: (body: string) => {
      told.body = body;
    },
  };
  const request = { originalUrl: '/api/v1/cases/1/redactions', method: 'POST', path: '/' };
  const http = { getRequest: () => request, getResponse: () => response };
  const log = { warn: (fields: unknown) => (told.logged = JSON.stringify(fields)) };
  const filter = new ProblemFilter(log as unknown as Logger);
  filter.catch(error, { switchToHttp: () => http } as unknown as ArgumentsHost);
  return told;
}

describe('a redaction that failed', () => {
  const reasons = [
    { code: 'crashed', zh: '意外中止', en: 'ended' },
    { code: 'unsure', zh: '不能确定', en: 'not sure' },
  ];
  const { status, body, logged } = tell(
    new RedactionFailed(reasons, { cause: new TypeError('13850912345 is not a number') }),
  );

  it('is answered with every reason in both languages', () => {
    expect(status).toBe(422);
    expect(JSON.parse(body)).toMatchObject({
      code: 'crashed',
      detail: '意外中止 不能确定',
      reasons: [
        { code: 'crashed', detail: '意外中止', detailEn: 'ended' },
        { code: 'unsure', detail: '不能确定', detailEn: 'not sure' },
      ],
    });
  });

  it('is logged with the place where it broke, and without a word of the file', () => {
    expect(logged).toContain('TypeError');
    expect(logged).toContain('redaction-problem.test');
    expect(logged).not.toContain('13850912345');
  });
});
