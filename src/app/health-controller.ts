import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenToEverybody } from '../access/session-guard.js';
import { Readiness } from './readiness.js';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process answers; nothing outside it is asked. */
  @Get('live')
  @OpenToEverybody()
  live(): { status: string } {
    return { status: 'live' };
  }

  /** Whether requests can be served. A queue or a relay in trouble is told as degraded and stops nobody. */
  @Get('ready')
  @OpenToEverybody()
  ready(@Res({ passthrough: true }) response: Response): unknown {
    const degraded = this.readiness.troubles();
    if (this.readiness.reason === null)
      return { status: Object.keys(degraded).length > 0 ? 'degraded' : 'ready', degraded };
    response.status(503);
    return { status: 'not-ready', waitingFor: this.readiness.reason, degraded };
  }
}
