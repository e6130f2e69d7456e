import { evaluationSettings } from './config.js';

describe('the configuration of evaluation', () => {
  it('has defaults', () => {
    expect(evaluationSettings({})).toEqual({ secretAttemptsPerHour: 10, clockPollMilliseconds: 1_000 });
  });

  it('fails with the name of the bad variable and not with its value', () => {
    expect(() => evaluationSettings({ SECRET_ATTEMPTS_PER_HOUR: 'many-secret' })).toThrow(
      /SECRET_ATTEMPTS_PER_HOUR/,
    );
    expect(() => evaluationSettings({ SECRET_ATTEMPTS_PER_HOUR: 'many-secret' })).not.toThrow(/many-secret/);
  });
});
