import type { ApolloServerPlugin, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { buildPublicSchema, gatewayScalars, type OperationName } from '@weisu/api';
import type { Log } from '@weisu/service-host';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { Refusal, refusal } from '../calling/refusal.js';
import type { ServiceCaller } from '@weisu/service-host';
import { ask } from '../calling/service-caller.js';
import type { Admission } from '../admission/admission.js';
import { currentScope, scopeOf } from '../request/request-scope.http.js';
import { formattedFailure, statusOf } from './failure.js';
import { excessOf } from './limits.js';
import { RequestLoaders } from './request-loaders.js';
import { withResolvers, type ResolverContext } from './resolvers.js';
import { measure } from './selections.js';

export type GraphqlOptions = Readonly<{
  services: ServiceCaller;
  admission: Admission;
  log: Log;
  introspection: boolean;
}>;

/** A document of a normal page has some hundred tokens; beyond this only parsing it would be work. */
const maxTokens = 5_000;

/** The public contract at /graphql, executed once and here. */
export function graphqlModule(options: GraphqlOptions): DynamicModule {
  return GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: ApolloDriver,
    path: '/graphql',
    schema: withResolvers(buildPublicSchema(gatewayScalars)),
    context: (request: FastifyRequest) => contextOf(request, options),
    formatError: (formatted, error) => formatError(formatted, error, options.log),
    // cache control would wrap every field of every answer, for hints that `no-store` contradicts
    plugins: [ApolloServerPluginCacheControlDisabled(), limitsPlugin, statusPlugin],
    introspection: options.introspection,
    graphiql: false,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    parseOptions: { maxTokens },
  });
}

function contextOf(request: FastifyRequest, { services, admission }: GraphqlOptions): ResolverContext {
  const scope = scopeOf(request);
  const askOwner = (operation: OperationName, args: unknown, key?: string | null, proof?: string | null) =>
    ask(services, { ...scope, proof: proof ?? null }, operation, args, key);
  const { network, isGone, proofSent } = scope;
  const paid = new Set<string>();
  return {
    signedIn: scope.bearer !== null,
    idempotencyKey: scope.idempotencyKey,
    loaders: new RequestLoaders((operation, keys) => askOwner(operation, { keys })),
    ask: askOwner,
    admitted(operation, args, work) {
      // one proof, one root field
      const proof = paid.has(operation.name) ? null : proofSent;
      paid.add(operation.name);
      const visit = { network, isGone, proof };
      return scope.bearer === null
        ? admission.run(visit, operation, args, work)
        : admission.runSignedIn(visit, operation, work);
    },
  };
}

function formatError(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const cause = causeOf(error);
  const correlationId = currentScope()?.correlationId ?? null;
  const failure = formattedFailure(formatted, cause, correlationId);
  const code = failure.extensions?.['code'];
  if (code === 'INTERNAL' || code === 'UNAVAILABLE') {
    const field = formatted.path?.filter((step) => typeof step === 'string').join('.') ?? null;
    log.failed(
      { part: 'graphql', correlationId, field, reason: String(code) },
      (cause as Error).cause ?? cause,
    );
  }
  return failure;
}

function causeOf(error: unknown): unknown {
  const cause = unwrapResolverError(error);
  return cause instanceof GraphQLError && cause.originalError instanceof Refusal
    ? cause.originalError
    : cause;
}

const limitsPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return { didResolveOperation: async (context) => refuseExcess(context) };
  },
};

/** Before execution, and per request: a page's length may stand in a variable, so the cache of valid documents does not do. */
function refuseExcess(context: GraphQLRequestContextDidResolveOperation<object>): void {
  const { schema, document, operation, request } = context;
  if (!operation) return;
  const excess = excessOf(measure(schema, document, operation, request.variables ?? {}));
  if (!excess) return;
  const originalError = refusal(excess.code, excess.detail);
  throw new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 400 } } });
}

const statusPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single' || response.http.status !== undefined) return;
        const { data, errors } = response.body.singleResult;
        const status = statusOf(data, errors);
        if (status !== 200) response.http.status = status;
      },
    };
  },
};
