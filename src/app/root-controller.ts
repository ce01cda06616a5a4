import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenToEverybody } from '../access/session-guard.js';

/** Whoever types the bare address is the public. */
@ApiExcludeController()
@Controller()
export class RootController {
  @Get()
  @OpenToEverybody()
  @Redirect('/public', 302)
  root(): void {
    return;
  }
}
