import { connect } from 'node:net';

/** Metadata v1 for no topics, by hand: the cluster needs no client library to learn that a broker serves. */
const metadataRequest = Buffer.from([
  ...[0, 0, 0, 14], // bytes that follow
  ...[0, 3, 0, 1], // Metadata, version 1: 3.9 and 4.x both answer it
  ...[0, 0, 0, 1], // correlation id
  ...[0xff, 0xff], // no client id
  ...[0, 0, 0, 0], // no topics
]);

/** The array of brokers follows the length and the correlation id. */
const brokerCountAt = 8;

/** How many brokers the one on this port knows as alive; 0 also when it does not answer yet. Kafka listens before it serves. */
export function brokersKnownTo(port: number): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = Buffer.alloc(0);
    const finish = (brokers: number) => {
      socket.destroy();
      resolve(brokers);
    };
    socket.setTimeout(2_000, () => finish(0));
    socket.once('error', () => finish(0));
    socket.once('close', () => finish(0));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length >= brokerCountAt + 4) finish(answer.readInt32BE(brokerCountAt));
    });
    socket.write(metadataRequest);
  });
}
