import { notificationSettings } from './config.js';

const base64 = Buffer.alloc(32, 1).toString('base64');
const environment = { WEBHOOK_KEYS: `b:${base64}, a:${base64}`, SMS_FILE: 'sms.jsonl' };

describe('the configuration of notification', () => {
  it('reads keys, and has the schedule of Standard Webhooks', () => {
    const settings = notificationSettings(environment);
    expect([...settings.webhookKeys.keys.keys()]).toEqual(['b', 'a']);
    expect(settings.retryMilliseconds).toEqual(
      [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((seconds) => seconds * 1_000),
    );
    expect(settings).toMatchObject({ allowLocalWebhooks: false, webhookTimeoutMilliseconds: 15_000 });
  });

  it.each([
    { variable: 'WEBHOOK_KEYS', value: undefined },
    { variable: 'WEBHOOK_KEYS', value: 'a:c2hvcnQ=' },
    { variable: 'SMS_FILE', value: undefined },
    { variable: 'ALLOW_LOCAL_WEBHOOKS', value: 'yes' },
    { variable: 'WEBHOOK_RETRY_SECONDS', value: '0,soon' },
  ])('fails with the name of $variable when it is $value, and not with its value', ({ variable, value }) => {
    const read = () => notificationSettings({ ...environment, [variable]: value });
    expect(read).toThrow(new RegExp(variable));
    expect(read).not.toThrow(/c2hvcnQ/);
  });
});
