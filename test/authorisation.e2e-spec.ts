import { Setup } from './authorisation/setup.js';
import { prepareWorld, type World } from './authorisation/world.js';
import { TestDistrict } from './district.fixture.js';

describe('x', () => {
  let district: TestDistrict;
  let world: World;
  beforeAll(async () => {
    district = await TestDistrict.start({ ALLOW_LOCAL_WEBHOOKS: 'true' });
    await district.setTime('2026-11-17T10:00:00+08:00');
    world = await prepareWorld(new Setup(district));
  }, 120_000);
  afterAll(() => district?.stop());
  it('y', () => {
    console.log(JSON.stringify(world, null, 1));
  });
});
