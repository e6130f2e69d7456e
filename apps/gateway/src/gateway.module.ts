import { Module, type DynamicModule } from '@nestjs/common';
import { graphqlModule, type GraphqlOptions } from './graphql/graphql.module.js';

/** One endpoint; what is not GraphQL are plain routes of the same server (see gateway.http.ts). */
@Module({})
export class GatewayModule {
  static of(options: GraphqlOptions): DynamicModule {
    return { module: GatewayModule, imports: [graphqlModule(options)] };
  }
}
