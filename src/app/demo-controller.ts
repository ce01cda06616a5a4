import { Body, Controller, ForbiddenException, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Time } from '../platform/time.js';
import { Transactions } from '../platform/transactions.js';

const clockBody = z.strictObject({
  to: z.iso.datetime({
    offset: true,
    error: '应为带时区的时间，例如 2016-07-01T09:00:00+08:00 (a time with its zone)',
  }),
});

/** Moves business time of a demo, so that a newcomer sees deadlines come without waiting for days. */
@ApiTags('demo')
@Controller('api/v1/demo')
export class DemoController {
  constructor(
    private readonly transactions: Transactions,
    private readonly time: Time,
  ) {}

  @Post('clock')
  @HttpCode(200)
  async move(@Body({ schema: clockBody }) { to }: z.infer<typeof clockBody>): Promise<unknown> {
    return this.transactions.run(async (tx) => {
      const [installation] = await tx.query<{ is_demo: boolean }>('select is_demo from installation');
      if (!installation?.is_demo)
        throw new ForbiddenException(
          '只有演示数据库可以拨动时间 (only a demo database can be moved in time)',
        );
      await this.time.moveTo(tx, to);
      return this.time.read(tx);
    });
  }
}
