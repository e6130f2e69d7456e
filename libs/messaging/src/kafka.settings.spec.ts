import { kafkaSettings, topicSettings } from './kafka.settings.js';

const open = { KAFKA_BROKERS: 'one:9092, two:9092' };
const login = { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_USERNAME: 'intake', KAFKA_PASSWORD: 'secret' };

describe('the settings of Kafka', () => {
  it('are the brokers, without encryption or login, when nothing else is said', () => {
    expect(kafkaSettings({ ...open, KAFKA_CA_FILE: '' })).toEqual({
      brokers: ['one:9092', 'two:9092'],
      tls: null,
      login: null,
      prefix: '',
    });
  });

  it('have a login and the usual authorities', () => {
    expect(kafkaSettings({ ...open, ...login, KAFKA_TLS: 'true' })).toMatchObject({
      tls: {},
      login: { mechanism: 'scram-sha-512', username: 'intake', password: 'secret' },
    });
  });

  it.each([
    { what: 'no brokers', variables: { KAFKA_BROKERS: undefined }, named: 'KAFKA_BROKERS' },
    { what: 'a broker without a port', variables: { KAFKA_BROKERS: 'one' }, named: 'KAFKA_BROKERS' },
    {
      what: 'a user without a password',
      variables: { ...login, KAFKA_PASSWORD: '' },
      named: 'KAFKA_PASSWORD',
    },
    {
      what: 'an unknown mechanism',
      variables: { ...login, KAFKA_SASL_MECHANISM: 'md5' },
      named: 'KAFKA_SASL_MECHANISM',
    },
    {
      what: 'a certificate without its key',
      variables: { KAFKA_TLS: 'true', KAFKA_CERT_FILE: 'c.pem' },
      named: 'KAFKA_KEY_FILE',
    },
    { what: 'an authority without TLS', variables: { KAFKA_CA_FILE: 'ca.pem' }, named: 'KAFKA_TLS' },
    {
      what: 'a file that is not there',
      variables: { KAFKA_TLS: 'true', KAFKA_CA_FILE: 'no/ca.pem' },
      named: 'KAFKA_CA_FILE: the file cannot be read (ENOENT)',
    },
  ])('are refused with $what, by the name of the variable', ({ variables, named }) => {
    expect(() => kafkaSettings({ ...open, ...variables })).toThrow(named);
  });

  it('never tell a password', () => {
    const wrong = { ...open, ...login, KAFKA_USERNAME: '' };
    expect(() => kafkaSettings(wrong)).toThrow(/^(?!.*secret)/);
  });

  it('of topics are twelve partitions, three copies, a week, when nothing is said', () => {
    expect(topicSettings({})).toEqual({ partitions: 12, replication: 3, retentionHours: 168 });
    expect(
      topicSettings({ KAFKA_PARTITIONS: '3', KAFKA_REPLICATION: '1', KAFKA_RETENTION_HOURS: '2' }),
    ).toEqual({
      partitions: 3,
      replication: 1,
      retentionHours: 2,
    });
    expect(() => topicSettings({ KAFKA_PARTITIONS: '0' })).toThrow('KAFKA_PARTITIONS');
  });
});
