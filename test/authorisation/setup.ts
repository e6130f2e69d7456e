import { eventually } from '@weisu/testing';
import type { TestDistrict } from '../district.fixture.js';

/** Does one step of the preparation and answers its data; the documents are written out, so that a reader sees what is done. */
export class Setup {
  constructor(readonly district: TestDistrict) {}

  async do<Answer>(
    account: string | null,
    document: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer> {
    try {
      const data = await this.district.ask<Record<string, Answer>>(account, document, variables);
      return Object.values(data)[0] as Answer;
    } catch (error) {
      throw new Error(`${account ?? 'nobody'}: ${document.slice(0, 160)}`, { cause: error });
    }
  }

  /** For a step that needs what another service hears by an event. */
  soon<Answer>(
    account: string | null,
    document: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer> {
    return eventually(() => this.do<Answer>(account, document, variables));
  }

  /** Waits until an answer is there as wanted. */
  until<Answer>(
    account: string,
    document: string,
    variables: Readonly<Record<string, unknown>>,
    wanted: (answer: Answer) => boolean,
  ): Promise<Answer> {
    return eventually(async () => {
      const answer = await this.do<Answer>(account, document, variables);
      if (!wanted(answer)) throw new Error(`not yet: ${JSON.stringify(answer)?.slice(0, 300)}`);
      return answer;
    });
  }
}
