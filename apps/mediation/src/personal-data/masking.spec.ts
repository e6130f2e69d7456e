import { maskedAddress, maskedName, maskedPhone } from './masking.js';

describe('masking', () => {
  it.each([
    ['孙家明', '孙**'],
    ['李强', '李*'],
    ['欧阳小雨', '欧阳**'],
    ['欧阳', '欧*'],
    ['孙', '孙*'],
  ])('keeps the surname of %s', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });

  it.each([
    ['13800138000', '138****8000'],
    ['0755-25123456', '075****3456'],
    ['51234567', '****67'],
  ])('keeps the ends of %s', (phone, masked) => {
    expect(maskedPhone(phone)).toBe(masked);
  });

  it.each([
    ['东门街道东门社区立新路1号', '东门街道东门社区***'],
    ['东门街道立新路1号', '东门街道***'],
    ['阳光小区3栋', '***'],
  ])('shows %s to community level', (address, masked) => {
    expect(maskedAddress(address)).toBe(masked);
  });
});
