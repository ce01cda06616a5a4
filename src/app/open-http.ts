import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { ProblemFilter } from '../http/problem-filter.js';
import { ConfigurationFault } from '../platform/faults.js';
import { AppModule } from './app-module.js';
import type { Services } from './compose.js';
import type { Readiness } from './readiness.js';

const mostBodyBytes = '1mb';

/** Opens the HTTP door. It listens at once and answers 503 until the rest is ready, so that health can be asked from the first second. */
export async function openHttp(services: Services, readiness: Readiness): Promise<NestExpressApplication> {
  const { log, settings } = services;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.over(services, readiness), {
    logger: ['error', 'warn'],
    bodyParser: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.disable('etag'); // answers differ by person and are not cached; the portal sets its own
  app.set('trust proxy', 'loopback'); // a proxy on the same machine may say that the outer connection is https
  app.use(
    pinoHttp({
      logger: log,
      customLogLevel: (_request, response) => (response.statusCode === 500 ? 'error' : 'info'),
      serializers: {
        req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
          id,
          method,
          path: url.split('?')[0],
        }),
        res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
      },
    }),
  );
  app.use(helmet({ strictTransportSecurity: settings.baseUrl.startsWith('https://') }));
  app.use((request: Request, response: Response, next: NextFunction) =>
    refuseWhileNotReady(request, response, next, readiness),
  );
  app.useBodyParser('json', { limit: mostBodyBytes });
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  app.useGlobalFilters(new ProblemFilter(log));
  describeApi(app);
  await app.init();
  await listen(app, settings.port, settings.host);
  return app;
}

function refuseWhileNotReady(
  request: Request,
  response: Response,
  next: NextFunction,
  readiness: Readiness,
): void {
  if (readiness.reason === null || request.path.startsWith('/health/')) {
    next();
    return;
  }
  const problem = {
    type: 'urn:gongkai:problem:unavailable',
    title: '暂时不可用 (unavailable)',
    status: 503,
    code: 'unavailable',
    detail: `系统正在等待：${readiness.reason} (waiting)`,
  };
  response
    .status(503)
    .setHeader('Retry-After', '1')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

function describeApi(app: NestExpressApplication): void {
  const description = new DocumentBuilder().setTitle('Gongkai 公开').setVersion('1').addBearerAuth().build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'api/openapi.json',
  });
}

async function listen(app: NestExpressApplication, port: number, host: string): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new ConfigurationFault(
      `port ${port} is taken by another program; end it, or choose another port: PORT=3001 npm start`,
    );
  }
}
