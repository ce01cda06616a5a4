import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotFound } from '../cases/refused.js';
import { Definitions } from './definitions.js';

@ApiTags('workflows')
@Controller('api/v1/workflows')
export class WorkflowsController {
  constructor(private readonly definitions: Definitions) {}

  @Get()
  all(): unknown {
    const { bases, checklists } = this.definitions.vocabulary;
    const workflows = this.definitions.all().map(({ definition, sha256 }) => ({ ...definition, sha256 }));
    return { workflows, bases, checklists };
  }

  @Get(':type')
  one(@Param('type') type: string): unknown {
    const versions = this.definitions.all().filter(({ definition }) => definition.workflow === type);
    if (versions.length === 0) throw new NotFound('workflow', type);
    return {
      workflow: type,
      versions: versions.map(({ definition, sha256 }) => ({ ...definition, sha256 })),
    };
  }
}
