import { Controller, Get, NotImplementedException } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

/** Doors that are promised and not open yet say so, instead of looking like a mistyped address. */
@ApiTags('reports')
@Controller('api/v1')
export class LaterController {
  @Get('duties')
  @ApiOperation({ summary: 'The task table of the year; comes with a later release' })
  duties(): never {
    throw new NotImplementedException(
      '年度任务分解表将在后续版本提供 (the task table of the year comes with a later release)',
    );
  }

  @Get(['reports', 'reports/*path'])
  @ApiOperation({ summary: 'Reports; they come with a later release' })
  reports(): never {
    throw new NotImplementedException('统计报表将在后续版本提供 (reports come with a later release)');
  }
}
