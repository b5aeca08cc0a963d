// A Word file as a lawyer's word processor would save it: our own, its main part changed.

import { crc32, inflateRawSync } from 'node:zlib';

interface Part {
  name: string;
  content: Buffer;
}

/** The parts of a zip archive, by its directory. */
export function partsOf(zip: Buffer): Part[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts: Part[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, nameLength, extraLength, commentLength, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + packed);
    parts.push({ name: zip.toString('utf8', at + 46, at + 46 + nameLength), content: zip.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

/** A zip archive that packs nothing. */
function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const title = Buffer.from(name);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(content.length, 4);
    sizes.writeUInt32LE(content.length, 8);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(title.length, 0);
    const version = Buffer.from([20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]); // names in UTF-8, nothing packed, a day in 1980
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), version, sizes, lengths, title, content]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), version, sizes, lengths, place, title]));
    files.push(file);
    offset += file.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, list, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** The file with its main part changed. */
export function rewritten(docx: Buffer, change: (markup: string) => string): Buffer {
  return zipOf(partsOf(docx).map((part) => (part.name === 'word/document.xml' ? { ...part, content: Buffer.from(change(part.content.toString('utf8'))) } : part)));
}

const by = 'w:author="Иванов А." w:date="2026-11-12T10:30:00Z"';
const run = (words: string) => (words ? `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>` : '');

/** Replaces words the way a lawyer does while Word tracks changes: in the last run that has them, the proposed wording's. */
export function answered(markup: string, old: string, next: string): string {
  const runs = [...markup.matchAll(/<w:r>(?:<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)?<w:t xml:space="preserve">([^<]*)<\/w:t><\/w:r>/g)].filter((one) => one[1]?.includes(old));
  const last = runs.at(-1);
  if (!last?.[1]) throw new Error(`no run has «${old}»`);
  const at = last[1].indexOf(old);
  const struck = `<w:del w:id="901" ${by}><w:r><w:delText xml:space="preserve">${old}</w:delText></w:r></w:del>`;
  const added = next ? `<w:ins w:id="902" ${by}>${run(next)}</w:ins>` : '';
  return markup.slice(0, last.index) + run(last[1].slice(0, at)) + struck + added + run(last[1].slice(at + old.length)) + markup.slice(last.index + last[0].length);
}
