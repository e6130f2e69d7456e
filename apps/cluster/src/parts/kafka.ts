import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brokersKnownTo } from './kafka-answer.js';
import { freePorts } from './free-ports.js';
import { fetchParts } from './maven.js';

export type KafkaStart = Readonly<{
  /** Data, settings and log; the same folder and port start the same broker again. */
  folder: string;
  port?: number;
  heapMegabytes?: number;
  /** Outlives this process; whoever starts it so has to end it by its pid. */
  detached?: boolean;
  /** A second listener, TLS with SASL, beside the open one on the loopback address. */
  secured?: Readonly<{
    /** PEM: private key (PKCS 8) and certificate chain in one file. */
    keyAndCertificateFile: string;
    name: string;
    password: string;
  }>;
  /** Another release than that of maven/pom.xml. */
  classpath?: string;
}>;

export type RunningKafka = Readonly<{
  brokers: string;
  /** Where `secured` clients connect. */
  securedBrokers: string | null;
  version: string;
  pid: number;
  stop(): Promise<void>;
  /** As kill -9 does. */
  kill(): void;
}>;

/** On a machine that is busy with everything else, a start was seen to take a minute. */
const startSeconds = 120;
const stopSeconds = 30;

/** One Kafka node in KRaft combined mode on the loopback address; answers when it serves clients. */
export async function startKafka(start: KafkaStart): Promise<RunningKafka> {
  const classpath = start.classpath ?? (await fetchParts()).kafkaClasspath;
  const version = await versionOf(classpath);
  const free = await freePorts('broker', 'controller', 'secured');
  const ports = { ...free, broker: start.port ?? free.broker };
  const properties = join(start.folder, 'server.properties');
  await mkdir(start.folder, { recursive: true });
  await writeFile(properties, serverProperties(start, ports), { mode: 0o600 });
  if (!existsSync(join(start.folder, 'data', 'meta.properties')))
    await format(classpath, properties, start.secured);

  const child = await spawnBroker(start, classpath, properties);
  try {
    await untilServing(child, ports.broker);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${String(error)}\n${await logTail(start.folder)}`, { cause: error });
  }
  return {
    brokers: `127.0.0.1:${ports.broker}`,
    securedBrokers: start.secured ? `localhost:${ports.secured}` : null,
    version,
    pid: child.pid ?? 0,
    stop: () => stop(child),
    kill: () => void child.kill('SIGKILL'),
  };
}

function serverProperties(
  { folder, secured }: KafkaStart,
  ports: Readonly<Record<'broker' | 'controller' | 'secured', number>>,
): string {
  const listeners = {
    PLAINTEXT: `127.0.0.1:${ports.broker}`,
    ...(secured ? { SECURED: `localhost:${ports.secured}` } : {}),
  };
  const addresses = Object.entries(listeners).map(([name, address]) => `${name}://${address}`);
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...addresses, `CONTROLLER://127.0.0.1:${ports.controller}`].join(','),
    'advertised.listeners': addresses.join(','),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': false,
    // One node: its own topics can have one copy only, and members need not wait for each other.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // 128 MB of the heap otherwise.
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    ...(secured ? securedListener(secured) : {}),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function securedListener({ keyAndCertificateFile, name, password }: NonNullable<KafkaStart['secured']>) {
  const login = `org.apache.kafka.common.security`;
  return {
    'listener.name.secured.ssl.keystore.type': 'PEM',
    'listener.name.secured.ssl.keystore.location': keyAndCertificateFile,
    'listener.name.secured.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.secured.plain.sasl.jaas.config': `${login}.plain.PlainLoginModule required user_${name}="${password}";`,
    'listener.name.secured.scram-sha-256.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
    'listener.name.secured.scram-sha-512.sasl.jaas.config': `${login}.scram.ScramLoginModule required;`,
  };
}

/** Writes the first records of the quorum; names and passwords for SCRAM are among them. */
async function format(classpath: string, properties: string, secured: KafkaStart['secured']): Promise<void> {
  const users = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) =>
    secured ? ['--add-scram', `${mechanism}=[name=${secured.name},password=${secured.password}]`] : [],
  );
  const tool = ['-Xmx128m', '-cp', classpath, 'kafka.tools.StorageTool'];
  const clusterId = 'weisu_one_machine_____';
  await promisify(execFile)('java', [...tool, 'format', '-t', clusterId, '-c', properties, ...users]);
}

async function spawnBroker(start: KafkaStart, classpath: string, properties: string): Promise<ChildProcess> {
  const log = await open(logFile(start.folder), 'a', 0o600);
  try {
    const heap = start.heapMegabytes ?? 512;
    const child = spawn(
      'java',
      [
        `-Xmx${heap}m`,
        `-Xms${Math.min(heap, 256)}m`,
        ...'-XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35'.split(' '),
        ...['-Djava.awt.headless=true', '-Dorg.apache.logging.log4j.level=WARN'],
        ...['-cp', classpath, 'kafka.Kafka', properties],
      ],
      { detached: start.detached ?? false, stdio: ['ignore', log.fd, log.fd] },
    );
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    if (start.detached) child.unref();
    else endWithThisProcess(child);
    return child;
  } finally {
    await log.close();
  }
}

function endWithThisProcess(child: ChildProcess): void {
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

async function untilServing(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + startSeconds * 1000;
  for (;;) {
    if (hasEnded(child))
      throw new Error(`Kafka ended at once (${String(child.exitCode ?? child.signalCode)})`);
    const brokers = await brokersKnownTo(port);
    if (brokers) return;
    if (Date.now() > deadline) throw new Error(`Kafka did not answer within ${startSeconds} s`);
    await pause(50);
  }
}

/** SIGTERM lets Kafka write its clean-shutdown marks; without them the next start checks every segment. */
async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const timer = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(timer);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function versionOf(classpath: string): Promise<string> {
  const names = await readdir(dirname(classpath));
  const version = names.map((name) => /^kafka_2\.13-(.+)\.jar$/.exec(name)?.[1]).find(Boolean);
  if (!version) throw new Error(`no kafka_2.13 in ${classpath}`);
  return version;
}

function logFile(folder: string): string {
  return join(folder, 'kafka.log');
}

async function logTail(folder: string): Promise<string> {
  return (await readFile(logFile(folder), 'utf8')).split('\n').slice(-30).join('\n');
}
