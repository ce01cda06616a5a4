import { BadRequestException, Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Person } from '../access/session-guard.js';
import type { SignedIn } from '../access/sessions.js';
import { ReadWorklist, type WorklistPage } from './read-worklist.js';
import { readCursor } from './worklist-cursor.js';
import { queues, type Queue } from './worklist-query.js';

const mostItems = 200;

@ApiTags('worklist')
@Controller('api/v1/worklist')
export class WorklistController {
  constructor(private readonly readWorklist: ReadWorklist) {}

  @Get()
  @ApiOperation({
    summary: 'What I must do, soonest deadline first; also what I did, began, was copied on, and my drafts',
  })
  @ApiQuery({ name: 'queue', enum: queues, required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'limit', required: false })
  run(
    @Person() person: SignedIn,
    @Query('queue') queue: unknown = 'todo',
    @Query('cursor') cursor?: unknown,
    @Query('limit') limit: unknown = '50',
  ): Promise<WorklistPage> {
    const position = typeof cursor === 'string' && cursor !== '' ? readCursor(cursor) : null;
    const most = typeof limit === 'string' && /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
    const faults = [
      ...(isQueue(queue) ? [] : [`queue 应为以下之一：${queues.join('、')} (one of these)`]),
      ...(cursor !== undefined && cursor !== '' && position === null
        ? [
            'cursor 不是上一页给出的值；去掉它从第一页开始 (not a cursor of a page; leave it out to begin anew)',
          ]
        : []),
      ...(most >= 1 && most <= mostItems
        ? []
        : [`limit 应为 1 至 ${mostItems} 的整数 (a whole number from 1 to ${mostItems})`]),
    ];
    if (faults.length > 0 || !isQueue(queue)) throw new BadRequestException(faults);
    return this.readWorklist.run(person, queue, position, most);
  }
}

function isQueue(value: unknown): value is Queue {
  return queues.some((queue) => queue === value);
}
