import { strToU8, zipSync } from 'fflate';
import { boundedPage, type Page, type PageCell } from '@weisu/papers';

/** Twentieths of a point: A4 with 2.5 cm beside the text. */
const width = 9_072;
const lineHeight = 400;
const cellMargin = 80;

const schemas = 'http://schemas.openxmlformats.org/';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark);

type Style = Readonly<{ bold?: boolean; halfPoints?: number }>;

function run(text: string, { bold = false, halfPoints = 24 }: Style = {}): string {
  const fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>';
  const lines = text.split('\n').map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`);
  return `<w:r><w:rPr>${fonts}${bold ? '<w:b/>' : ''}<w:sz w:val="${halfPoints}"/></w:rPr>${lines.join('<w:br/>')}</w:r>`;
}

/** No extra room between Chinese and digits: 2026年11月23日 09:00 then fits where the PDF has it. */
const unspaced = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>';

function paragraph(inner: string, properties = '', after = 0): string {
  return `<w:p><w:pPr>${properties.includes('<w:tabs>') ? properties : ''}${unspaced}<w:spacing w:after="${after}" w:line="360" w:lineRule="auto"/>${properties.includes('<w:tabs>') ? '' : properties}</w:pPr>${inner}</w:p>`;
}

const centred = '<w:jc w:val="center"/>';

function cellOf({ text, isLabel, span, lines }: PageCell, wide: number): string {
  const grid = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
  const middle = isLabel || lines < 2 ? '<w:vAlign w:val="center"/>' : '';
  const properties = `<w:tcPr><w:tcW w:w="${wide}" w:type="dxa"/>${grid}${middle}</w:tcPr>`;
  return `<w:tc>${properties}${paragraph(run(text, { bold: isLabel }), isLabel ? centred : '')}</w:tc>`;
}

function rowOf(cells: readonly PageCell[], columns: readonly number[]): string {
  let first = 0;
  const drawn = cells.map((cell) => {
    const wide = columns.slice(first, first + cell.span).reduce((sum, one) => sum + one, 0);
    first += cell.span;
    return cellOf(cell, wide);
  });
  const height = Math.max(...cells.map(({ lines }) => lines)) * lineHeight + 2 * cellMargin;
  // a row of single lines is not torn apart at the foot of a page
  const whole = cells.every(({ lines }) => lines < 2) ? '<w:cantSplit/>' : '';
  return `<w:tr><w:trPr>${whole}<w:trHeight w:val="${height}" w:hRule="atLeast"/></w:trPr>${drawn.join('')}</w:tr>`;
}

function tableOf({ columns: percents, rows }: Page): string {
  const columns = percents.map((percent) => Math.round((width * percent) / 100));
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const borders = sides
    .map((side) => `<w:${side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>`)
    .join('');
  const margins = `<w:top w:w="${cellMargin}" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="${cellMargin}" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>`;
  const properties = `<w:tblW w:w="${width}" w:type="dxa"/><w:tblInd w:w="100" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>${margins}</w:tblCellMar>`;
  const grid = columns.map((wide) => `<w:gridCol w:w="${wide}"/>`).join('');
  return `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows.map((row) => rowOf(row, columns)).join('')}</w:tbl>`;
}

function documentOf(page: Page): string {
  const tabs = `<w:tabs><w:tab w:val="right" w:pos="${width}"/></w:tabs>`;
  const small = { halfPoints: 21 };
  const above = `${run(page.left, small)}<w:r><w:tab/></w:r>${run(page.right, small)}`;
  const size =
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="720" w:footer="720" w:gutter="0"/>';
  return `${head}<w:document xmlns:w="${schemas}wordprocessingml/2006/main" xmlns:r="${schemas}officeDocument/2006/relationships"><w:body>${paragraph(
    run(page.title, { bold: true, halfPoints: 40 }),
    centred,
    240,
  )}${paragraph(above, tabs, 80)}${tableOf(page)}${paragraph(run(page.below, small))}<w:sectPr><w:footerReference w:type="default" r:id="rId1"/>${size}</w:sectPr></w:body></w:document>`;
}

/** 〔编号〕 第 x 页 共 y 页, counted by the program that shows it. */
function footerOf({ left }: Page): string {
  const counted = (name: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const tiny = { halfPoints: 18 };
  const inner = `${run(`${left}\u3000第 `, tiny)}${counted('PAGE')}${run(' 页 共 ', tiny)}${counted('NUMPAGES')}${run(' 页', tiny)}`;
  return `${head}<w:ftr xmlns:w="${schemas}wordprocessingml/2006/main">${paragraph(inner, centred)}</w:ftr>`;
}

const relationships = (list: string): string =>
  `${head}<Relationships xmlns="${schemas}package/2006/relationships">${list}</Relationships>`;
const relationship = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${schemas}${type}" Target="${target}"/>`;

/** Office Open XML of a paper. The same page and instant give the same bytes, whatever the time zone: nothing in it is taken from the clock. */
export function docxOf(given: Page, issuedAt: Date): Uint8Array {
  const page = boundedPage(given);
  const instant = `${issuedAt.toISOString().slice(0, 19)}Z`;
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const files = {
    '[Content_Types].xml': `${head}<Types xmlns="${schemas}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="${word}.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels': relationships(
      relationship('rId1', 'officeDocument/2006/relationships/officeDocument', 'word/document.xml') +
        relationship('rId2', 'package/2006/relationships/metadata/core-properties', 'docProps/core.xml'),
    ),
    'docProps/core.xml': `${head}<cp:coreProperties xmlns:cp="${schemas}package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(page.title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified></cp:coreProperties>`,
    'word/document.xml': documentOf(page),
    'word/footer1.xml': footerOf(page),
    'word/_rels/document.xml.rels': relationships(
      relationship('rId1', 'officeDocument/2006/relationships/footer', 'footer1.xml'),
    ),
  };
  const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  // by the local clock's constructor: fflate writes local hours, so these bytes are the same everywhere
  return zipSync(bytes, { level: 9, mtime: new Date(1980, 0, 1, 12), os: 0 });
}
