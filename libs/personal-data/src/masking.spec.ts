import { maskedAddress, maskedName, maskedPhone } from './masking.js';

describe('a masked person', () => {
  it.each([
    { name: '张三', masked: '张**' },
    { name: '张三丰', masked: '张**' },
    { name: '欧阳修', masked: '欧阳**' },
    { name: '欧阳', masked: '欧**' },
    { name: '𠮷田', masked: '𠮷**' },
    { name: '张', masked: '**' },
    { name: 'A0182491', masked: 'A**' },
  ])('$name reads $masked', ({ name, masked }) => {
    expect(maskedName(name)).toBe(masked);
  });

  it.each([
    { phone: '13812345678', masked: '138****5678' },
    { phone: '0755-25531234', masked: '075****1234' },
    { phone: '51234567', masked: '****67' },
  ])('$phone reads $masked', ({ phone, masked }) => {
    expect(maskedPhone(phone)).toBe(masked);
  });

  it.each([
    { address: '东门街道东门社区立新路1号', masked: '东门街道东门社区***' },
    { address: '东门街道立新路1号', masked: '东门街道***' },
    { address: '阳光小区3栋', masked: '***' },
  ])('$address reads $masked', ({ address, masked }) => {
    expect(maskedAddress(address)).toBe(masked);
  });
});
