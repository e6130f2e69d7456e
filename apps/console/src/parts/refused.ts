/** A challenge of the gateway, as `PROOF_NEEDED` carries it (docs/adr/0038). */
export type Challenge = Readonly<{
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}>;

type Extensions = Readonly<{
  code?: string;
  messageZh?: string;
  correlationId?: string;
  challenge?: Challenge;
}>;

/** What the API said no with; `message` is the sentence for people. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly challenge: Challenge | null = null,
  ) {
    super(message);
  }

  static by({ code = 'INTERNAL', messageZh, challenge }: Extensions): Refused {
    return new Refused(code, messageZh ?? '服务出错了，请稍后再试。', challenge ?? null);
  }
}

/** Nobody answered, or not in the way that the API does: what was sent may or may not have arrived. */
export class Unheard extends Error {
  constructor() {
    super('网络不通，或服务暂时没有回应。');
  }
}
