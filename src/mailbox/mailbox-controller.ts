import { randomBytes } from 'node:crypto';
import { BadRequestException, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Pool } from 'pg';
import { OpenToEverybody } from '../access/session-guard.js';
import { NotFound } from '../cases/refused.js';
import { MailboxStore, type MailboxFilter, type MailboxMessage } from './mailbox-store.js';
import type { Language } from './mailbox-words.js';
import { mailboxPolicy } from './page-frame.js';
import { renderMailboxPage } from './render-mailbox-page.js';
import { renderMessagePage } from './render-message-page.js';

/** The built-in mailbox as its pages and scripts read it. */
export class ReadMailbox {
  private readonly store: MailboxStore;

  constructor(private readonly pool: Pool) {
    this.store = new MailboxStore(pool);
  }

  /** Every demo person's mail lies open here, which only a demo may do. @throws NotFound anywhere else */
  async open(): Promise<MailboxStore> {
    const { rows } = await this.pool.query<{ is_demo: boolean }>('select is_demo from installation');
    if (!rows[0]?.is_demo) throw new NotFound('page', 'mailbox');
    return this.store;
  }
}

const pageSize = 50;
const mostMessages = 200;

/** The mailbox of a demo belongs to the demo itself, so it asks for no sign-in. */
@ApiTags('demo')
@Controller()
@OpenToEverybody()
export class MailboxController {
  constructor(private readonly mailbox: ReadMailbox) {}

  @Get('mailbox')
  @ApiOperation({ summary: 'The demo mailbox as a page' })
  async list(@Query() query: Record<string, unknown>, @Res() response: Response): Promise<void> {
    const store = await this.mailbox.open();
    const messages = await store.list({ ...filterOf(query), limit: pageSize + 1 });
    const view = {
      language: languageOf(query),
      nonce: newNonce(),
      recipient: textOf(query, 'recipient'),
      query: textOf(query, 'query'),
      hasOlder: messages.length > pageSize,
    };
    sendPage(response, view.nonce, renderMailboxPage(messages.slice(0, pageSize), view));
  }

  @Get('mailbox/:id')
  @ApiOperation({ summary: 'One message of the demo mailbox as a page' })
  async one(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const message = await (await this.mailbox.open()).find(id);
    if (!message) throw new NotFound('message', id.slice(0, 40));
    const view = { language: languageOf(query), nonce: newNonce() };
    sendPage(response, view.nonce, renderMessagePage(message, view));
  }

  @Get('mailbox/:id/raw')
  @ApiOperation({ summary: 'The bytes of one message as they came' })
  async raw(@Param('id') id: string, @Res() response: Response): Promise<void> {
    const raw = await (await this.mailbox.open()).findRaw(id);
    if (!raw) throw new NotFound('message', id.slice(0, 40));
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', 'text/plain; charset=utf-8'); // shown, never run; nosniff is set for every answer
    response.send(raw);
  }

  @Get('api/v1/mailbox')
  @ApiOperation({
    summary: 'The demo mailbox for scripts, newest first; `before` is the id of the last message seen',
  })
  async messages(@Query() query: Record<string, unknown>): Promise<{ messages: MailboxMessage[] }> {
    const store = await this.mailbox.open();
    const limit = textOf(query, 'limit') || String(pageSize);
    if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostMessages)
      throw new BadRequestException(`limit 应为 1 至 ${mostMessages} (from 1 to ${mostMessages})`);
    return { messages: await store.list({ ...filterOf(query), limit: Number(limit) }) };
  }
}

function filterOf(query: Record<string, unknown>): MailboxFilter {
  const before = textOf(query, 'before');
  if (!/^\d{0,18}$/.test(before))
    throw new BadRequestException('before 应为邮件的编号 (the id of a message)');
  return {
    recipient: textOf(query, 'recipient') || undefined,
    query: textOf(query, 'query') || undefined,
    beforeId: before || undefined,
  };
}

/** A condition given twice, or with a NUL that PostgreSQL cannot hold, is no condition. */
function textOf(query: Record<string, unknown>, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value.replaceAll('\u0000', '').slice(0, 200) : '';
}

function languageOf(query: Record<string, unknown>): Language {
  return query['language'] === 'en' ? 'en' : 'zh';
}

function newNonce(): string {
  return randomBytes(16).toString('base64');
}

function sendPage(response: Response, nonce: string, page: string): void {
  response.setHeader('Content-Security-Policy', mailboxPolicy(nonce));
  response.setHeader('Cache-Control', 'no-store');
  response.type('html').send(page);
}
