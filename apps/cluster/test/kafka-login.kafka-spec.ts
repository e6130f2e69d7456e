import { execFile } from 'node:child_process';
import { appendFile, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KafkaTransport, kafkaSettings, makeTopics, type Message } from '@weisu/messaging';
import { eventually } from '@weisu/testing';
import { startKafka, type RunningKafka } from '../src/parts/kafka.js';

/** Milliseconds: the longest start of a broker. */
const withStart = 180_000;

const name = 'weisu';
const password = 'only-of-this-test';

let folder: string;
let kafka: RunningKafka;
let open: KafkaTransport[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-kafka-'));
  const keyAndCertificateFile = await makeCertificate(folder);
  const classpath = process.env['WEISU_KAFKA_CLASSPATH'];
  kafka = await startKafka({
    folder,
    secured: { keyAndCertificateFile, name, password },
    ...(classpath ? { classpath } : {}),
  });
}, withStart);

afterAll(async () => {
  await kafka.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  open = [];
});

afterEach(() => Promise.all(open.map((transport) => transport.close())));

describe('a broker with TLS and passwords', () => {
  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
    'serves a client that logs in by %s',
    async (mechanism) => {
      const settings = kafkaSettings(environment({ KAFKA_SASL_MECHANISM: mechanism }));
      await makeTopics(settings, { partitions: 1, replication: 1, retentionHours: 1 }, [mechanism]);
      const transport = connect(settings);
      const got: Message[] = [];
      const handle = (message: Message) => Promise.resolve(void got.push(message));
      await transport.subscribe({ group: mechanism, topics: [mechanism], handle });
      const sent: Message = { topic: mechanism, key: 'k', headers: { ce_id: '1' }, value: '未诉先办' };
      await transport.publish([sent]);
      await eventually(() => expect(got).toEqual([sent]));
    },
  );

  it.each(['plain', 'scram-sha-512'])(
    'refuses a wrong password by %s, and the error names the variable',
    async (mechanism) => {
      const settings = kafkaSettings(
        environment({ KAFKA_SASL_MECHANISM: mechanism, KAFKA_PASSWORD: 'wrong' }),
      );
      const told = 'Kafka refuses KAFKA_USERNAME or KAFKA_PASSWORD';
      const transport = connect(settings);
      await expect(transport.publish([{ topic: 't', key: 'k', headers: {}, value: '' }])).rejects.toThrow(
        told,
      );
      await expect(
        transport.subscribe({ group: 'g', topics: ['t'], handle: () => Promise.resolve() }),
      ).rejects.toThrow(told);
    },
  );

  it('is not trusted without its authority', async () => {
    const settings = kafkaSettings(environment({ KAFKA_CA_FILE: undefined }));
    await expect(
      connect(settings).publish([{ topic: 't', key: 'k', headers: {}, value: '' }]),
    ).rejects.toThrow('self-signed certificate');
  });
});

function environment(other: Readonly<Record<string, string | undefined>>) {
  return {
    KAFKA_BROKERS: kafka.securedBrokers ?? '',
    KAFKA_TLS: 'true',
    KAFKA_CA_FILE: join(folder, 'certificate.pem'),
    KAFKA_USERNAME: name,
    KAFKA_PASSWORD: password,
    KAFKA_SASL_MECHANISM: 'plain',
    ...other,
  };
}

function connect(settings: ReturnType<typeof kafkaSettings>): KafkaTransport {
  const transport = new KafkaTransport(settings, { clientId: 'test', onError: () => undefined });
  open.push(transport);
  return transport;
}

/** Self-made, for localhost; the certificate is its own authority. */
async function makeCertificate(into: string): Promise<string> {
  const [key, certificate, both] = ['key.pem', 'certificate.pem', 'both.pem'].map((file) => join(into, file));
  if (!key || !certificate || !both) throw new Error('no file names');
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
  ]);
  await copyFile(key, both);
  await appendFile(both, await readFile(certificate));
  return both;
}
