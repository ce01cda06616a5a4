import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { OpenToEverybody } from '../access/session-guard.js';
import { NotFound } from '../cases/refused.js';
import { ReadMetrics } from './read-metrics.js';

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly readMetrics: ReadMetrics) {}

  /** Open to the machine itself, where the monitor's agent runs; to everybody else it does not exist. */
  @Get()
  @OpenToEverybody()
  async run(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!isFromThisMachine(request)) throw new NotFound('page', 'metrics');
    response.setHeader('Cache-Control', 'no-store');
    const metrics = await this.readMetrics.run();
    response.setHeader('Content-Type', this.readMetrics.contentType);
    response.end(metrics);
  }
}

/** A reverse proxy on this machine also comes from loopback, but says for whom. */
function isFromThisMachine({ socket, headers }: Request): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
  return !isForwarded && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '');
}
