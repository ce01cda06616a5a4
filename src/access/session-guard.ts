import {
  ForbiddenException,
  Injectable,
  SetMetadata,
  UnauthorizedException,
  createParamDecorator,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Sessions, type SignedIn } from './sessions.js';

export interface SignedInRequest extends Request {
  person?: SignedIn;
  token?: string;
}

const openKey = 'open-to-everybody';
const rolesKey = 'roles';
/** A door without sign-in. Every other door needs a session: the default is no. */
export const OpenToEverybody = (): ReturnType<typeof SetMetadata> => SetMetadata(openKey, true);
/** A door for holders of one of these roles only. */
export const ForRoles = (...roles: string[]): ReturnType<typeof SetMetadata> => SetMetadata(rolesKey, roles);

export const Person = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  const { person } = context.switchToHttp().getRequest<SignedInRequest>();
  if (!person) throw new UnauthorizedException();
  return person;
});

export const cookieName = 'gongkai-session';

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(openKey, targets)) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const { token, isCookie } = tokenOf(request);
    const person = token === undefined ? null : await this.sessions.find(token);
    if (!person)
      throw new UnauthorizedException(
        '请先登录，或登录已过期 (sign in first, or again: the session has ended)',
      );
    if (isCookie && !isSameSite(request))
      throw new ForbiddenException('此请求来自其他网站，已拒绝 (this request came from another site)');
    const roles = this.reflector.getAllAndOverride<string[] | undefined>(rolesKey, targets);
    if (roles && !person.roles.some(({ role }) => roles.includes(role)))
      throw new ForbiddenException(`须有以下角色之一：${roles.join('、')} (needs one of these roles)`);
    request.person = person;
    request.token = token;
    return true;
  }
}

function tokenOf(request: Request): { token: string | undefined; isCookie: boolean } {
  const { authorization, cookie } = request.headers;
  if (authorization?.startsWith('Bearer '))
    return { token: authorization.slice('Bearer '.length), isCookie: false };
  const pair = cookie?.split(/;\s*/).find((part) => part.startsWith(`${cookieName}=`));
  return { token: pair?.slice(cookieName.length + 1), isCookie: true };
}

/** A cookie travels by itself, so what changes something must come from our own pages (Fetch Metadata, ASVS 3.5). */
function isSameSite({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = headers;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
