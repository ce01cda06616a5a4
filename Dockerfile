# One image for every role; ROLE says which part a container plays. Debian rather than Alpine: the native parts
# (password hashing, the embedded PostgreSQL) are built for glibc.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json nest-cli.json .swcrc ./
COPY src ./src
RUN npm run build

FROM node:20.20.2-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE NOTICE* ./
COPY bin ./bin
COPY scripts ./scripts
COPY migrations ./migrations
COPY workflows ./workflows
# Files, packages and keys lie in the volume; the product itself is read-only to the account that runs it.
RUN mkdir /data && chown node:node /data && ln -s /app/bin/gongkai.js /usr/local/bin/gongkai
USER node
VOLUME /data
EXPOSE 3000
CMD ["node", "dist/main.js"]
