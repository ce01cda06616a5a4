import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Post,
  Req,
  Res,
  UnauthorizedException,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { cookieName, OpenToEverybody, Person, type SignedInRequest } from './session-guard.js';
import { Sessions, type SignedIn } from './sessions.js';

const credentials = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(128),
});

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(private readonly sessions: Sessions) {}

  @Post()
  @HttpCode(200)
  @OpenToEverybody()
  async signIn(
    @Body({ schema: credentials }) body: z.infer<typeof credentials>,
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const outcome = await this.sessions.signIn(body.username, body.password);
    if (outcome.kind === 'refused') throw new UnauthorizedException(wordsFor(outcome));
    response.cookie(cookieName, outcome.token, {
      httpOnly: true,
      sameSite: 'strict',
      secure: request.secure,
      path: '/',
    });
    return { token: outcome.token, person: view(outcome.person) };
  }

  @Get()
  whoAmI(@Person() person: SignedIn): unknown {
    return { person: view(person) };
  }

  @Delete()
  @HttpCode(204)
  async signOut(
    @Req() request: SignedInRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (request.token !== undefined) await this.sessions.signOut(request.token);
    response.clearCookie(cookieName, { path: '/' });
  }
}

function view({ id, username, nameZh, nameEn, language, roles }: SignedIn): unknown {
  return { id, username, nameZh, nameEn, language, roles };
}

function wordsFor({ code, minutes }: { code: 'wrong-credentials' | 'locked'; minutes: number }): string {
  return code === 'locked'
    ? `密码连续输错，账号已锁定，请 ${minutes} 分钟后再试 (too many wrong passwords: locked for ${minutes} minutes)`
    : '用户名或密码不正确 (user name or password is not right)';
}
