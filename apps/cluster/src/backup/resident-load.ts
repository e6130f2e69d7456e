import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

/** What a resident was told, and when. */
export type Receipt = Readonly<{
  id: string;
  number: string;
  trackingSecret: string;
  phone: string;
  /** Milliseconds since 1970 when the answer was here: it was committed before. */
  acknowledgedAt: number;
}>;

const submit = `mutation($input: SubmitAppealInput!) { submitAppeal(input: $input) { id number trackingSecret } }`;
/** One appeal in so many brings a file. */
const fileEvery = 5;

/** Residents who submit appeals through the gateway, at a rate, until they are told to stop. What fails is counted, and never taken as submitted. */
export class ResidentLoad {
  readonly receipts: Receipt[] = [];
  refused = 0;
  private asked = 0;
  private going: Promise<void> | null = null;
  private stopping = false;
  private lastError = 'none';

  constructor(
    private readonly gatewayUrl: string,
    private readonly perSecond: number,
  ) {}

  start(): void {
    this.stopping = false;
    this.going = this.run();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.going;
  }

  /** For so many seconds; throws when nobody was answered. */
  async runFor(seconds: number): Promise<void> {
    const before = this.receipts.length;
    this.start();
    await delay(seconds * 1_000);
    await this.stop();
    if (this.receipts.length === before) throw new Error(`no appeal was acknowledged: ${this.lastError}`);
  }

  private async run(): Promise<void> {
    const inHand = new Set<Promise<void>>();
    while (!this.stopping) {
      const one = this.submitOne().finally(() => inHand.delete(one));
      inHand.add(one);
      await delay(1_000 / this.perSecond);
    }
    await Promise.all(inHand);
  }

  private async submitOne(): Promise<void> {
    this.asked += 1;
    const turn = this.asked;
    // a resident of one's own each: the public limits count by address
    const headers = { 'x-forwarded-for': `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}` };
    const phone = `138${String(turn).padStart(8, '0')}`;
    try {
      const attachments = turn % fileEvery === 0 ? [await this.upload(headers)] : [];
      const input = {
        text: `第${turn}件：楼道照明损坏 ${randomUUID()}`,
        areaCode: '440303003',
        name: '演练人',
        phone,
        attachments,
      };
      const answer = await graphql<{ submitAppeal: Omit<Receipt, 'phone' | 'acknowledgedAt'> }>(
        this.gatewayUrl,
        submit,
        { input },
        headers,
      );
      this.receipts.push({ ...answer.submitAppeal, phone, acknowledgedAt: Date.now() });
    } catch (error) {
      this.refused += 1;
      this.lastError = String(error);
    }
  }

  private async upload(headers: Readonly<Record<string, string>>): Promise<string> {
    const body = new FormData();
    const bytes = `%PDF-1.4\n% ${randomUUID()}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
    body.append('file', new Blob([bytes], { type: 'application/pdf' }), '现场.pdf');
    const signal = AbortSignal.timeout(10_000);
    const response = await fetch(`${this.gatewayUrl}/files`, { method: 'POST', body, headers, signal });
    const answer = (await response.json()) as { id?: string };
    if (!answer.id) throw new Error(`upload: HTTP ${response.status} ${JSON.stringify(answer)}`);
    return answer.id;
  }
}

/** Rejects with the codes of its errors. */
export async function graphql<Data>(
  gatewayUrl: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Data> {
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(15_000),
  });
  const { data, errors } = (await response.json()) as {
    data?: Data;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  if (errors?.length || !data)
    throw new Error(
      errors?.map(({ message, extensions }) => extensions?.code ?? message).join(', ') ?? 'no data',
    );
  return data;
}
