import { gatewayConfig, storageConfig } from './config.js';

const ADDRESS_KEY = 'k'.repeat(32);
const s3 = {
  S3_ENDPOINT: 'https://oss.example/',
  S3_BUCKET: 'b',
  S3_ACCESS_KEY_ID: 'i',
  S3_SECRET_ACCESS_KEY: 's',
};

describe('the configuration', () => {
  it('has defaults, and serves no introspection in production', () => {
    expect(
      gatewayConfig({ ADDRESS_KEY, NODE_ENV: 'production', TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1' }),
    ).toEqual({
      trustedProxies: ['10.0.0.0/8', '127.0.0.1'],
      publicOperationsPerMinute: 60,
      addressKey: ADDRESS_KEY,
      proofKeys: [expect.stringMatching(/^[0-9a-f]{64}$/)],
      introspection: false,
    });
    expect(gatewayConfig({ ADDRESS_KEY }).introspection).toBe(true);
  });

  it('names what is wrong, and not its value', () => {
    expect(() => gatewayConfig({ ADDRESS_KEY: 'short-secret' })).toThrow(/ADDRESS_KEY/);
    expect(() => gatewayConfig({ ADDRESS_KEY: 'short-secret' })).not.toThrow(/short-secret/);
    expect(() => storageConfig({})).toThrow(/FILES_DIR/);
    expect(() => storageConfig({ ...s3, S3_BUCKET: undefined })).toThrow(/S3_BUCKET/);
  });

  it('has at most two keys of challenges, the one that signs first', () => {
    const [next, before] = ['n'.repeat(32), 'b'.repeat(32)];
    expect(gatewayConfig({ ADDRESS_KEY, PROOF_KEYS: `${next}, ${before}` }).proofKeys).toEqual([
      next,
      before,
    ]);
    for (const PROOF_KEYS of ['short', `${next},${before},${ADDRESS_KEY}`])
      expect(() => gatewayConfig({ ADDRESS_KEY, PROOF_KEYS })).toThrow(/PROOF_KEYS/);
  });

  it('stores in a folder, or in a bucket where an endpoint is named', () => {
    expect(storageConfig({ FILES_DIR: '/files' })).toEqual({ kind: 'disk', folder: '/files' });
    expect(storageConfig(s3)).toMatchObject({
      kind: 's3',
      endpoint: 'https://oss.example',
      region: 'us-east-1',
    });
  });
});
