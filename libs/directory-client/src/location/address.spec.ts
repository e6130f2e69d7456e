import { levelOf } from '@weisu/contracts';
import { matchAddress } from './address.js';

const areas = [
  ['440303', '罗湖区'],
  ['440303003', '东门街道'],
  ['440303003020', '东门社区'],
  ['440303003020001', '东门社区第一网格'],
  ['440303003020002', '东门社区第二网格'],
  ['440303003021', '北门社区'],
  ['440303004', '翠竹街道'],
  ['440303004006', '新村社区'],
  ['440303004028', '木头龙社区'],
  ['440303004029', '翠竹社区'],
  ['440303005', '南湖街道'],
  ['440303005015', '罗湖社区'],
  ['440303005020', '幸福里社区'],
  ['440303009', '东晓街道'],
  ['440303009002', '幸福里社区'],
].map(([code = '', name = '']) => ({ code, name, level: levelOf(code) }));

describe('an address in words', () => {
  it.each([
    { hint: '罗湖区东门街道东门社区第二网格 3 栋', code: '440303003020002', because: 'the grid is named' },
    { hint: '东门社区 第一', code: '440303003020001', because: 'the grid is named without its suffix' },
    { hint: '罗湖区 东门街道 东门社区', code: '440303003020', because: 'the community is the deepest' },
    { hint: '东门街道解放路', code: '440303003', because: 'the suffix tells the street from the community' },
    { hint: '东门步行街', code: '440303003', because: 'a bare name of street and community is the street' },
    { hint: '北门社区门口', code: '440303003021', because: 'its name is unique in the district' },
    { hint: '东门街道北门', code: '440303003021', because: 'the street vouches for the bare name' },
    { hint: '木头龙小区12栋', code: '440303004028', because: 'three characters stand alone' },
    { hint: '我家新村3栋', code: null, because: 'two characters are also an ordinary word' },
    { hint: '翠竹街道新村3栋', code: '440303004006', because: 'the street vouches for the word' },
    { hint: '罗湖区某处', code: null, because: 'the district is known anyway, and 罗湖 is part of its name' },
    { hint: '翠竹北路18号', code: null, because: 'a road runs through several areas' },
    { hint: '翠竹路与东门中路交界', code: null, because: 'both are roads' },
    { hint: '幸福里社区5号', code: null, because: 'two streets have it' },
    { hint: '南湖街道幸福里社区', code: '440303005020', because: 'its street is named' },
    { hint: '南湖街道翠竹社区', code: '440303005', because: 'the community contradicts the street' },
    { hint: '东门街道与翠竹街道之间', code: null, because: 'two streets are named' },
    { hint: '东门街道北门社区和东门社区', code: null, because: 'two communities are named' },
    { hint: '', code: null, because: 'it is empty' },
    { hint: '福田区华强北', code: null, because: 'it names nothing of the district' },
    { hint: '东门街道，东门街道！', code: '440303003', because: 'a name may come twice' },
  ])('"$hint" is $code: $because', ({ hint, code }) => {
    expect(matchAddress(hint, areas)).toBe(code);
  });
});
